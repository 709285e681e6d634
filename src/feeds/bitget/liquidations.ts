import type { MarketEvent } from '../../core/market/market-event';
import { type Fields, list, oneOf, positive, record, timeMs } from '../border/fields';
import { parsePayload, parseRows } from '../border/refusal';
import { withQuery } from '../border/request';
import type { FeedRequest, ParseContext, TimeSpan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { linearLiquidation } from '../source-events';

/** `side` is the side of the POSITION: buy = a long was liquidated. */
const POSITION = { buy: 'long', sell: 'short' } as const;

/** Rows of the v3 socket and of the v3 list; those of other contracts are left out. */
export function parseLiquidationRows(rows: readonly unknown[], context: ParseContext): Parsed {
  return parseRows(context, rows, (value) => {
    const row = record(value, 'data');
    return row.symbol === context.instrument.symbol ? liquidationEvent(row) : null;
  });
}

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

/** `GET /api/v3/market/liquidations`. */
export function parseLiquidationList(payload: unknown, context: ParseContext): Parsed {
  const rows = parsePayload(context, () => [...list(record(record(payload).data, 'data').list, 'list')]);
  const parsed = parseLiquidationRows(rows.events, context);
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}

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
