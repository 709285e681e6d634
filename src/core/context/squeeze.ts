import type { Cluster } from '../clusters/cluster';
import type { PositionSide } from '../market/liquidation';
import type { TradingRange } from './market-context';

/** Which side is exposed to a move out of a tight range. */
export interface Squeeze {
  side: PositionSide;
  clusterId: string;
}

/**
 * Squeeze set-up (READ-13): the range is tight and the most important cluster within one ATR beyond one of its edges
 * names the exposed side. Null when the range is not tight or no cluster lies there.
 */
export function squeeze(
  clusters: readonly Cluster[],
  range: TradingRange | null,
  atr: number,
): Squeeze | null {
  if (!range?.isTight || !(atr > 0)) return null;
  const beyond = clusters.filter(({ side, lowPrice, highPrice, life }) => {
    if (life === 'cleared' || life === 'faded') return false;
    return side === 'short'
      ? highPrice > range.top && lowPrice <= range.top + atr
      : lowPrice < range.bottom && highPrice >= range.bottom - atr;
  });
  if (beyond.length === 0) return null;
  const top = beyond.reduce((a, b) => (b.importance > a.importance ? b : a));
  return { side: top.side, clusterId: top.id };
}
