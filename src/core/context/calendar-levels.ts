import type { Candle } from '../market/candle';
import type { LevelKind, PriceLevel } from './market-context';

const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const MONDAY_SHIFT_MS = 3 * DAY_MS;

/** Highs and lows of the last full UTC day and of the last full week (Monday to Sunday) before `nowMs`. */
export function calendarLevels(bars: readonly Candle[], nowMs: number): PriceLevel[] {
  const day = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const week = Math.floor((nowMs + MONDAY_SHIFT_MS) / (7 * DAY_MS)) * 7 * DAY_MS - MONDAY_SHIFT_MS;
  return [
    ...extremes(bars, day - DAY_MS, day, 'prior-day-high', 'prior-day-low'),
    ...extremes(bars, week - 7 * DAY_MS, week, 'prior-week-high', 'prior-week-low'),
  ];
}

/** Empty unless the bars reach back to the beginning of the span: half a day's high would mislead. */
function extremes(
  bars: readonly Candle[],
  fromMs: number,
  toMs: number,
  high: LevelKind,
  low: LevelKind,
): PriceLevel[] {
  const inside = bars.filter((bar) => bar.openTimeMs >= fromMs && bar.openTimeMs < toMs);
  if (inside.length === 0 || bars[0].openTimeMs > fromMs) return [];
  const highest = inside.reduce((a, b) => (b.high > a.high ? b : a));
  const lowest = inside.reduce((a, b) => (b.low < a.low ? b : a));
  return [
    { kind: high, price: highest.high, timeMs: highest.openTimeMs },
    { kind: low, price: lowest.low, timeMs: lowest.openTimeMs },
  ];
}
