import type { Cluster } from '../clusters/cluster';
import type { Candle } from '../market/candle';
import type { BrokenLevel, LevelKind, PriceLevel } from './market-context';

const DAY_MS = 86_400_000;
const TOLERANCE_ATR = 0.1;
const HIGHS: LevelKind[] = ['swing-high', 'prior-day-high', 'prior-week-high'];
const LOWS: LevelKind[] = ['swing-low', 'prior-day-low', 'prior-week-low'];

/**
 * Highs and lows that price has left behind within the last day: broken at the end of the first bar, after the level
 * was made, that closed beyond it. `bars` ascending; levels of other kinds cannot break.
 */
export function brokenLevels(
  bars: readonly Candle[],
  levels: readonly PriceLevel[],
  nowMs: number,
): BrokenLevel[] {
  return levels.flatMap((level) => {
    const isHigh = HIGHS.includes(level.kind);
    if (!isHigh && !LOWS.includes(level.kind)) return [];
    const breaker = bars.find(
      (bar) => bar.openTimeMs > level.timeMs && (isHigh ? bar.close > level.price : bar.close < level.price),
    );
    if (!breaker) return [];
    const brokenMs = breaker.openTimeMs + breaker.intervalMs;
    return brokenMs > nowMs - DAY_MS ? [{ ...level, brokenMs }] : [];
  });
}

/**
 * The level in a cluster's band that broke when price ran into the cluster: a high above, a low below, broken after the
 * cluster was first seen. Null while the cluster is untouched or nothing broke there. `atr` may be NaN.
 */
export function levelBrokenWith(
  cluster: Pick<Cluster, 'side' | 'lowPrice' | 'highPrice' | 'life' | 'firstSeenMs'>,
  broken: readonly BrokenLevel[],
  atr: number,
): BrokenLevel | null {
  if (!['touched', 'partly-cleared', 'cleared'].includes(cluster.life)) return null;
  const tolerance = atr > 0 ? TOLERANCE_ATR * atr : 0;
  const kinds = cluster.side === 'short' ? HIGHS : LOWS;
  const there = broken.filter(
    ({ kind, price, brokenMs }) =>
      kinds.includes(kind) &&
      price >= cluster.lowPrice - tolerance &&
      price <= cluster.highPrice + tolerance &&
      brokenMs >= cluster.firstSeenMs,
  );
  return there.reduce<BrokenLevel | null>(
    (newest, level) => (newest === null || level.brokenMs > newest.brokenMs ? level : newest),
    null,
  );
}
