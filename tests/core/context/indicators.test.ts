import { describe, expect, it } from 'vitest';
import { rsiDivergence } from '../../../src/core/context/divergence';
import { type FlushHour, momentumCheck } from '../../../src/core/context/momentum';
import { openInterestChange } from '../../../src/core/context/open-interest-change';
import { isAbnormalRegime, relativeVolume } from '../../../src/core/context/regime';
import { trendDirection } from '../../../src/core/context/trend';
import type { OpenInterest } from '../../../src/core/market/open-interest';
import { barsOfCloses, HOUR_MS, hourBars } from './bars';

const count = (length: number, make: (index: number) => number): number[] =>
  Array.from({ length }, (_, index) => make(index));

describe('trendDirection', () => {
  it('is up in a rise, down in a fall and flat in a zigzag', () => {
    expect(trendDirection(count(30, (i) => 100 + i))).toBe('up');
    expect(trendDirection(count(30, (i) => 100 - i))).toBe('down');
    expect(trendDirection(count(30, (i) => 100 + (i % 2)))).toBe('flat');
  });

  it('is flat when the close has fallen back through a rising mean', () => {
    expect(trendDirection([...count(29, (i) => 100 + i), 100])).toBe('flat');
  });

  it('is unknown with fewer than 25 closes', () => {
    expect(trendDirection(count(24, (i) => i))).toBeNull();
  });
});

describe('relativeVolume', () => {
  const bars = hourBars(count(21, (i) => (i === 20 ? 30 : 10)).map((volume) => [1, 2, 1, 1, volume]));

  it('compares the last closed hour with the twenty before it', () => {
    expect(relativeVolume(bars)).toBe(3);
  });

  it('leaves the forming hour out', () => {
    expect(relativeVolume([...bars, { ...bars[20], volumeBase: 1, isClosed: false }])).toBe(3);
  });

  it('is unknown when an hour has no volume or there are too few', () => {
    expect(relativeVolume(bars.map((bar) => ({ ...bar, volumeBase: null })))).toBeNaN();
    expect(relativeVolume(bars.slice(1))).toBeNaN();
  });
});

describe('isAbnormalRegime', () => {
  const month = (last: number) =>
    hourBars(
      count(200, (i) => (i === 199 ? last : 1 + 0.3 * Math.sin(i * 1.7))).map((height) => [
        100,
        100 + height,
        100,
        100,
        10 * height,
      ]),
    );

  it('is true when the last hour is far outside its month', () => {
    expect(isAbnormalRegime(month(12))).toBe(true);
  });

  it('is false in an ordinary hour and with too little history', () => {
    expect(isAbnormalRegime(month(1.2))).toBe(false);
    expect(isAbnormalRegime(month(12).slice(-50))).toBe(false);
  });
});

describe('openInterestChange', () => {
  const at = (hours: number, base: number): OpenInterest => ({
    timeMs: hours * HOUR_MS,
    base,
    quote: null,
    counted: 'single',
  });

  it('compares the newest value with the one a span earlier', () => {
    expect(openInterestChange([at(0, 100), at(1, 110), at(2, 99)], HOUR_MS)).toBeCloseTo(-0.1);
  });

  it('takes an older value no more than half a span too old', () => {
    expect(openInterestChange([at(0.5, 100), at(2, 110)], HOUR_MS)).toBeCloseTo(0.1);
    expect(openInterestChange([at(0.4, 100), at(2, 110)], HOUR_MS)).toBeNaN();
  });

  it('is unknown without history', () => {
    expect(openInterestChange([], HOUR_MS)).toBeNaN();
    expect(openInterestChange([at(0, 100)], HOUR_MS)).toBeNaN();
  });
});

describe('momentumCheck', () => {
  /** Eighty earlier hours, falling 1 % in four with `usd` of longs closed per hour on average, then four hours. */
  function drops(lastLongUsd: number): FlushHour[] {
    const earlier = count(160, (i) => 50 + 10 * Math.sin(i)).map((longUsd) => ({
      movePct: -0.5,
      longUsd,
      shortUsd: 5,
    }));
    return [
      ...earlier,
      ...count(4, () => lastLongUsd / 4).map((longUsd) => ({ movePct: -0.5, longUsd, shortUsd: 5 })),
    ];
  }

  it('calls a drop with few long liquidations a drop without a flush, and one with many flushed', () => {
    expect(momentumCheck(drops(20), 1)).toBe('drop-without-flush');
    expect(momentumCheck(drops(2000), 1)).toBe('flushed-drop');
    expect(momentumCheck(drops(200), 1)).toBe('quiet');
  });

  it('calls a rise with few short liquidations clean, and one with many squeezed', () => {
    const rises = (usd: number): FlushHour[] =>
      drops(usd).map(({ movePct, longUsd, shortUsd }) => ({
        movePct: -movePct,
        longUsd: shortUsd,
        shortUsd: longUsd,
      }));
    expect(momentumCheck(rises(20), 1)).toBe('clean-rise');
    expect(momentumCheck(rises(2000), 1)).toBe('squeezed-rise');
  });

  it('is quiet in a small move and unknown with too few comparable ones', () => {
    expect(momentumCheck(drops(20), 5)).toBe('quiet');
    expect(momentumCheck(drops(20).slice(-40), 1)).toBeNull();
    expect(momentumCheck([], 1)).toBeNull();
  });
});

describe('rsiDivergence', () => {
  // A steep rise to a first high, a dip, a slower rise to a slightly higher one.
  const steep = count(20, (i) => 100 + 2 * i);
  const dip = count(8, (i) => 137 - 2 * i);
  const slow = count(24, (i) => 124 + 0.7 * i);
  const after = [139, 138, 137, 136];
  const rising = [...steep, ...dip, ...slow, ...after];

  it('is bearish at a higher high with a lower RSI', () => {
    expect(rsiDivergence(barsOfCloses(rising))).toBe('bearish');
  });

  it('is bullish in the mirror image', () => {
    expect(rsiDivergence(barsOfCloses(rising.map((close) => 300 - close)))).toBe('bullish');
  });

  it('is none when both agree, when the swing is old, and without swings', () => {
    const choppy = [...count(20, (i) => 100 + i - 3 * (i % 2)), ...count(8, (i) => 117 - 2 * i)];
    const agreeing = [...choppy, ...count(20, (i) => 104 + 3 * i), 160, 158, 156, 154];
    expect(rsiDivergence(barsOfCloses(agreeing))).toBeNull();
    const old = [...rising, ...count(30, (i) => 135 - 0.1 * i)];
    expect(rsiDivergence(barsOfCloses(old))).toBeNull();
    expect(rsiDivergence([])).toBeNull();
  });
});
