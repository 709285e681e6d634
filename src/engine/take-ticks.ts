import type { CheckedEvents } from './check-events';
import { barOf } from './input-window';
import type { InstrumentRuntime, MarkTicks } from './instrument-runtime';

/** Ticks farther apart than this leave a hole in what was seen, ms. */
const BREAK_MS = 60_000;
/** A bar is seen from its start when its first tick comes this early, ms. */
const START_MS = 15_000;

/**
 * Takes the unfinished candle and the mark prices of a batch into memory. Where the venue has no ranges of the mark
 * price of its own, those of bars seen from end to end are added to the batch, to be stored with it.
 */
export function takeTicks(runtime: InstrumentRuntime, checked: CheckedEvents): void {
  const { forming, marks, batch } = checked;
  if (batch.rows.mark) runtime.hasMarkSeries = true;
  if (forming && forming.openTimeMs >= (runtime.forming?.openTimeMs ?? 0)) runtime.forming = forming;
  for (const tick of marks) {
    if (tick.timeMs < (runtime.mark?.timeMs ?? 0)) continue;
    const closed = takeMark(runtime, tick.timeMs, tick.price);
    if (!closed?.isWhole || runtime.hasMarkSeries) continue;
    batch.rows.mark = [...(batch.rows.mark ?? []), [closed.barMs, closed.high, closed.low, closed.close]];
  }
}

/** Returns the ticks of the bar that this one has ended. */
function takeMark(runtime: InstrumentRuntime, timeMs: number, price: number): MarkTicks | null {
  const isBroken = timeMs - (runtime.mark?.timeMs ?? 0) > BREAK_MS;
  if (isBroken) runtime.listeningSinceMs = timeMs;
  runtime.mark = { timeMs, price };
  const barMs = barOf(timeMs);
  const before = runtime.formingMark;
  if (before?.barMs === barMs) {
    const high = Math.max(before.high, price);
    const low = Math.min(before.low, price);
    runtime.formingMark = { barMs, high, low, close: price, isWhole: before.isWhole && !isBroken };
    return null;
  }
  const isWhole = !isBroken && timeMs - barMs <= START_MS;
  runtime.formingMark = { barMs, high: price, low: price, close: price, isWhole };
  return before && { ...before, isWhole: before.isWhole && !isBroken };
}
