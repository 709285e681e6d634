import type { HeatmapFrame, LiquidationProfile } from '../core/frame/heatmap-frame';
import { robustMax } from './robust-max';

/** The histogram beside the price axis and its sums from the price outward. */
export interface MapBars {
  profile: LiquidationProfile;
  /** USD at which a bar has its full length; a robust maximum of the bins in view. */
  fullUsd: number;
  /** First bin above the mark price. */
  split: number;
  /** USD liquidated when price travels from the mark to the far edge of each bin. */
  cumulative: Float64Array;
  /** Larger end of `cumulative`. */
  fullCumulative: number;
}

/** Share of the bars that may be cut at full length. */
const CUT = 0.02;

/** Prepares the histogram of the newest column; its bins sum to the profile, nothing is left out. */
export function mapBars(
  { profile, markPrice }: Pick<HeatmapFrame, 'profile' | 'markPrice'>,
  fromBin = 0,
  toBin = profile.bins,
): MapBars {
  const place = (Math.log(markPrice) - profile.logPriceMin) / profile.logBin;
  const split = Math.min(profile.bins, Math.max(0, Number.isFinite(place) ? Math.floor(place) + 1 : 0));
  const cumulative = new Float64Array(profile.bins);
  let above = 0;
  for (let bin = split; bin < profile.bins; bin += 1) {
    above += profile.short[bin];
    cumulative[bin] = above;
  }
  let below = 0;
  for (let bin = split - 1; bin >= 0; bin -= 1) {
    below += profile.long[bin];
    cumulative[bin] = below;
  }
  return {
    profile,
    fullUsd: robustMax(
      profile.long.subarray(fromBin, toBin).map((usd, bin) => usd + profile.short[fromBin + bin]),
      CUT,
    ),
    split,
    cumulative,
    fullCumulative: Math.max(above, below),
  };
}

/** USD of one bin, both sides. */
export function barUsd(profile: LiquidationProfile, bin: number): number {
  return profile.long[bin] + profile.short[bin];
}
