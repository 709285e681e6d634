/** The price that triggers liquidations, quote currency. */
export interface MarkPrice {
  timeMs: number;
  price: number;
  indexPrice: number | null;
}
