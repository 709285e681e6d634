import type { SourceBar } from './market-source';

/** A bar as an exchange serves it at a moment: the last one is usually still forming. */
export interface ServedBar extends SourceBar {
  intervalMs: number;
  isClosed: boolean;
}

/** Sums ascending bars of a finer step into bars of `intervalMs`, aligned to the Unix epoch. */
export function aggregateBars(bars: readonly SourceBar[], intervalMs: number): SourceBar[] {
  const out: SourceBar[] = [];
  for (const bar of bars) {
    const openTimeMs = Math.floor(bar.openTimeMs / intervalMs) * intervalMs;
    const last = out.at(-1);
    if (last?.openTimeMs === openTimeMs) extend(last, bar);
    else out.push({ ...bar, openTimeMs });
  }
  return out;
}

function extend(into: SourceBar, bar: SourceBar): void {
  into.high = Math.max(into.high, bar.high);
  into.low = Math.min(into.low, bar.low);
  into.close = bar.close;
  into.volumeBase += bar.volumeBase;
  into.takerBuyBase =
    into.takerBuyBase === null || bar.takerBuyBase === null ? null : into.takerBuyBase + bar.takerBuyBase;
}

/**
 * The part of a bar that is known after `fraction` (0..1) of it. Between open and close the price takes the usual
 * replay path over both extremes (low first in a rising bar); at 1 the bar is exact.
 */
export function partialBar(bar: SourceBar, fraction: number): SourceBar {
  const path = replayPath(bar);
  const total = pathLength(path);
  let left = Math.min(1, Math.max(0, fraction)) * total;
  const seen = [path[0]];
  for (let i = 1; i < path.length && left > 0; i++) {
    const length = Math.abs(path[i] - path[i - 1]);
    const part = length === 0 ? 1 : Math.min(1, left / length);
    seen.push(path[i - 1] + (path[i] - path[i - 1]) * part);
    left -= length;
  }
  const takerBuyBase = bar.takerBuyBase === null ? null : bar.takerBuyBase * fraction;
  return {
    openTimeMs: bar.openTimeMs,
    open: bar.open,
    high: Math.max(...seen),
    low: Math.min(...seen),
    close: seen[seen.length - 1],
    volumeBase: bar.volumeBase * fraction,
    takerBuyBase,
  };
}

function replayPath(bar: SourceBar): number[] {
  return bar.close >= bar.open
    ? [bar.open, bar.low, bar.high, bar.close]
    : [bar.open, bar.high, bar.low, bar.close];
}

function pathLength(path: readonly number[]): number {
  let length = 0;
  for (let i = 1; i < path.length; i++) length += Math.abs(path[i] - path[i - 1]);
  return length;
}
