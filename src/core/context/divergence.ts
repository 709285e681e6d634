import type { Candle } from '../market/candle';
import { swingLevels } from './swings';
import { relativeStrength } from './wilder';

/** Bars back within which the newer swing must lie to speak of the present. */
const RECENT_BARS = 24;

/**
 * Regular divergence of price and RSI(14) at the last two swings of one kind: higher high with lower RSI is bearish,
 * lower low with higher RSI bullish. Null when neither holds or the newer swing is more than 24 bars old.
 */
export function rsiDivergence(bars: readonly Candle[]): 'bullish' | 'bearish' | null {
  const rsi = relativeStrength(bars.map((bar) => bar.close));
  const rsiAt = (timeMs: number): number => rsi[bars.findIndex((bar) => bar.openTimeMs === timeMs)];
  const swings = swingLevels(bars);
  const recentMs = bars[Math.max(0, bars.length - RECENT_BARS)]?.openTimeMs ?? 0;
  const isAgainst = (kind: 'swing-high' | 'swing-low', sign: 1 | -1): boolean => {
    const [older, newer] = swings.filter((swing) => swing.kind === kind).slice(-2);
    if (!newer || newer.timeMs < recentMs) return false;
    return sign * (newer.price - older.price) > 0 && sign * (rsiAt(newer.timeMs) - rsiAt(older.timeMs)) < 0;
  };
  if (isAgainst('swing-high', 1)) return 'bearish';
  return isAgainst('swing-low', -1) ? 'bullish' : null;
}
