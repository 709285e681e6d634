import { liquidationRatio } from '../margin/liquidation-price';
import { requirementFor } from '../margin/tier-lookup';
import type { PositionSide } from '../market/liquidation';
import type { EstimatorConfig } from './estimator-config';
import { CLASS_COUNT, CLASS_LEVERAGE, TYPICAL_NOTIONAL_USD } from './leverage-classes';

/** Where the liquidation prices of one class and side lie, seen from the entry; all lengths in bins. */
export interface DepositKernel {
  /** Bins from the entry's bin to the first tap; negative for longs. */
  start: number;
  /** Weights, sum 1. */
  taps: Float64Array;
  /** Nominal distance |ln(liquidation / entry)|. */
  distance: number;
  /** Distance of the nearest tap. */
  nearest: number;
  /** Weighted mean of the tap index. */
  meanTap: number;
}

/** Spread mass never lies nearer than this part of the nominal distance, so that a fresh position is not half gone. */
const NEAREST_PART = 0.9;
/** The farthest class reaches to this part of its nominal distance. */
const FARTHEST_PART = 1.25;
const SPREAD_STEPS = 400;
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
  const direction = side === 'long' ? -1 : 1;
  const deposits: [offset: number, weight: number][] = [[direction * nominal, config.priors.sharpness]];
  for (const offset of spreadOffsets(config, side, index, nominal)) {
    deposits.push([direction * offset, (1 - config.priors.sharpness) / SPREAD_STEPS]);
  }
  return binned(deposits, nominal);
}

function spreadOffsets(
  config: EstimatorConfig,
  side: PositionSide,
  index: number,
  nominal: number,
): number[] {
  const nearLeverage =
    index + 1 < CLASS_COUNT ? Math.sqrt(CLASS_LEVERAGE[index] * CLASS_LEVERAGE[index + 1]) : Infinity;
  const near = Math.max(distanceAt(config, side, nearLeverage, index) ?? 0, NEAREST_PART * nominal);
  const farLeverage = index > 0 ? Math.sqrt(CLASS_LEVERAGE[index] * CLASS_LEVERAGE[index - 1]) : 0;
  const far = (farLeverage > 0 && distanceAt(config, side, farLeverage, index)) || FARTHEST_PART * nominal;
  return Array.from(
    { length: SPREAD_STEPS },
    (_, step) => near * (far / near) ** ((step + 0.5) / SPREAD_STEPS),
  );
}

/** |ln(liquidation / entry)| in bins; null where the leverage is not allowed or nothing liquidates. */
function distanceAt(
  config: EstimatorConfig,
  side: PositionSide,
  leverage: number,
  index: number,
): number | null {
  if (!Number.isFinite(leverage)) return null;
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

/** Point masses at distances from a bin's centre, each split linearly between two bins, as a normalised tap array. */
function binned(deposits: readonly [offset: number, weight: number][], distance: number): DepositKernel {
  const offsets = deposits.map(([offset]) => offset);
  const start = Math.floor(Math.min(...offsets));
  const taps = new Float64Array(Math.floor(Math.max(...offsets)) - start + 2);
  let total = 0;
  for (const [offset, weight] of deposits) {
    const bin = Math.floor(offset);
    taps[bin - start] += weight * (1 - (offset - bin));
    taps[bin - start + 1] += weight * (offset - bin);
    total += weight;
  }
  let meanTap = 0;
  for (let tap = 0; tap < taps.length; tap++) {
    taps[tap] /= total;
    meanTap += tap * taps[tap];
  }
  return { start, taps, distance, nearest: Math.max(0, Math.min(...offsets.map(Math.abs)) - 1), meanTap };
}
