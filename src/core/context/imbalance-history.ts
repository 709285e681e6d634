import { imbalance, zScore } from '../clusters/imbalance';
import type { HeatGrid, HeatmapFrame } from '../frame/heatmap-frame';
import { decodeUsd } from '../frame/quantise';

const HOUR_MS = 3_600_000;

/** Share of the shorts within a distance of the price, and how unusual that is. */
export interface ImbalanceScore {
  /** Standard score of the share now among those of the hours in the range; NaN with fewer than ten. */
  z: number;
  /** Hours that it was compared with. */
  hours: number;
}

/**
 * Shares of the shorts within `within` (quote currency) of the close, one an hour of frozen columns, oldest first.
 * Hours without any estimate give NaN.
 */
export function shortShareHistory(grid: HeatGrid, within: number): number[] {
  const step = Math.max(1, Math.round(HOUR_MS / grid.columnMs));
  const usd = Float64Array.from({ length: 256 }, (_, code) =>
    decodeUsd(code, { floor: grid.usdFloor, ceil: grid.usdCeil }),
  );
  const shares: number[] = [];
  for (let column = grid.frozenColumns % step; column < grid.frozenColumns; column += step) {
    shares.push(shortShareAt(grid, usd, column, within));
  }
  return shares;
}

/** CORE-17: the imbalance now against the own history of the range in view. */
export function imbalanceScore(
  frame: Pick<HeatmapFrame, 'profile' | 'markPrice'>,
  history: readonly number[],
  atr: number,
  withinAtr: 1 | 2 | 3,
): ImbalanceScore {
  const known = history.filter(Number.isFinite);
  const now = imbalance(frame.profile, frame.markPrice, atr).find((item) => item.withinAtr === withinAtr);
  return { z: zScore(now?.shortShare ?? Number.NaN, known), hours: known.length };
}

function shortShareAt(grid: HeatGrid, usd: Float64Array, column: number, within: number): number {
  const close = grid.close[column];
  if (!(close > 0)) return Number.NaN;
  const { logPriceMin, logBin, bins } = grid;
  const bin = (price: number): number =>
    Math.min(bins, Math.max(0, Math.round((Math.log(price) - logPriceMin) / logBin)));
  const [from, split, to] = [
    bin(Math.max(close - within, close / 2)),
    grid.split[column],
    bin(close + within),
  ];
  const sum = (first: number, end: number): number => {
    let total = 0;
    for (let cell = first; cell < end; cell += 1) total += usd[grid.usd[column * bins + cell]];
    return total;
  };
  const shorts = sum(split, to);
  return shorts / (shorts + sum(from, split));
}
