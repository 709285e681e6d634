import type { PositionSide } from '../../core/market/liquidation';
import { type Fields, has, list, oneOf, positive, record, timeMs } from '../border/fields';
import { parsePayload } from '../border/refusal';
import { withQuery } from '../border/request';
import { objectRows } from '../border/rows';
import type { FeedRequest, ParseContext, TimeSpan } from '../exchange-feed';
import { contractsLiquidation } from '../source-events';
import { dataList } from './parse-rest';

const POSITION = { long: 'long', short: 'short' } as const;
/** In net mode the position has no side of its own: the closing order tells. */
const CLOSED_BY = { sell: 'long', buy: 'short' } as const;

/**
 * `liquidation-orders`, socket and REST: the whole market in two levels, `data[].details[]`. At most one order a
 * contract and second. Sizes are contracts, `bkPx` the bankruptcy price.
 */
export const parseLiquidations = objectRows({ pick: ownDetails, name: 'details' }, (row, { instrument }) =>
  contractsLiquidation(positive(row, 'sz'), instrument, {
    timeMs: timeMs(row, 'ts'),
    positionSide: sideOf(row),
    price: positive(row, 'bkPx'),
    priceKind: 'bankruptcy',
    isSampled: true,
  }),
);

function ownDetails(payload: unknown, { instrument }: ParseContext): readonly unknown[] {
  return dataList(payload)
    .map((value) => record(value, 'data'))
    .filter(({ instId }) => instId === instrument.symbol)
    .flatMap((group) => [...list(group.details, 'details')]);
}

function sideOf(row: Fields): PositionSide {
  return has(row, 'posSide') && row.posSide !== 'net'
    ? oneOf(row, 'posSide', POSITION)
    : oneOf(row, 'side', CLOSED_BY);
}

/** The next older page, by the stamp of the oldest order; null when the span is covered. */
export function olderLiquidations(
  payload: unknown,
  request: FeedRequest,
  span: TimeSpan,
): FeedRequest | null {
  const stamps = parsePayload({ exchange: 'okx', channel: 'liquidation-orders' }, () =>
    dataList(payload).flatMap((group) =>
      list(record(group).details, 'details').map((row) => timeMs(record(row), 'ts')),
    ),
  ).events;
  const oldest = Math.min(...stamps);
  const asked = Number(new URL(request.url).searchParams.get('after'));
  const isDone = stamps.length === 0 || oldest <= span.fromMs || oldest >= asked;
  return isDone ? null : withQuery(request, 'after', oldest);
}
