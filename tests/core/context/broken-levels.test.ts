import { describe, expect, it } from 'vitest';
import { brokenLevels, levelBrokenWith } from '../../../src/core/context/broken-levels';
import type { BrokenLevel, LevelKind, PriceLevel } from '../../../src/core/context/market-context';
import { cluster } from '../alerts/samples';
import { barsOfCloses, HOUR_MS } from './bars';

const level = (kind: LevelKind, price: number, timeMs = 0): PriceLevel => ({ kind, price, timeMs });

describe('brokenLevels', () => {
  const bars = barsOfCloses([100, 101, 99, 104, 103], 2);
  const nowMs = 5 * HOUR_MS;

  it('breaks a high at the end of the first bar that closes above it, not at a wick', () => {
    const [broken] = brokenLevels(bars, [level('swing-high', 102)], nowMs);
    expect(broken).toEqual({ kind: 'swing-high', price: 102, timeMs: 0, brokenMs: 4 * HOUR_MS });
  });

  it('breaks a low at a close below it', () => {
    expect(brokenLevels(bars, [level('prior-day-low', 99.5)], nowMs)).toMatchObject([
      { price: 99.5, brokenMs: 3 * HOUR_MS },
    ]);
  });

  it('looks only at bars after the level was made', () => {
    expect(brokenLevels(bars, [level('swing-high', 102, 3 * HOUR_MS)], nowMs)).toMatchObject([
      { brokenMs: 5 * HOUR_MS },
    ]);
    expect(brokenLevels(bars, [level('swing-high', 103.5, 3 * HOUR_MS)], nowMs)).toEqual([]);
  });

  it('forgets after a day, and knows no break of round numbers and range edges', () => {
    expect(brokenLevels(bars, [level('swing-high', 102)], nowMs + 24 * HOUR_MS)).toEqual([]);
    expect(brokenLevels(bars, [level('round', 102), level('range-top', 102)], nowMs)).toEqual([]);
  });
});

describe('levelBrokenWith', () => {
  const broke = (kind: LevelKind, price: number, brokenMs: number): BrokenLevel => ({
    ...level(kind, price),
    brokenMs,
  });
  const touched = cluster({ life: 'partly-cleared', firstSeenMs: 10 });

  it('is the high inside a cluster of shorts that gave way after the cluster was there', () => {
    const found = levelBrokenWith(
      touched,
      [broke('swing-high', 98_000, 20), broke('prior-day-high', 98_050, 30)],
      700,
    );
    expect(found).toMatchObject({ kind: 'prior-day-high', brokenMs: 30 });
  });

  it.each([
    ['an untouched cluster', { life: 'near' as const }, 'swing-high', 98_000, 20],
    ['a level broken before the cluster was seen', {}, 'swing-high', 98_000, 5],
    ['a low in a cluster of shorts', {}, 'swing-low', 98_000, 20],
    ['a level outside the band', {}, 'swing-high', 98_300, 20],
  ] as const)('is null for %s', (_name, change, kind, price, brokenMs) => {
    expect(levelBrokenWith({ ...touched, ...change }, [broke(kind, price, brokenMs)], 700)).toBeNull();
  });

  it('takes lows for longs, a level just beside the band, and no tolerance without an ATR', () => {
    const longs = cluster({ side: 'long', life: 'cleared', firstSeenMs: 10 });
    expect(levelBrokenWith(longs, [broke('swing-low', 97_900, 20)], 700)?.price).toBe(97_900);
    expect(levelBrokenWith(longs, [broke('swing-low', 97_900, 20)], Number.NaN)).toBeNull();
  });
});
