import type { LiquidationProfile } from '../frame/heatmap-frame';
import type { PositionSide } from '../market/liquidation';
import type { CascadePath } from './cascade-walk';

/** The bins that a move against `side` meets, nearest first: down through longs, up through shorts. */
export function cascadePath(
  profile: LiquidationProfile,
  side: PositionSide,
  markPrice: number,
  sigmaDay: number,
  volumeDayUsd: number,
): CascadePath {
  const { logBin } = profile;
  const split = Math.round((Math.log(markPrice) - profile.logPriceMin) / logBin);
  const middle = Math.min(profile.bins, Math.max(0, split));
  const usd = side === 'long' ? profile.long.slice(0, middle).reverse() : profile.short.slice(middle);
  return { usd, logBin, sigmaDay, volumeDayUsd };
}
