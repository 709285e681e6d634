import type { PositionSide } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';
import { type Fields, has, list, oneOf, positive, record, timeMs } from '../border/fields';
import { parsePayload, parseRows } from '../border/refusal';
import { withQuery } from '../border/request';
import type { FeedRequest, ParseContext, TimeSpan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { inverseLiquidation, linearLiquidation } from '../source-events';
import { dataList } from './parse-rest';

const POSITION = { long: 'long', short: 'short' } as const;
/** In net mode the position has no side of its own: the closing order tells. */
const CLOSED_BY = { sell: 'long', buy: 'short' } as const;

/**
 * `liquidation-orders`, socket and REST: the whole market in two levels, `data[].details[]`. At most one order a
 * contract and second. Sizes are contracts, `bkPx` the bankruptcy price.
 */
export function parseLiquidations(payload: unknown, context: ParseContext): Parsed {
  const groups = parsePayload(context, () =>
    dataList(payload)
      .map((value) => record(value, 'data'))
      .filter(({ instId }) => instId === context.instrument.symbol)
      .flatMap((group) => [...list(group.details, 'details')]),
  );
  const parsed = parseRows(context, groups.events, (value) =>
    liquidationEvent(record(value, 'details'), context),
  );
  return { events: parsed.events, errors: [...groups.errors, ...parsed.errors] };
}

function liquidationEvent(row: Fields, context: ParseContext): MarketEvent {
  const { instrument } = context;
  const size = positive(row, 'sz') * instrument.contractSize;
  const shared = {
    timeMs: timeMs(row, 'ts'),
    positionSide: sideOf(row),
    price: positive(row, 'bkPx'),
    priceKind: 'bankruptcy' as const,
    isSampled: true,
  };
  if (instrument.kind === 'linear') return linearLiquidation({ ...shared, base: size });
  return inverseLiquidation({ ...shared, notionalUsd: size });
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
