/** Side of the POSITION that is, or would be, closed; never the side of an order. */
export type PositionSide = 'long' | 'short';

/** A forced closing that happened, as far as the exchange tells. */
export interface Liquidation {
  /**
   * What tells it from another closing of the same moment, side, price and size: the exchange's own name where it tells
   * one, else its place among equal rows of one answer from the second on: `#1`, `#2`, ...
   */
  id?: string;
  timeMs: number;
  positionSide: PositionSide;
  /** Quote currency; its meaning is `priceKind`. */
  price: number;
  priceKind: 'average-fill' | 'bankruptcy' | 'order' | 'trade';
  /** Base coins. */
  base: number;
  /** Quote notional (USD for every supported contract). */
  notionalUsd: number;
  /** True where the exchange throttles the stream, so that sums are lower bounds. */
  isSampled: boolean;
  /**
   * Set where it stands for all closings of its side in a part of time of this length, ms, that begins at `timeMs`, a
   * multiple of it: those known one by one are among them.
   */
  sumOfMs?: number;
}
