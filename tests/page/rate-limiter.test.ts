import { expect, test, vi } from 'vitest';
import { rateLimiter } from '../../src/page/rate-limiter';

test('rateLimiter lets so many pass in a second, and as many in the next', () => {
  vi.useFakeTimers();
  const passes = rateLimiter(3);
  const burst = () => Array.from({ length: 5 }, passes);
  expect(burst()).toEqual([true, true, true, false, false]);
  vi.advanceTimersByTime(999);
  expect(passes()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(burst()).toEqual([true, true, true, false, false]);
  vi.useRealTimers();
});
