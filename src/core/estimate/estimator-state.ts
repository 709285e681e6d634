import type { PositionSide } from '../market/liquidation';
import { type DepositKernel, depositKernel } from './deposit-kernel';
import { createEntryDensity, type EntryDensity } from './entry-density';
import type { EstimatorConfig } from './estimator-config';
import { CLASS_COUNT } from './leverage-classes';

/** A layer of the state is one class of one side; longs first: `layer = side * CLASS_COUNT + class`. */
export const SIDE_LAYERS = 2 * CLASS_COUNT;

/** Places of the single numbers in {@link EstimatorState.clock}. */
export const AT = {
  /** Lattice index of plane bin 0. */
  firstBin: 0,
  /** Unix ms of the last bar's start and end; 0 before the first. */
  openTimeMs: 1,
  endTimeMs: 2,
  /** First bar ever, Unix ms of its start. */
  firstTimeMs: 3,
  /** Last close, quote currency. */
  close: 4,
  /** Last open interest, coins of one side; 0 = none known yet. */
  openInterest: 5,
  /** Sum and weight of the moving average of turnover per bar over open interest. */
  turnoverSum: 6,
  turnoverWeight: 7,
  /** Last long share of accounts, NaN before the first. */
  longShare: 8,
  bars: 9,
  /** Unix ms of the next learning step. */
  nextLearningMs: 10,
  /** Three-day sums of predicted and reported liquidations, coins. */
  predicted: 11,
  reported: 12,
  /** Observed liquidations in all, coins; and those that came with a price. */
  observedBase: 13,
  pricedBase: 14,
  /** A value of LEARNER. */
  learningState: 15,
  /** Learned reporting fraction; starts at the prior. */
  reportingFraction: 16,
  /** Days covered by a liquidation feed. */
  feedDays: 17,
  /**
   * What is learned against the prior: ln of the level of the classes that follow it fully, and per unit of ln(1/L).
   */
  level: 18,
  slope: 19,
  /** Remembered sums of the sizes of reported liquidations and of their squares: how many equal ones they are worth. */
  eventBase: 20,
  eventSquare: 21,
  /** Thirty-day sums of predicted and reported liquidations, coins. */
  longPredicted: 22,
  longReported: 23,
  /** Coins of one side that are held: the open interest, before one is known an assumed constant one. */
  stock: 24,
  /** Moving mean of ln close over days. */
  meanLogClose: 25,
} as const;

const CLOCK_LENGTH = 26;

/**
 * The estimator of one instrument. `mass`, `reach` and `pending` are `[side][class][bin]` in raw coins: multiply by
 * `scale[layer]`. `reach` is mass times the worst adverse excursion suffered; `pending` is newly opened mass by ENTRY
 * bin, not yet moved to liquidation prices. All single numbers live in `scalars`, of which the others are views.
 */
export interface EstimatorState {
  config: EstimatorConfig;
  kernels: readonly (DepositKernel | null)[];
  mass: Float64Array;
  reach: Float64Array;
  pending: Float64Array;
  scalars: Float64Array;
  /** By layer: coins per raw unit. */
  scale: Float64Array;
  /** By layer, raw: mass in the plane and in `pending`. */
  sum: Float64Array;
  /** By layer, raw: mass whose liquidation price lies outside the plane, and its mean lattice position times mass. */
  far: Float64Array;
  farMoment: Float64Array;
  /** By layer, signed lattice position (price for longs, minus price for shorts) down to which no stop decay is due. */
  watermark: Float64Array;
  /** By layer: range of occupied bins of `mass`, empty when low >= high. */
  massLow: Float64Array;
  massHigh: Float64Array;
  /** By layer: range of occupied bins of `pending`, empty when low >= high. */
  pendingLow: Float64Array;
  pendingHigh: Float64Array;
  /** By class: share of newly opened notional, sum 1. */
  mix: Float64Array;
  /** By layer: learning sums (attributed reports, predicted mass). */
  reportedByLayer: Float64Array;
  predictedByLayer: Float64Array;
  clock: Float64Array;
  /** Work space of one bar; holds nothing between bars. */
  scratch: BarScratch;
}

/**
 * By layer: coins on the bar's path, reported coins, mass near an event; by side: reports without a price; by class:
 * shares.
 */
interface BarScratch {
  density: EntryDensity;
  exposure: Float64Array;
  reported: Float64Array;
  near: Float64Array;
  unpriced: Float64Array;
  /** By side: coins that the bar's time closed. */
  closed: Float64Array;
  share: Float64Array;
}

/** Side of a layer. */
export function sideOfLayer(layer: number): PositionSide {
  return layer < CLASS_COUNT ? 'long' : 'short';
}

/** An empty estimator. Throws on a config that cannot work. */
export function createEstimator(config: EstimatorConfig): EstimatorState {
  if (!(config.binWidth > 0)) throw new Error(`invalid bin width: ${config.binWidth}`);
  if (!(config.bins >= 8) || config.bins % 2 !== 0) throw new Error(`invalid number of bins: ${config.bins}`);
  const state = allocate(config);
  state.scale.fill(1);
  state.watermark.fill(Number.NEGATIVE_INFINITY);
  state.mix.set(allowedMix(state));
  state.clock[AT.longShare] = Number.NaN;
  state.clock[AT.reportingFraction] = config.priors.reportingFraction;
  return state;
}

/** Zeroed arrays and the tables that follow from the config. */
export function allocate(config: EstimatorConfig): EstimatorState {
  const kernels = Array.from({ length: SIDE_LAYERS }, (_, layer) =>
    depositKernel(config, sideOfLayer(layer), layer % CLASS_COUNT),
  );
  const scalars = new Float64Array(11 * SIDE_LAYERS + CLASS_COUNT + CLOCK_LENGTH);
  let used = 0;
  const view = (length: number): Float64Array => {
    used += length;
    return scalars.subarray(used - length, used);
  };
  const plane = (): Float64Array => new Float64Array(SIDE_LAYERS * config.bins);
  return {
    config,
    kernels,
    mass: plane(),
    reach: plane(),
    pending: plane(),
    scalars,
    scale: view(SIDE_LAYERS),
    sum: view(SIDE_LAYERS),
    far: view(SIDE_LAYERS),
    farMoment: view(SIDE_LAYERS),
    watermark: view(SIDE_LAYERS),
    massLow: view(SIDE_LAYERS),
    massHigh: view(SIDE_LAYERS),
    pendingLow: view(SIDE_LAYERS),
    pendingHigh: view(SIDE_LAYERS),
    reportedByLayer: view(SIDE_LAYERS),
    predictedByLayer: view(SIDE_LAYERS),
    mix: view(CLASS_COUNT),
    clock: view(CLOCK_LENGTH),
    scratch: {
      density: createEntryDensity(config.bins),
      exposure: new Float64Array(SIDE_LAYERS),
      reported: new Float64Array(SIDE_LAYERS),
      near: new Float64Array(SIDE_LAYERS),
      unpriced: new Float64Array(2),
      closed: new Float64Array(2),
      share: new Float64Array(CLASS_COUNT),
    },
  };
}

/** The prior opening mix with classes that the venue does not allow moved to the next lower one that it does. */
export function allowedMix(state: EstimatorState): number[] {
  const mix = [...state.config.priors.openingMix];
  const isAllowed = (index: number): boolean =>
    state.kernels[index] !== null && state.kernels[index + CLASS_COUNT] !== null;
  for (let index = CLASS_COUNT - 1; index > 0; index--) {
    if (isAllowed(index)) continue;
    mix[index - 1] += mix[index];
    mix[index] = 0;
  }
  const total = mix.reduce((sum, share) => sum + share, 0);
  return mix.map((share) => share / total);
}

/** Coins of one side that the estimator holds, in and outside the plane. */
export function heldBase(state: EstimatorState, side: PositionSide): number {
  const first = side === 'long' ? 0 : CLASS_COUNT;
  let total = 0;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    total += state.scale[layer] * (state.sum[layer] + state.far[layer]);
  }
  return total;
}

/** Position of a price on the lattice of the config, in bins. */
export function latticePosition(config: EstimatorConfig, price: number): number {
  return (Math.log(price) - config.logOrigin) / config.binWidth;
}
