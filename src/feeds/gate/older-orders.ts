import { fieldsOf } from '../border/fields';
import { withQuery } from '../border/request';
import type { FeedRequest } from '../exchange-feed';

/** Orders of one answer at most. */
export const ORDERS_LIMIT = 1000;

/**
 * After a full answer of `/liq_orders`, newest first: the orders of the same hour from its oldest second back, which may
 * not be there as a whole; null when nothing was left out.
 */
export function olderOrders(payload: unknown, request: FeedRequest): FeedRequest | null {
  if (!Array.isArray(payload) || payload.length < ORDERS_LIMIT) return null;
  const oldest = Math.min(...payload.map((row) => Number(fieldsOf(row)?.time)));
  const asked = Number(new URL(request.url).searchParams.get('to'));
  return oldest < asked ? withQuery(request, 'to', oldest) : null;
}
