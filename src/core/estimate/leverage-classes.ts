import type { LeverageGroup } from '../frame/frame-query';

/** Effective leverage of the ten classes, from the hedger class 0 upward (estimation.md 1). */
export const CLASS_LEVERAGE: readonly number[] = [1.5, 3, 5, 10, 20, 25, 50, 75, 100, 125];

/** Number of leverage classes of a side. */
export const CLASS_COUNT = CLASS_LEVERAGE.length;

/** Notional of a typical position of each class, USD; decides its maintenance bracket. Assumed. */
export const TYPICAL_NOTIONAL_USD: readonly number[] = [
  2e6, 1e6, 5e5, 2.5e5, 1.5e5, 1e5, 4e4, 2.5e4, 1.5e4, 1e4,
];

/**
 * Layers of a display column, so that every filter is a sum: below 10x, 10x to below 20x, 20x to below 50x, 50x and up.
 */
export const LAYER_COUNT = 4;

/** Layer of each class. */
export const LAYER_OF_CLASS: readonly number[] = CLASS_LEVERAGE.map(layerOfLeverage);

/** Layers that make up a group of the query: low < 10x <= medium < 50x <= high. */
export const LAYERS_OF_GROUP: Readonly<Record<LeverageGroup, readonly number[]>> = {
  low: [0],
  medium: [1, 2],
  high: [3],
};

/** Layers of the model "High leverage": 20x and above. */
export const HIGH_LEVERAGE_LAYERS: readonly number[] = [2, 3];

function layerOfLeverage(leverage: number): number {
  if (leverage < 10) return 0;
  if (leverage < 20) return 1;
  return leverage < 50 ? 2 : 3;
}
