/** Side of the POSITION that is, or would be, closed; never the side of an order. */
export type PositionSide = 'long' | 'short';

/** A forced closing that happened, as far as the exchange tells. */
export interface Liquidation {
  /** The exchange's own name of the closing where it tells one: what has the same is the same closing. */
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
}
