import { describe, expect, it } from 'vitest';
import {
  noteUsedWeight,
  rateWindow,
  spendWeight,
  waitForWeight,
} from '../../../src/feeds/transport/rate-window';
import { seeded } from '../harness/seeded';

const MINUTE = { id: 'test:minute', limit: 1200, windowMs: 60_000 };

describe('rateWindow', () => {
  it('of a limit of 1200, lets less than half of it through in a window', () => {
    expect(rateWindow(MINUTE).capacity).toBeLessThan(600);
  });

  it('of a limit of one request a second, lets one through in more than two seconds', () => {
    const window = rateWindow({ id: 'test:slow', limit: 1, windowMs: 1000 });
    expect(window.capacity).toBe(1);
    expect(window.windowMs).toBeGreaterThan(2000);
  });

  it('of a limit of five in two seconds, lets two through', () => {
    expect(rateWindow({ id: 'test:okx', limit: 5, windowMs: 2000 }).capacity).toBe(2);
  });
});

describe('waitForWeight', () => {
  it('of an empty window, is 0', () => {
    expect(waitForWeight(rateWindow(MINUTE), 500, 0)).toBe(0);
  });

  it('of a full window, is the time until enough of it has expired', () => {
    const window = rateWindow(MINUTE);
    spendWeight(window, 300, 1000);
    spendWeight(window, 240, 5000);
    expect(waitForWeight(window, 100, 10_000)).toBe(51_000);
    expect(waitForWeight(window, 400, 10_000)).toBe(55_000);
  });

  it('of a weight above the capacity, waits for an empty window and then lets it through', () => {
    const window = rateWindow({ id: 'test:small', limit: 10, windowMs: 1000 });
    spendWeight(window, 1, 0);
    expect(waitForWeight(window, 50, 500)).toBe(500);
    expect(waitForWeight(window, 50, 1000)).toBe(0);
  });

  it('after the window, forgets what was spent', () => {
    const window = rateWindow(MINUTE);
    spendWeight(window, window.capacity, 0);
    expect(waitForWeight(window, 1, 59_999)).toBeGreaterThan(0);
    expect(waitForWeight(window, 1, 60_000)).toBe(0);
  });

  it('of random traffic, never lets half of the limit into any stretch of a window', () => {
    const random = seeded(42);
    const window = rateWindow(MINUTE);
    const spent: { timeMs: number; weight: number }[] = [];
    let nowMs = 0;
    for (let index = 0; index < 3000; index += 1) {
      const weight = 1 + Math.floor(random() * 40);
      nowMs += waitForWeight(window, weight, nowMs);
      spendWeight(window, weight, nowMs);
      spent.push({ timeMs: nowMs, weight });
      nowMs += Math.floor(random() * 300);
    }
    for (const { timeMs } of spent) {
      const inWindow = spent.filter((other) => other.timeMs > timeMs - 60_000 && other.timeMs <= timeMs);
      expect(inWindow.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThan(600);
    }
  });
});

describe('noteUsedWeight', () => {
  it('of a count far from the limit, changes nothing', () => {
    const window = rateWindow(MINUTE);
    noteUsedWeight(window, MINUTE, 500, 30_000);
    expect(waitForWeight(window, 1, 30_000)).toBe(0);
  });

  it('of a count near the limit, holds everything until the exchange counts anew', () => {
    const window = rateWindow(MINUTE);
    noteUsedWeight(window, MINUTE, 1100, 90_500);
    expect(waitForWeight(window, 1, 90_500)).toBe(29_500);
    expect(waitForWeight(window, 1, 120_000)).toBe(0);
  });
});
