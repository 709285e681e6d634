import { liquidationRatio } from '../margin/liquidation-price';
import { requirementFor } from '../margin/tier-lookup';
import type { PositionSide } from '../market/liquidation';
import type { EstimatorConfig } from './estimator-config';
import { CLASS_LEVERAGE, TYPICAL_NOTIONAL_USD } from './leverage-classes';

/**
 * Where the liquidation prices of one class and side lie, seen from the centre of the entry's bin; all lengths in bins.
 * A spike at the nominal distance, split linearly between two bins, and a box of equal bins from there outward.
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
  const near = Math.round(nominal);
  const far = Math.max(near, Math.round(config.priors.crossReach * nominal));
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
