import type { PositionSide } from './liquidation';

/** A position whose liquidation price the venue itself publishes (Hyperliquid). */
export interface ExactPosition {
  /** Opaque account id, only used to replace an older reading of the same account. */
  account: string;
  timeMs: number;
  positionSide: PositionSide;
  base: number;
  entryPrice: number;
  /** Null: the account would survive any price. */
  liquidationPrice: number | null;
}
