import type { MomentumCheck } from './market-context';

/** One hour's price change and what was forcibly closed in it. */
export interface FlushHour {
  /** Percent, close to close. */
  movePct: number;
  longUsd: number;
  shortUsd: number;
}

const LAST_HOURS = 4;
const MIN_MOVES = 20;

/**
 * What the last four hours' move did to leveraged positions: USD liquidated on the losing side per percent of move,
 * against the same figure of all earlier four-hour moves (disjoint, at least half the size). Below the lower quartile
 * a drop is "without a flush" and a rise "clean"; above the upper quartile "flushed" and "squeezed".
 * Quiet for moves below `minMovePct` or inside the quartiles; null with fewer than 20 comparable moves.
 */
export function momentumCheck(hours: readonly FlushHour[], minMovePct: number): MomentumCheck | null {
  const spans = disjointSpans(hours);
  const last = spans.pop();
  if (!last) return null;
  if (Math.abs(last.movePct) < minMovePct) return 'quiet';
  const isDrop = last.movePct < 0;
  const earlier = spans
    .filter((span) => span.movePct < 0 === isDrop && Math.abs(span.movePct) >= minMovePct / 2)
    .map((span) => flushPerPercent(span, isDrop))
    .sort((a, b) => a - b);
  if (earlier.length < MIN_MOVES) return null;
  const flush = flushPerPercent(last, isDrop);
  if (flush < earlier[Math.floor(earlier.length * 0.25)]) return isDrop ? 'drop-without-flush' : 'clean-rise';
  if (flush > earlier[Math.floor(earlier.length * 0.75)]) return isDrop ? 'flushed-drop' : 'squeezed-rise';
  return 'quiet';
}

function flushPerPercent(span: FlushHour, isDrop: boolean): number {
  return (isDrop ? span.longUsd : span.shortUsd) / Math.abs(span.movePct);
}

/** Spans of four hours, the last one ending with the series. */
function disjointSpans(hours: readonly FlushHour[]): FlushHour[] {
  const spans: FlushHour[] = [];
  for (let end = hours.length; end >= LAST_HOURS; end -= LAST_HOURS) {
    const part = hours.slice(end - LAST_HOURS, end);
    spans.unshift({
      movePct: (part.reduce((factor, hour) => factor * (1 + hour.movePct / 100), 1) - 1) * 100,
      longUsd: part.reduce((sum, hour) => sum + hour.longUsd, 0),
      shortUsd: part.reduce((sum, hour) => sum + hour.shortUsd, 0),
    });
  }
  return spans;
}
