import type { PositionSide } from '../market/liquidation';
import { earthMover } from './earth-mover';
import { fixedDistanceAuc, type SweptBin } from './fixed-distance-auc';
import { gaussianSmooth } from './gaussian-smooth';
import { peakF1, topPeaks } from './peak-match';
import { type SideWindows, WINDOW_BIN_PCT } from './profile-window';
import { pearson, spearman } from './rank-correlation';
import { structureScores } from './structure-score';

/** Every figure of estimation.md 8a for one model in one world, means over moments and sides. */
export interface ProfileScore {
  emd: number;
  spearman: number;
  structure: number;
  f1: number;
  /** |log2(estimate / truth)| of USD within 5 % and 10 % of the price. */
  log2err5: number;
  log2err10: number;
  sideCorrelation: number;
  fixedDistanceAuc: number;
}

/** What happened to each bin of the windows until the next moment; null where the price did not go. */
export interface RealisedWindows {
  long: (number | null)[];
  short: (number | null)[];
}

const SMOOTH_BINS = 1.5;
const PEAKS = 5;
const PEAK_GAP_BINS = 6;
const PEAK_TOLERANCE_BINS = 3;
const SIDES: readonly PositionSide[] = ['long', 'short'];

/** Scores a model's windows against the true ones; all three lists belong to the same moments. */
export function scoreProfiles(
  estimates: readonly SideWindows[],
  truths: readonly SideWindows[],
  realised: readonly RealisedWindows[],
): ProfileScore {
  const parts = { emd: [], spearman: [], structure: [], f1: [], log2err5: [], log2err10: [] } as Record<
    'emd' | 'spearman' | 'structure' | 'f1' | 'log2err5' | 'log2err10',
    number[]
  >;
  for (const side of SIDES) {
    const own = estimates.map((windows) => windows[side]);
    const actual = truths.map((windows) => windows[side]);
    parts.structure.push(...structureScores(own, actual, SMOOTH_BINS).map(zeroForNone));
    own.forEach((estimate, i) => {
      const truth = actual[i];
      const smoothEstimate = gaussianSmooth(estimate, SMOOTH_BINS);
      const smoothTruth = gaussianSmooth(truth, SMOOTH_BINS);
      parts.emd.push(earthMover(estimate, truth, WINDOW_BIN_PCT));
      parts.spearman.push(zeroForNone(spearman(smoothEstimate, smoothTruth)));
      parts.f1.push(peakF1(peaksOf(smoothEstimate), peaksOf(smoothTruth), PEAK_TOLERANCE_BINS));
      parts.log2err5.push(usdError(estimate, truth, 50));
      parts.log2err10.push(usdError(estimate, truth, 100));
    });
  }
  return {
    emd: mean(parts.emd),
    spearman: mean(parts.spearman),
    structure: mean(parts.structure),
    f1: mean(parts.f1),
    log2err5: mean(parts.log2err5),
    log2err10: mean(parts.log2err10),
    sideCorrelation: sideCorrelation(estimates, truths),
    fixedDistanceAuc: fixedDistanceAuc(sweptBins(estimates, realised)),
  };
}

/** A flat profile knows nothing: correlation 0. */
function zeroForNone(correlation: number): number {
  return Number.isNaN(correlation) ? 0 : correlation;
}

function peaksOf(profile: Float64Array): number[] {
  return topPeaks(profile, PEAKS, PEAK_GAP_BINS);
}

/** At most 10 halvings, so that an empty window is bad and not infinite. */
function usdError(estimate: Float64Array, truth: Float64Array, bins: number): number {
  const own = sumTo(estimate, bins);
  const actual = sumTo(truth, bins);
  if (!(actual > 0)) return Number.NaN;
  return Math.min(10, Math.abs(Math.log2(Math.max(own, 1e-9) / actual)));
}

function sideCorrelation(estimates: readonly SideWindows[], truths: readonly SideWindows[]): number {
  const balance = ({ long, short }: SideWindows): number =>
    Math.log((sumTo(long, 100) + 1) / (sumTo(short, 100) + 1));
  const correlation = pearson(estimates.map(balance), truths.map(balance));
  return zeroForNone(correlation);
}

function sweptBins(estimates: readonly SideWindows[], realised: readonly RealisedWindows[]): SweptBin[] {
  const swept: SweptBin[] = [];
  realised.forEach((windows, i) => {
    SIDES.forEach((side, sideNumber) => {
      windows[side].forEach((usd, distance) => {
        if (usd === null) return;
        const forecastUsd = estimates[i][side][distance];
        swept.push({ group: 2 * distance + sideNumber, forecastUsd, realisedUsd: usd });
      });
    });
  });
  return swept;
}

function sumTo(values: Float64Array, bins: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(bins, values.length); i++) sum += values[i];
  return sum;
}

/** Mean of what is a number; NaN of nothing. */
function mean(values: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
