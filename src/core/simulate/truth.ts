import type { LeverageGroup } from '../frame/frame-query';
import type { ExactPosition } from '../market/exact-position';
import type { PositionSide } from '../market/liquidation';
import type { LogGrid } from '../market/log-grid';
import type { SimulatedMarket } from './market-state';
import type { OpenedPosition } from './position-book';

/** True notional at its liquidation price, USD per bin; positions outside the grid are left out. */
export interface TrueProfile {
  long: Float64Array;
  short: Float64Array;
  /** Row-major leverage group (low, medium, high) x bin, both sides together. */
  groups: Float64Array;
}

/** One open position of the simulation. */
export interface TruePosition {
  positionSide: PositionSide;
  base: number;
  entryPrice: number;
  liquidationPrice: number;
  leverage: number;
  effectiveLeverage: number;
  openTimeMs: number;
}

/** Histogram of every open position; with `sampleShare` < 1 only of a fixed random sample of that share of holders. */
export function trueProfile(market: SimulatedMarket, grid: LogGrid, sampleShare = 1): TrueProfile {
  const profile = {
    long: new Float64Array(grid.bins),
    short: new Float64Array(grid.bins),
    groups: new Float64Array(3 * grid.bins),
  };
  forEachPosition(market, sampleShare, (position) => {
    const bin = Math.floor((position.logLiquidation - grid.logPriceMin) / grid.logBin);
    if (bin < 0 || bin >= grid.bins) return;
    const usd = position.base * Math.exp(position.logLiquidation);
    (position.isLong ? profile.long : profile.short)[bin] += usd;
    profile.groups[GROUP_ROWS[leverageGroup(position.effectiveLeverage)] * grid.bins + bin] += usd;
  });
  return profile;
}

/** Every open position, for a "true positions" view. */
export function truePositions(market: SimulatedMarket): TruePosition[] {
  const positions: TruePosition[] = [];
  forEachPosition(market, 1, (position) => {
    positions.push({
      positionSide: position.isLong ? 'long' : 'short',
      base: position.base,
      entryPrice: Math.exp(position.logEntry),
      liquidationPrice: Math.exp(position.logLiquidation),
      leverage: position.leverage,
      effectiveLeverage: position.effectiveLeverage,
      openTimeMs: position.openTimeMs,
    });
  });
  return positions;
}

/** A fixed random sample of holders as a transparent venue would publish it. */
export function exactSample(market: SimulatedMarket, sampleShare: number): ExactPosition[] {
  const positions: ExactPosition[] = [];
  forEachPosition(market, sampleShare, (position, sampleKey) => {
    positions.push({
      account: sampleKey.toString(36),
      timeMs: market.nowMs,
      positionSide: position.isLong ? 'long' : 'short',
      base: position.base,
      entryPrice: Math.exp(position.logEntry),
      liquidationPrice: Math.exp(position.logLiquidation),
    });
  });
  return positions;
}

/** Group of an effective leverage: low < 10x <= medium < 50x <= high. */
export function leverageGroup(leverage: number): LeverageGroup {
  if (leverage < 10) return 'low';
  return leverage < 50 ? 'medium' : 'high';
}

const GROUP_ROWS: Record<LeverageGroup, number> = { low: 0, medium: 1, high: 2 };

function forEachPosition(
  market: SimulatedMarket,
  sampleShare: number,
  visit: (position: OpenedPosition, sampleKey: number) => void,
): void {
  const { slots, sampleKeys } = market.book;
  for (let slot = 0; slot < slots.length; slot++) {
    const position = slots[slot];
    if (position && sampleKeys[slot] < sampleShare) visit(position, sampleKeys[slot]);
  }
}
