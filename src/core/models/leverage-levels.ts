import type { EstimatorBar } from '../estimate/estimator-bar';
import type { DensityModel, ModelState } from './density-model';
import { addPlane, depositLevel, placePlane, sweepPlane } from './level-plane';

/** Multiples and shares of the table that calculators and web maps commonly show; assumed, not measured. */
export const LEVERAGE_TABLE: readonly { leverage: number; share: number; halfLifeDays: number }[] = [
  { leverage: 5, share: 0.3, halfLifeDays: 2 },
  { leverage: 10, share: 0.3, halfLifeDays: 1.1 },
  { leverage: 25, share: 0.2, halfLifeDays: 0.55 },
  { leverage: 50, share: 0.15, halfLifeDays: 0.32 },
  { leverage: 100, share: 0.05, halfLifeDays: 0.18 },
];

const MAINTENANCE = 0.004;

/** ln of the liquidation price over the entry price at a leverage; negative for longs. */
export function liquidationOffset(isLong: boolean, leverage: number): number {
  return isLong
    ? Math.log((1 - 1 / leverage) / (1 - MAINTENANCE))
    : Math.log((1 + 1 / leverage) / (1 + MAINTENANCE));
}

/** The one price at which these methods let a whole bar trade. */
export function typicalPrice(bar: EstimatorBar): number {
  return (bar.high + bar.low + bar.close) / 3;
}

/** Adds USD of one side, opened at the bar's typical price, at one leverage. */
export function depositBar(
  state: ModelState,
  isLong: boolean,
  row: number,
  leverage: number,
  bar: EstimatorBar,
  usd: number,
): void {
  const logPrice = Math.log(typicalPrice(bar)) + liquidationOffset(isLong, leverage);
  depositLevel(isLong ? state.long : state.short, row, logPrice, usd);
}

/** Keeps both planes around the price. */
export function placeBoth(state: ModelState, bar: EstimatorBar): void {
  const logClose = Math.log(bar.close);
  placePlane(state.long, logClose);
  placePlane(state.short, logClose);
}

/** Removes what the bar's mark range (last-price range where there is none) has reached. */
export function sweepBoth(state: ModelState, bar: EstimatorBar): void {
  sweepPlane(state.long, Math.log(bar.markLow ?? bar.low));
  sweepPlane(state.short, Math.log(bar.markHigh ?? bar.high));
}

/** The write of every model whose planes are its answer. */
export const writePlanes: DensityModel['write'] = (state, grid, long, short) => {
  addPlane(state.long, grid, long);
  addPlane(state.short, grid, short);
};
