import { binExactPositions, blendExact } from '../core/estimate/exact-blend';
import { CLASS_LEVERAGE, LAYER_COUNT, LAYER_OF_CLASS } from '../core/estimate/leverage-classes';
import { COLUMN_BINS } from '../core/frame/column-chunk';
import type { ExactPosition } from '../core/market/exact-position';
import type { PositionSide } from '../core/market/liquidation';

/** A column before it is coded, and what is known of the market at its end. */
export interface ColumnMoment {
  /** Lattice bin of the first cell. */
  base: number;
  logBin: number;
  close: number;
  /** Coins of one side; 0 when unknown. */
  openInterestBase: number;
  nowMs: number;
}

/**
 * Corrects the layers of a column (USD, `layer * COLUMN_BINS + bin`) by positions the venue itself publishes, in
 * place. What is known lands in the layer of its distance, the rest of the estimate keeps its layers. Returns the
 * share of the open interest that is covered, 0..1.
 */
export function blendLayers(
  cells: Float32Array,
  positions: readonly ExactPosition[],
  moment: ColumnMoment,
): number {
  if (positions.length === 0 || !(moment.openInterestBase > 0)) return 0;
  const split = Math.floor(Math.log(moment.close) / moment.logBin) - moment.base;
  const long = blendSide(cells, positions, 'long', moment, 0, split);
  const short = blendSide(cells, positions, 'short', moment, split, COLUMN_BINS);
  return (long + short) / 2;
}

function blendSide(
  cells: Float32Array,
  positions: readonly ExactPosition[],
  side: PositionSide,
  moment: ColumnMoment,
  from: number,
  to: number,
): number {
  const { base, logBin } = moment;
  const grid = { logPriceMin: base * logBin, logBin, bins: COLUMN_BINS };
  const sample = binExactPositions(positions, side, grid, moment.nowMs);
  const share = Math.min(1, sample.base / moment.openInterestBase);
  const model = sideOf(cells, from, to);
  const known = sample.usd.map((usd, bin) => (bin >= from && bin < to ? usd : 0));
  const blended = blendExact(model, known, share);
  for (let bin = from; bin < to; bin += 1) {
    const factor = model[bin] > 0 ? (blended[bin] - known[bin]) / model[bin] : 0;
    for (let layer = 0; layer < LAYER_COUNT; layer += 1) cells[layer * COLUMN_BINS + bin] *= factor;
    if (known[bin] > 0) cells[layerAt(moment, bin) * COLUMN_BINS + bin] += known[bin];
  }
  return share;
}

function sideOf(cells: Float32Array, from: number, to: number): Float32Array {
  const model = new Float32Array(COLUMN_BINS);
  for (let layer = 0; layer < LAYER_COUNT; layer += 1) {
    for (let bin = from; bin < to; bin += 1) model[bin] += cells[layer * COLUMN_BINS + bin];
  }
  return model;
}

/** Layer of the effective leverage whose liquidation lies as far from the price as the bin does. */
function layerAt({ base, logBin, close }: ColumnMoment, bin: number): number {
  const distance = Math.abs((base + bin + 0.5) * logBin - Math.log(close));
  const leverage = 1 / Math.max(distance, logBin);
  return LAYER_OF_CLASS[
    Math.max(
      0,
      CLASS_LEVERAGE.findLastIndex((known) => known <= leverage),
    )
  ];
}

/** Positions not read again for this long are forgotten, ms. */
const FORGET_MS = 14 * 86_400_000;
/** Positions kept, the largest first. */
const MAX_POSITIONS = 20_000;

/**
 * `known` with each account's older reading replaced by the newer one; 0 coins = closed. Null when nothing was read.
 */
export function mergePositions(
  known: readonly ExactPosition[],
  read: readonly ExactPosition[],
  nowMs: number,
): ExactPosition[] | null {
  if (read.length === 0) return null;
  const byAccount = new Map(known.map((position) => [position.account, position]));
  for (const position of read) {
    const older = byAccount.get(position.account);
    if (!older || older.timeMs <= position.timeMs) byAccount.set(position.account, position);
  }
  return [...byAccount.values()]
    .filter((position) => position.base > 0 && nowMs - position.timeMs < FORGET_MS)
    .sort((a, b) => b.base - a.base)
    .slice(0, MAX_POSITIONS);
}
