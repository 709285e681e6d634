import { configFor } from '../../src/core/estimate/estimator-config';
import { AT, createEstimator } from '../../src/core/estimate/estimator-state';
import { COARSE } from '../../src/core/frame/column-chunk';
import { createTable } from '../../src/core/frame/column-table';
import type { Participant } from '../../src/engine/frame-view';
import type { InstrumentRuntime } from '../../src/engine/instrument-runtime';
import { sampleBars } from '../core/estimate/sample-bars';

const [BAR] = sampleBars({ count: 1 });

/** An exchange whose last bar closed at 100 with that many coins open, and which reports a part of what is predicted. */
export function exchange(
  coins: number | null,
  { isCounted = true, lateMs = 0, reported = 1 } = {},
): Participant {
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
    coarse: createTable(COARSE),
  } as unknown;
  return { runtime: runtime as InstrumentRuntime, isCounted };
}
