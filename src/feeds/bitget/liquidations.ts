import type { MarketEvent } from '../../core/market/market-event';
import { type Fields, list, oneOf, positive, record, timeMs } from '../border/fields';
import { withQuery } from '../border/request';
import { objectRows, type RowPicker } from '../border/rows';
import type { FeedRequest, TimeSpan } from '../exchange-feed';
import { linearLiquidation } from '../source-events';
import { dataList } from './parse-rest';

/** `side` is the side of the POSITION: buy = a long was liquidated. */
const POSITION = { buy: 'long', sell: 'short' } as const;

/** `amount` is already quote notional: two stored frames divide by their price to whole steps. Rows may come late. */
function liquidationEvent(row: Fields): MarketEvent {
  const price = positive(row, 'price');
  return linearLiquidation({
    timeMs: timeMs(row, 'ts'),
    positionSide: oneOf(row, 'side', POSITION),
    price,
    priceKind: 'trade',
    base: positive(row, 'amount') / price,
    isSampled: true,
  });
}

/** A parser of v3 liquidations, of which those of other contracts are left out. */
function ownRows(pick: RowPicker) {
  return objectRows({ pick, name: 'data' }, (row, { instrument }) =>
    row.symbol === instrument.symbol ? liquidationEvent(row) : null,
  );
}

/** A message of the v3 socket. */
export const parseLiquidationMessage = ownRows(dataList);

/** `GET /api/v3/market/liquidations`. */
export const parseLiquidationList = ownRows((payload) =>
  list(record(record(payload).data, 'data').list, 'list'),
);

/** The next older page by cursor; null once the span is covered. */
export function olderLiquidations(
  payload: unknown,
  request: FeedRequest,
  span: TimeSpan,
): FeedRequest | null {
  const data = (payload as { data?: { list?: { ts?: unknown }[]; cursor?: unknown } }).data;
  const stamps = Array.isArray(data?.list) ? data.list.map(({ ts }) => Number(ts)) : [];
  const cursor = data?.cursor;
  const isDone = stamps.length === 0 || Math.min(...stamps) <= span.fromMs;
  const isKnown = typeof cursor === 'string' && cursor !== '' && !request.url.includes(`cursor=${cursor}`);
  return isDone || !isKnown ? null : withQuery(request, 'cursor', cursor);
}
