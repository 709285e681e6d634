import { rangesByTimeframe, type TrueRanges } from '../core/context/atr-choice';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { ObservedLedger } from '../core/frame/observed-ledger';
import type { InstrumentRuntime } from './instrument-runtime';
import { candleOf } from './market-context-of';
import { volumeDayUsd } from './market-gauges';

const MINUTE_MS = 60_000;
const HOURS_PER_DAY = 24;

/** Newest ranges of each runtime: they change once a bar or with more history, frames are asked for every second. */
const ranges = new WeakMap<InstrumentRuntime, { revision: number; value: TrueRanges }>();

/** True ranges up to the newest closed bar, or up to `untilMs` in a replay. */
export function trueRangesOf(
  runtime: InstrumentRuntime,
  bars: readonly EstimatorBar[],
  untilMs: number | null,
): TrueRanges {
  const older = runtime.hours.filter(
    ({ openTimeMs, intervalMs }) => untilMs === null || openTimeMs + intervalMs <= untilMs,
  );
  if (untilMs !== null) return rangesByTimeframe(bars.map(candleOf), older);
  const { revision } = runtime;
  const known = ranges.get(runtime);
  if (known?.revision === revision) return known.value;
  const value = rangesByTimeframe(bars.map(candleOf), older);
  ranges.set(runtime, { revision, value });
  return value;
}

/** Traded in an hour on all of them, mean of their last day, as a field of the frame; none where no bar tells. */
export function hourlyVolume(runtimes: readonly InstrumentRuntime[]): Pick<HeatmapFrame, 'volumeHourUsd'> {
  const days = runtimes.map(({ recent }) => volumeDayUsd(recent)).filter((usd) => usd > 0);
  const sum = days.reduce((total, usd) => total + usd, 0);
  return sum > 0 ? { volumeHourUsd: sum / HOURS_PER_DAY } : {};
}

/** Count and USD of what was reported in the minute before `asOfMs`. */
export function lastMinuteOf(
  ledgers: readonly ObservedLedger[],
  asOfMs: number,
): { count: number; usd: number } {
  const minute = { count: 0, usd: 0 };
  for (const { events } of ledgers) {
    for (const { timeMs, notionalUsd } of events) {
      if (timeMs <= asOfMs - MINUTE_MS || timeMs > asOfMs) continue;
      minute.count += 1;
      minute.usd += notionalUsd;
    }
  }
  return minute;
}
