import type { Candle } from '../market/candle';
import type { PriceLevel, TradingRange } from './market-context';
import { averageTrueRange } from './wilder';

const RANGE_BARS = 24;
/** A random walk covers about 4.9 ATR in 24 bars; three are narrow. */
const TIGHT_ATR = 3;

/** Range of the last 24 one-hour bars; null with fewer. */
export function tradingRange(hours: readonly Candle[]): TradingRange | null {
  if (hours.length < RANGE_BARS) return null;
  const last = hours.slice(-RANGE_BARS);
  const top = Math.max(...last.map((bar) => bar.high));
  const bottom = Math.min(...last.map((bar) => bar.low));
  const heightAtr = (top - bottom) / averageTrueRange(hours);
  return { top, bottom, heightAtr, isTight: heightAtr < TIGHT_ATR };
}

/** Edges of a tight range as levels; none when the range is not tight. */
export function rangeLevels(range: TradingRange | null, timeMs: number): PriceLevel[] {
  if (!range?.isTight) return [];
  return [
    { kind: 'range-top', price: range.top, timeMs },
    { kind: 'range-bottom', price: range.bottom, timeMs },
  ];
}
