import { expect, test } from 'vitest';
import { RateWindow } from './rate-window';

test('spend() allows up to the limit and then tells how long to wait', () => {
  const window = new RateWindow(10, 60_000, () => 120_000 + 45_000);
  expect(window.spend(10)).toEqual({ used: 10, isAllowed: true, retryAfterS: 15 });
  expect(window.spend(1)).toEqual({ used: 11, isAllowed: false, retryAfterS: 15 });
});

test('spend() starts anew in the next window', () => {
  const time = { nowMs: 0 };
  const window = new RateWindow(1, 1000, () => time.nowMs);
  window.spend(1);
  expect(window.spend(1).isAllowed).toBe(false);
  time.nowMs = 1000;
  expect(window.spend(1)).toMatchObject({ used: 1, isAllowed: true });
});
