import { describe, expect, it } from 'vitest';
import { configFor } from '../../src/core/estimate/estimator-config';
import { AT, createEstimator } from '../../src/core/estimate/estimator-state';
import type { Participant } from '../../src/engine/frame-view';
import type { InstrumentRuntime } from '../../src/engine/instrument-runtime';
import { countedDoubt, countedInterestUsd } from '../../src/engine/provenance';
import { sampleBars } from '../core/estimate/sample-bars';

const [BAR] = sampleBars({ count: 1 });
const HOUR_MS = 3_600_000;

/** An exchange whose last bar closed at 100 with that many coins open, and which reports a part of what is predicted. */
function exchange(coins: number | null, { isCounted = true, lateMs = 0, reported = 1 } = {}): Participant {
  const bar = { ...BAR, close: 100, openInterestBase: coins, openTimeMs: BAR.openTimeMs - lateMs };
  const sealed = createEstimator(configFor({ exchange: 'bybit', base: 'BTC', kind: 'linear' }));
  Object.assign(sealed.clock, {
    [AT.openInterest]: coins ?? 0,
    [AT.feedDays]: 30,
    [AT.longPredicted]: 1,
    [AT.longReported]: reported,
  });
  const runtime = {
    instrument: { exchange: 'any' },
    recent: [bar],
    hours: [],
    live: null,
    sealed,
  } as unknown;
  return { runtime: runtime as InstrumentRuntime, isCounted };
}

describe('countedInterestUsd', () => {
  it('now, is the sum of the exchanges that count and are not behind', () => {
    const left = exchange(40, { isCounted: false });
    const behind = exchange(80, { lateMs: HOUR_MS });
    expect(countedInterestUsd([exchange(10), exchange(30), left, behind], 1000)).toBeCloseTo(4000, 9);
  });

  it('of the past, grows and shrinks with what the first one held', () => {
    expect(countedInterestUsd([exchange(10), exchange(30)], 500)).toBeCloseTo(2000, 9);
    const [leftOut, other] = [exchange(10, { isCounted: false }), exchange(30)];
    expect(countedInterestUsd([leftOut, other], 500)).toBeCloseTo(1500, 9);
  });

  it('without the first one, is what the others hold now', () => {
    expect(countedInterestUsd([exchange(null), exchange(30)], Number.NaN)).toBeCloseTo(3000, 9);
    expect(countedInterestUsd([exchange(null), exchange(30)], 700)).toBeCloseTo(3000, 9);
    expect(countedInterestUsd([exchange(20), exchange(30)], Number.NaN)).toBeCloseTo(5000, 9);
  });

  it('where nobody tells, is unknown', () => {
    expect(countedInterestUsd([exchange(null), exchange(null)], 500)).toBeNaN();
  });
});

describe('countedDoubt', () => {
  it('of exchanges whose reports bear the estimate out is none', () => {
    expect(countedDoubt([exchange(10), exchange(30)])).toBeCloseTo(0, 12);
  });

  it('of a sum is what its reports would leave of it, by open interest', () => {
    expect(countedDoubt([exchange(10, { reported: 0.1 })])).toBeCloseTo(Math.log(10), 12);
    const left = exchange(60, { isCounted: false, reported: 0.01 });
    const sum = [exchange(10), exchange(30, { reported: 0.1 }), left];
    expect(countedDoubt(sum)).toBeCloseTo(-Math.log(0.25 + 0.75 * 0.1), 12);
  });
});
