import type { PositionSide } from '../market/liquidation';

/** How far price went into a zone and where it ended. */
export type TouchOutcome = 'through' | 'reversed' | 'partial';

/** A touch that is over. */
export interface TouchRecord {
  clusterId: string;
  side: PositionSide;
  touchedMs: number;
  outcome: TouchOutcome;
  /** Estimated USD before the touch. */
  notionalUsd: number;
}

/** Prices of one closed bar; extremes of the mark price where they are known. */
export interface TouchBar {
  closeMs: number;
  high: number;
  low: number;
  close: number;
}

/** Time after the first touch in which its outcome is decided, ms (assumed). */
export const TOUCH_WINDOW_MS = 3_600_000;

/** Part of a zone that price went through, 0 = not touched, 1 = to the far edge or beyond. */
export function penetration(side: PositionSide, lowPrice: number, highPrice: number, bar: TouchBar): number {
  const depth = side === 'short' ? bar.high - lowPrice : highPrice - bar.low;
  if (depth < 0) return 0;
  return Math.min(1, Math.max(Number.EPSILON, depth / (highPrice - lowPrice)));
}

/**
 * Outcome of a touch at a closed bar, or null while it is open. Through: a close beyond the far edge. After the
 * window: reversed when the close is back before the near edge, partial when it is still inside.
 */
export function touchOutcome(
  side: PositionSide,
  lowPrice: number,
  highPrice: number,
  touchedMs: number,
  bar: TouchBar,
): TouchOutcome | null {
  const isBeyond = side === 'short' ? bar.close > highPrice : bar.close < lowPrice;
  if (isBeyond) return 'through';
  if (bar.closeMs - touchedMs < TOUCH_WINDOW_MS) return null;
  const isBack = side === 'short' ? bar.close < lowPrice : bar.close > highPrice;
  return isBack ? 'reversed' : 'partial';
}

/** Frequencies of the newest `limit` outcomes. */
export function countOutcomes(
  touches: readonly TouchRecord[],
  limit = 30,
): Record<TouchOutcome, number> & { total: number } {
  const counts = { through: 0, reversed: 0, partial: 0, total: 0 };
  for (const { outcome } of touches.slice(-limit)) {
    counts[outcome] += 1;
    counts.total += 1;
  }
  return counts;
}
