import { describe, expect, it } from 'vitest';
import { ORDERS_LIMIT, olderOrders } from '../../../src/feeds/gate/older-orders';
import { gateGet } from '../../../src/feeds/gate/requests';

const TO = 1_800_000_000;
const request = gateGet('usdt', 'liq_orders', { contract: 'BTC_USDT', from: TO - 3600, to: TO });

/** Orders one a second, newest first, from `newest` back. */
const orders = (count: number, newest = TO) =>
  Array.from({ length: count }, (_, i) => ({ time: newest - i }));

describe('olderOrders', () => {
  it('of an answer that is not full, asks for nothing more', () => {
    expect(olderOrders(orders(ORDERS_LIMIT - 1), request)).toBeNull();
    expect(olderOrders([], request)).toBeNull();
  });

  it('of a full answer, asks for the rest of the hour from its oldest second back', () => {
    const next = olderOrders(orders(ORDERS_LIMIT), request);
    const { searchParams } = new URL(next?.url ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({
      contract: 'BTC_USDT',
      from: String(TO - 3600),
      to: String(TO - ORDERS_LIMIT + 1),
    });
  });

  it('of a full answer of one second, asks for nothing more, since it would come again', () => {
    const second = Array.from({ length: ORDERS_LIMIT }, () => ({ time: TO }));
    expect(olderOrders(second, request)).toBeNull();
  });

  it.each([[null], [{}], ['x'], [Array.from({ length: ORDERS_LIMIT }, () => null)]])(
    'of garbage, asks for nothing more',
    (payload) => {
      expect(olderOrders(payload, request)).toBeNull();
    },
  );
});
