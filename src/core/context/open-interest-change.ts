import type { OpenInterest } from '../market/open-interest';

/**
 * Change of base open interest over the last `spanMs`, fraction. The older value is the newest one at or before the
 * beginning of the span, if it is at most half a span older than that; NaN when there is none.
 */
export function openInterestChange(series: readonly OpenInterest[], spanMs: number): number {
  const last = series.at(-1);
  if (!last) return Number.NaN;
  const wantedMs = last.timeMs - spanMs;
  const before = series.filter((item) => item.timeMs <= wantedMs).at(-1);
  if (!before || wantedMs - before.timeMs > spanMs / 2 || !(before.base > 0)) return Number.NaN;
  return last.base / before.base - 1;
}
