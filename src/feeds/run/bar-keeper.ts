import type { Candle } from '../../core/market/candle';
import { BAR_MS, type TimeSpan } from '../exchange-feed';

/** Keeps the row of bars without holes and doubles, whatever arrives in whatever order. */
export interface BarKeeper {
  /** Start of the newest closed bar handed on; null before the first. */
  lastClosedMs: number | null;
  /** Bars ahead of a hole, by start; they wait until it is filled. */
  ahead: Map<number, Candle>;
}

/** A keeper whose next bar follows the one that starts at `lastClosedMs` (unix ms); with null every bar waits. */
export function freshBarKeeper(lastClosedMs: number | null): BarKeeper {
  return { lastClosedMs, ahead: new Map() };
}

/** `deliver`: next in line. `wait`: kept until the hole before it is filled. `old`: already closed. */
export type BarVerdict = 'deliver' | 'wait' | 'duplicate' | 'old';

/** Takes one live bar. */
export function offerBar(keeper: BarKeeper, candle: Candle): BarVerdict {
  const { lastClosedMs } = keeper;
  if (lastClosedMs !== null && candle.openTimeMs <= lastClosedMs) {
    return candle.openTimeMs === lastClosedMs ? 'duplicate' : 'old';
  }
  if (lastClosedMs === null || candle.openTimeMs > lastClosedMs + BAR_MS) {
    const waiting = keeper.ahead.get(candle.openTimeMs);
    if (!waiting?.isClosed) keeper.ahead.set(candle.openTimeMs, candle);
    return 'wait';
  }
  if (candle.isClosed) keeper.lastClosedMs = candle.openTimeMs;
  return 'deliver';
}

/** The closed bars that are missing at `nowMs`; null when none is, or none is known to start from. */
export function missingBars(keeper: BarKeeper, nowMs: number): TimeSpan | null {
  if (keeper.lastClosedMs === null) return null;
  const fromMs = keeper.lastClosedMs + BAR_MS;
  const toMs = Math.floor(nowMs / BAR_MS) * BAR_MS;
  return fromMs < toMs ? { fromMs, toMs } : null;
}

/** Everything up to `toMs` is filled: returns the waiting bars that are next in line, oldest first. */
export function closeHole(keeper: BarKeeper, toMs: number): Candle[] {
  keeper.lastClosedMs = Math.max(keeper.lastClosedMs ?? 0, toMs - BAR_MS);
  const released: Candle[] = [];
  for (const openTimeMs of [...keeper.ahead.keys()].sort((a, b) => a - b)) {
    const candle = keeper.ahead.get(openTimeMs);
    if (candle === undefined || openTimeMs > keeper.lastClosedMs + BAR_MS) continue;
    keeper.ahead.delete(openTimeMs);
    if (offerBar(keeper, candle) === 'deliver') released.push(candle);
  }
  return released;
}
