import type { Candle } from '../market/candle';
import { calendarLevels } from './calendar-levels';
import type { PriceLevel } from './market-context';
import { roundLevels } from './round-levels';
import { swingLevels, untouchedSwings } from './swings';
import { rangeLevels, tradingRange } from './trading-range';

/** Round numbers are listed this far around the price. */
const ROUND_REACH = 0.1;
/** Swings that are kept, the newest. */
export const MAX_SWINGS = 12;

/**
 * The prices that traders look at at `nowMs` (Unix ms) for reasons other than liquidations: highs and lows of the last
 * day and week, swings, edges of a tight range, round numbers. `hours` are one-hour bars, ascending, none later.
 */
export function priceLevels(hours: readonly Candle[], price: number, nowMs: number): PriceLevel[] {
  return [
    ...calendarLevels(hours, nowMs),
    ...untouchedSwings(hours, swingLevels(hours)).slice(-MAX_SWINGS),
    ...rangeLevels(tradingRange(hours), nowMs),
    ...roundLevels(price, ROUND_REACH),
  ];
}
