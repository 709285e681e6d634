import type { ObservedBar } from '../core/frame/heatmap-frame';
import { robustMax } from './robust-max';

/** Observed liquidations summed per drawn bar, USD; the arrays have one entry a bar, in order of time. */
export interface ObservedSeries {
  barMs: number;
  /** Start of each bar, Unix ms. */
  timeMs: Float64Array;
  longUsd: Float64Array;
  shortUsd: Float64Array;
  /** USD at which a bar has its full height; a robust maximum of either side. */
  fullUsd: number;
}

/** Share of the bars that may be cut at full height. */
const CUT = 0.005;

/**
 * Sums observed bars into bars of `barMs`, each beginning at a multiple of it since Unix time 0, as charts cut days
 * and hours. Exact: every dollar of the input is in exactly one bar.
 */
export function groupObserved(bars: readonly ObservedBar[], barMs: number): ObservedSeries {
  if (!(barMs > 0)) throw new Error(`invalid bar length: ${barMs}`);
  const starts: number[] = [];
  const longs: number[] = [];
  const shorts: number[] = [];
  const place = new Map<number, number>();
  for (const bar of bars) {
    const start = Math.floor(bar.timeMs / barMs) * barMs;
    const known = place.get(start);
    if (known === undefined) {
      place.set(start, starts.length);
      starts.push(start);
      longs.push(bar.longUsd);
      shorts.push(bar.shortUsd);
    } else {
      longs[known] += bar.longUsd;
      shorts[known] += bar.shortUsd;
    }
  }
  return {
    barMs,
    timeMs: Float64Array.from(starts),
    longUsd: Float64Array.from(longs),
    shortUsd: Float64Array.from(shorts),
    fullUsd: robustMax(longs.concat(shorts), CUT),
  };
}
