import { describe, expect, it } from 'vitest';
import { isCascade, measureBurst } from '../../../src/core/alerts/burst';
import type { ObservedLiquidations } from '../../../src/core/frame/heatmap-frame';
import { SAMPLE_NOW_MS, sampleFrame } from '../../panel/frame-samples';

const COLUMN_MS = 300_000;
const MINUTE_MS = 60_000;

/** A day in which 500,000 USD a column were liquidated, and one point every five seconds of the last minute. */
function busy(change: Partial<ObservedLiquidations> = {}) {
  const endMs = Math.floor((SAMPLE_NOW_MS - 2000) / COLUMN_MS) * COLUMN_MS;
  const bars = Array.from({ length: 288 }, (_, index) => ({
    timeMs: endMs - (288 - index) * COLUMN_MS,
    longUsd: 300_000,
    shortUsd: 200_000,
  }));
  const points = Array.from({ length: 24 }, (_, index) => ({
    timeMs: SAMPLE_NOW_MS - 2 * MINUTE_MS + index * 5000,
    price: 96_800,
    positionSide: 'long' as const,
    notionalUsd: 100_000,
  }));
  return sampleFrame({ observed: { bars, points, flushes: [], isLowerBound: true, ...change } });
}

describe('measureBurst', () => {
  it('counts the last minute and compares it with the usual minute of the day before', () => {
    const burst = measureBurst(busy(), SAMPLE_NOW_MS);
    expect(burst.count).toBe(12);
    expect(burst.usd).toBe(1_200_000);
    expect(burst.usualUsd).toBeCloseTo(100_000, 6);
    expect(burst.times).toBeCloseTo(12, 6);
  });

  it('takes the frame’s own minute where it has more than the largest events', () => {
    const burst = measureBurst(busy({ lastMinute: { count: 80, usd: 1_500_000 } }), SAMPLE_NOW_MS);
    expect(burst).toMatchObject({ count: 80, usd: 1_500_000 });
  });

  it('does not take the minute of an old frame for the last one', () => {
    const frame = busy({ lastMinute: { count: 80, usd: 1_500_000 } });
    expect(measureBurst(frame, SAMPLE_NOW_MS + 5 * MINUTE_MS).count).toBe(0);
  });

  it.each([-3_600_000, 60_000])(
    'counts by the clock of the exchange, from which ours is %i ms away',
    (aheadMs) => {
      const frame = { ...busy({ lastMinute: { count: 80, usd: 1_500_000 } }), clockOffsetMs: aheadMs };
      expect(measureBurst(frame, SAMPLE_NOW_MS - aheadMs)).toEqual(
        measureBurst({ ...frame, clockOffsetMs: 0 }, SAMPLE_NOW_MS),
      );
    },
  );

  it('has no rate before there is a norm', () => {
    expect(measureBurst(sampleFrame(), SAMPLE_NOW_MS).times).toBeNaN();
  });
});

describe('isCascade', () => {
  const burst = { count: 12, usd: 1_200_000, usualUsd: 100_000, times: 12 };
  const band = { lowPrice: 96_700, highPrice: 96_900 };

  it('needs both a burst and a price inside a cluster', () => {
    expect(isCascade(burst, 96_800, [band])).toBe(true);
    expect(isCascade(burst, 97_000, [band])).toBe(false);
    expect(isCascade({ ...burst, times: 7.9 }, 96_800, [band])).toBe(false);
    expect(isCascade({ ...burst, times: Number.NaN }, 96_800, [band])).toBe(false);
  });
});
