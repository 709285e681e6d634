import type { ExchangeId } from './instrument';

/** The instrument that a page shows, as a site adapter read it. */
export interface PageInstrument {
  siteId: string;
  /** Exchange whose perpetual is meant; null when only the coin is known. */
  exchange: ExchangeId | null;
  /** The exchange's own spelling where the page tells it, else base + quote. */
  symbol: string;
  /** `spot` when the page shows spot and the map is the perpetual's. */
  market: 'perp' | 'spot';
  /** Read from words that may mean something else: nothing is loaded before the user confirms. */
  isGuess?: true;
}
