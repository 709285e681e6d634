/** Open interest of ONE side (longs = shorts), at a moment. */
export interface OpenInterest {
  timeMs: number;
  /** Base coins, one-sided. */
  base: number;
  /** Quote notional, one-sided; null where the source gives coins only. */
  quote: number | null;
  /** `halved` where the exchange counts both sides and the feed divided by two. */
  counted: 'single' | 'halved';
}
