import { expect, test } from 'vitest';
import { FaultBox } from './faults';

test('strike() hits only the host, path and kind that a fault names', () => {
  const box = new FaultBox();
  box.add({ host: 'fapi.binance.com', path: 'klines', on: 'rest', action: { kind: 'drop' } });
  expect(box.strike('rest', 'fapi.binance.com', '/fapi/v1/klines')).toEqual([{ kind: 'drop' }]);
  expect(box.strike('rest', 'api.bybit.com', '/v5/market/klines')).toEqual([]);
  expect(box.strike('rest', 'fapi.binance.com', '/fapi/v1/time')).toEqual([]);
  expect(box.strike('socket', 'fapi.binance.com', '/fapi/v1/klines')).toEqual([]);
});

test('strike() of a fault without conditions hits everything', () => {
  const box = new FaultBox();
  box.add({ action: { kind: 'html' } });
  expect(box.strike('socket', 'any', '/')).toHaveLength(1);
  expect(box.strike('rest', 'other', '/x')).toHaveLength(1);
});

test('add({times: 2}) is spent after two strikes', () => {
  const box = new FaultBox();
  box.add({ times: 2, action: { kind: 'drop' } });
  box.strike('rest', 'a', '/');
  box.strike('rest', 'a', '/');
  expect(box.strike('rest', 'a', '/')).toEqual([]);
  expect(box.list()).toEqual([]);
});

test('remove(id) and clear() lift faults', () => {
  const box = new FaultBox();
  const id = box.add({ action: { kind: 'drop' } });
  box.add({ action: { kind: 'html' } });
  box.remove(id);
  expect(box.strike('rest', 'a', '/')).toEqual([{ kind: 'html' }]);
  box.clear();
  expect(box.strike('rest', 'a', '/')).toEqual([]);
});

test('strike() with a refusal that asks to wait notes until when', () => {
  const box = new FaultBox();
  expect(box.askedUntilMs).toBe(0);
  box.add({ action: { kind: 'refuse', status: 429, retryAfterS: 3600 } });
  const beforeMs = Date.now();
  box.strike('rest', 'a', '/');
  expect(box.askedUntilMs).toBeGreaterThanOrEqual(beforeMs + 3_600_000);
});
