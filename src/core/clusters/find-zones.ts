import { SURROUNDINGS } from '../frame/salience';
import { smoothProfile } from './smooth-profile';

/** A stretch of bins that stands out of one side's profile. */
export interface Zone {
  /** First and last bin, both inclusive. */
  firstBin: number;
  lastBin: number;
  peakBin: number;
  /** Smoothed USD per bin at the peak. */
  peakUsd: number;
  /** Peak less the higher of the two saddles beside it, both above their surroundings, smoothed USD per bin. */
  prominenceUsd: number;
}

/** A peak counts when its prominence is at least this part of itself ... */
const MIN_PROMINENCE_OF_PEAK = 0.25;
/** ... and this part of the side's highest peak. */
const MIN_PROMINENCE_OF_HIGHEST = 0.05;

/**
 * Zones of one side's USD per bin, largest peak first. Searched is what stands out: the smoothed profile less its mean
 * within 1.5 % of price, so that a zone is a level the layer shows and not the broad mass of low leverage behind it. A
 * zone reaches to where that falls below peak - prominence / 2; of zones that overlap the larger peak stays.
 */
export function findZones(usd: Float32Array, logBin: number): Zone[] {
  const smooth = smoothProfile(usd, logBin);
  const excess = excessOverSurroundings(smooth, logBin);
  const peaks = findPeaks(excess);
  const highest = peaks.reduce((most, bin) => Math.max(most, excess[bin]), 0);
  const zones = peaks
    .map((bin) => zoneAt(excess, bin))
    .filter(
      ({ peakUsd, prominenceUsd }) =>
        prominenceUsd >= MIN_PROMINENCE_OF_PEAK * peakUsd &&
        prominenceUsd >= MIN_PROMINENCE_OF_HIGHEST * highest,
    )
    .map((zone) => ({ ...zone, peakUsd: smooth[zone.peakBin] }))
    .sort((a, b) => b.peakUsd - a.peakUsd);
  return dropOverlaps(zones);
}

/** What of `smooth` lies above its mean within `SURROUNDINGS`; bins beyond the ends count as empty ones. */
function excessOverSurroundings(smooth: Float64Array, logBin: number): Float64Array {
  const reach = Math.max(1, Math.round(SURROUNDINGS / logBin));
  const excess = new Float64Array(smooth.length);
  let sum = 0;
  for (let bin = -reach; bin < smooth.length; bin += 1) {
    const entering = bin + reach;
    const leaving = bin - reach - 1;
    if (entering < smooth.length) sum += smooth[entering];
    if (leaving >= 0) sum -= smooth[leaving];
    if (bin >= 0) excess[bin] = Math.max(0, smooth[bin] - sum / (2 * reach + 1));
  }
  return excess;
}

/** First bin of every rise that is followed by a fall; a plateau counts once. */
function findPeaks(smooth: Float64Array): number[] {
  const peaks: number[] = [];
  let rise = -1;
  for (let bin = 0; bin < smooth.length; bin += 1) {
    const before = bin > 0 ? smooth[bin - 1] : 0;
    const after = bin + 1 < smooth.length ? smooth[bin + 1] : 0;
    if (smooth[bin] > before) rise = bin;
    if (rise >= 0 && smooth[bin] > after) {
      peaks.push((rise + bin) >> 1);
      rise = -1;
    }
  }
  return peaks;
}

function zoneAt(smooth: Float64Array, peakBin: number): Zone {
  const peakUsd = smooth[peakBin];
  const saddle = Math.max(saddleUsd(smooth, peakBin, -1), saddleUsd(smooth, peakBin, 1));
  const prominenceUsd = peakUsd - saddle;
  const floor = peakUsd - prominenceUsd / 2;
  let firstBin = peakBin;
  let lastBin = peakBin;
  while (firstBin > 0 && smooth[firstBin - 1] >= floor) firstBin -= 1;
  while (lastBin + 1 < smooth.length && smooth[lastBin + 1] >= floor) lastBin += 1;
  return { firstBin, lastBin, peakBin, peakUsd, prominenceUsd };
}

/** Lowest value on the way to higher ground; 0 when there is none before the end. */
function saddleUsd(smooth: Float64Array, peakBin: number, step: -1 | 1): number {
  let lowest = smooth[peakBin];
  for (let bin = peakBin + step; bin >= 0 && bin < smooth.length; bin += step) {
    if (smooth[bin] > smooth[peakBin]) return lowest;
    lowest = Math.min(lowest, smooth[bin]);
  }
  return 0;
}

function dropOverlaps(zones: Zone[]): Zone[] {
  const kept: Zone[] = [];
  for (const zone of zones) {
    const isFree = kept.every(({ firstBin, lastBin }) => zone.lastBin < firstBin || zone.firstBin > lastBin);
    if (isFree) kept.push(zone);
  }
  return kept;
}
