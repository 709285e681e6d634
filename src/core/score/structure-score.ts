import { gaussianSmooth } from './gaussian-smooth';
import { spearman } from './rank-correlation';

/**
 * Spearman per moment after dividing each smoothed profile by its own mean over time at that distance: what is left is
 * where mass stands out, not that more of it lies farther away. One value a moment, NaN where a profile is constant.
 */
export function structureScores(
  estimates: readonly Float64Array[],
  truths: readonly Float64Array[],
  sigmaBins: number,
): number[] {
  const one = relative(estimates, sigmaBins);
  const other = relative(truths, sigmaBins);
  return one.map((profile, i) => spearman(profile, other[i]));
}

function relative(profiles: readonly Float64Array[], sigmaBins: number): Float64Array[] {
  const smooth = profiles.map((profile) => gaussianSmooth(profile, sigmaBins));
  if (smooth.length === 0) return [];
  const mean = new Float64Array(smooth[0].length);
  for (const profile of smooth) for (let i = 0; i < mean.length; i++) mean[i] += profile[i] / smooth.length;
  return smooth.map((profile) => profile.map((value, i) => (mean[i] > 0 ? value / mean[i] : 0)));
}
