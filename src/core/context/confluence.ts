import type { Cluster } from '../clusters/cluster';
import type { LevelKind, MarketContext, PriceLevel } from './market-context';

/** Reasons why a cluster's price matters beyond the cluster itself. */
export interface Confluence {
  /** Levels inside the band or within the tolerance of it, one of each kind, the nearest. */
  levels: PriceLevel[];
  /** True when no level is there: price often wicks through such clusters. */
  isFloating: boolean;
  /** 0..3: a level, volume above its mean, RSI beyond 30/70 or diverging towards a turn there. */
  score: number;
  hasVolume: boolean;
  hasRsi: boolean;
}

const TOLERANCE_ATR = 0.1;

/** Confluence of one cluster with the levels and indicators around it; `atr` may be NaN (no tolerance then). */
export function confluence(
  cluster: Pick<Cluster, 'side' | 'lowPrice' | 'highPrice' | 'centrePrice'>,
  context: Pick<MarketContext, 'levels' | 'relativeVolume' | 'rsi' | 'divergence'>,
  atr: number,
): Confluence {
  const levels = levelsInside(cluster, context.levels, atr);
  const hasVolume = context.relativeVolume > 1;
  const isAbove = cluster.side === 'short';
  const hasRsi = isAbove
    ? context.rsi >= 70 || context.divergence === 'bearish'
    : context.rsi <= 30 || context.divergence === 'bullish';
  const score = Number(levels.length > 0) + Number(hasVolume) + Number(hasRsi);
  return { levels, isFloating: levels.length === 0, score, hasVolume, hasRsi };
}

/** Levels that lie strictly between a price and the nearer edge of a cluster; what may stop the way there. */
export function levelsBetween(
  price: number,
  cluster: Pick<Cluster, 'lowPrice' | 'highPrice'>,
  levels: readonly PriceLevel[],
): PriceLevel[] {
  const [low, high] = price < cluster.lowPrice ? [price, cluster.lowPrice] : [cluster.highPrice, price];
  return levels.filter((level) => level.kind !== 'round' && level.price > low && level.price < high);
}

/**
 * Levels inside the band or within a tenth of `atr` of it, one of each kind, the nearest to its middle; `atr` may be NaN
 * (no tolerance then).
 */
export function levelsInside(
  cluster: Pick<Cluster, 'lowPrice' | 'highPrice' | 'centrePrice'>,
  levels: readonly PriceLevel[],
  atr: number,
): PriceLevel[] {
  const tolerance = atr > 0 ? TOLERANCE_ATR * atr : 0;
  const nearest = new Map<LevelKind, PriceLevel>();
  for (const level of levels) {
    if (level.price < cluster.lowPrice - tolerance || level.price > cluster.highPrice + tolerance) continue;
    const known = nearest.get(level.kind);
    const away = Math.abs(level.price - cluster.centrePrice);
    if (!known || away < Math.abs(known.price - cluster.centrePrice)) nearest.set(level.kind, level);
  }
  return [...nearest.values()];
}
