import type { Candle } from '../market/candle';
import type { PriceLevel } from './market-context';

/**
 * Swing highs and lows: bars whose high (low) is above (below) those of `wing` bars on both sides; of equal
 * neighbours the first counts. Ascending in time; the last `wing` bars cannot be swings yet.
 */
export function swingLevels(bars: readonly Candle[], wing = 3): PriceLevel[] {
  const levels: PriceLevel[] = [];
  for (let i = wing; i < bars.length - wing; i++) {
    const { high, low, openTimeMs } = bars[i];
    const before = bars.slice(i - wing, i);
    const after = bars.slice(i + 1, i + wing + 1);
    if (before.every((bar) => bar.high < high) && after.every((bar) => bar.high <= high)) {
      levels.push({ kind: 'swing-high', price: high, timeMs: openTimeMs });
    }
    if (before.every((bar) => bar.low > low) && after.every((bar) => bar.low >= low)) {
      levels.push({ kind: 'swing-low', price: low, timeMs: openTimeMs });
    }
  }
  return levels;
}

/**
 * Swings that price has not traded through since; a level once crossed has lost its stops.
 * `levels` as `swingLevels` gives them over the same bars.
 */
export function untouchedSwings(bars: readonly Candle[], levels: readonly PriceLevel[]): PriceLevel[] {
  return levels.filter((level) => {
    const later = bars.filter((bar) => bar.openTimeMs > level.timeMs);
    return level.kind === 'swing-high'
      ? later.every((bar) => bar.high <= level.price)
      : later.every((bar) => bar.low >= level.price);
  });
}
