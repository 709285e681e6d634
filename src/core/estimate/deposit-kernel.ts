import { liquidationRatio } from '../margin/liquidation-price';
import { requirementFor } from '../margin/tier-lookup';
import type { PositionSide } from '../market/liquidation';
import type { EstimatorConfig } from './estimator-config';
import { CLASS_COUNT, CLASS_LEVERAGE, TYPICAL_NOTIONAL_USD } from './leverage-classes';

/**
 * Where the liquidation prices of one class and side lie, seen from the centre of the entry's bin; all lengths in bins.
 * A spike at the nominal distance, split linearly between two bins, and a box of equal bins around it.
 */
export interface DepositKernel {
  /** Bins from the entry's bin to the first tap; negative for longs. */
  start: number;
  /** Weights of spike and box together, sum 1. */
  taps: Float64Array;
  /** Tap and weight of the spike's lower bin; the next tap carries `upperWeight`. */
  spikeTap: number;
  lowerWeight: number;
  upperWeight: number;
  /** First tap, number of taps and weight of each tap of the box. */
  boxTap: number;
  boxLength: number;
  boxWeight: number;
  /** Nominal distance |ln(liquidation / entry)|. */
  distance: number;
  /** Distance of the nearest tap. */
  nearest: number;
  /** `[tap]` = weight of all taps before it, and their weighted tap indices; one longer than `taps`. */
  weightBefore: Float64Array;
  momentBefore: Float64Array;
}

/** Under sharp priors the box begins at this part of the nominal distance, so that no fresh position is half gone. */
const NEAREST_PART = 0.9;
/** The farthest class reaches to this part of its nominal distance. */
const FARTHEST_PART = 1.25;
/** Below this sharpness the boxes of neighbouring classes touch instead. */
const SHARP = 0.5;
/** Requirement assumed when no bracket is known. */
const UNKNOWN_RATE = 0.005;

/** Kernel of a class and side, or null where the venue does not allow the leverage. */
export function depositKernel(
  config: EstimatorConfig,
  side: PositionSide,
  index: number,
): DepositKernel | null {
  const nominal = distanceAt(config, side, CLASS_LEVERAGE[index], index);
  if (nominal === null) return null;
  const [near, far] = boxDistances(config, side, index, nominal);
  const spike = side === 'long' ? -nominal : nominal;
  const boxStart = side === 'long' ? -far : near;
  const start = Math.min(Math.floor(spike), boxStart);
  const boxLength = far - near + 1;
  const upper = spike - Math.floor(spike);
  const { sharpness } = config.priors;
  const length = Math.max(Math.floor(spike) + 2, boxStart + boxLength) - start;
  const kernel: DepositKernel = {
    start,
    taps: new Float64Array(length),
    spikeTap: Math.floor(spike) - start,
    lowerWeight: sharpness * (1 - upper),
    upperWeight: sharpness * upper,
    boxTap: boxStart - start,
    boxLength,
    boxWeight: (1 - sharpness) / boxLength,
    distance: nominal,
    nearest: Math.min(near, Math.floor(nominal)),
    weightBefore: new Float64Array(length + 1),
    momentBefore: new Float64Array(length + 1),
  };
  fillTaps(kernel);
  return kernel;
}

function fillTaps(kernel: DepositKernel): void {
  const { taps } = kernel;
  for (let tap = 0; tap < kernel.boxLength; tap++) taps[kernel.boxTap + tap] += kernel.boxWeight;
  taps[kernel.spikeTap] += kernel.lowerWeight;
  taps[kernel.spikeTap + 1] += kernel.upperWeight;
  for (let tap = 0; tap < taps.length; tap++) {
    kernel.weightBefore[tap + 1] = kernel.weightBefore[tap] + taps[tap];
    kernel.momentBefore[tap + 1] = kernel.momentBefore[tap] + tap * taps[tap];
  }
}

/** Whole distances between which the class's unsharp part lies: to the geometric midpoints of the leverages. */
function boxDistances(
  config: EstimatorConfig,
  side: PositionSide,
  index: number,
  nominal: number,
): [near: number, far: number] {
  const between = (other: number): number | null =>
    other < 0 || other >= CLASS_COUNT
      ? null
      : distanceAt(config, side, Math.sqrt(CLASS_LEVERAGE[index] * CLASS_LEVERAGE[other]), index);
  const nearMiddle = between(index + 1) ?? NEAREST_PART * nominal;
  const near = config.priors.sharpness < SHARP ? nearMiddle : Math.max(nearMiddle, NEAREST_PART * nominal);
  const far = between(index - 1) ?? FARTHEST_PART * nominal;
  return [Math.round(near), Math.max(Math.round(near), Math.round(far))];
}

/** |ln(liquidation / entry)| in bins; null where the leverage is not allowed or nothing liquidates. */
function distanceAt(
  config: EstimatorConfig,
  side: PositionSide,
  leverage: number,
  index: number,
): number | null {
  const requirement =
    config.tiers.length === 0
      ? { maintenanceMarginRate: UNKNOWN_RATE, amountShare: 0 }
      : requirementFor(config.tiers, CLASS_LEVERAGE[index], typicalNotional(config, index));
  if (requirement === null) return null;
  const ratio = liquidationRatio({
    kind: config.kind,
    side,
    entryPrice: 1,
    leverage,
    maintenanceMarginRate: requirement.maintenanceMarginRate,
    maintenanceAmount: requirement.amountShare,
    size: 1,
    feeRate: config.feeRate,
  });
  return ratio === null ? null : Math.abs(Math.log(ratio)) / config.binWidth;
}

/** In the unit of the brackets: quote currency, or coin for inverse contracts. */
function typicalNotional(config: EstimatorConfig, index: number): number {
  if (config.kind === 'linear') return TYPICAL_NOTIONAL_USD[index];
  return config.referencePrice === null ? 0 : TYPICAL_NOTIONAL_USD[index] / config.referencePrice;
}
