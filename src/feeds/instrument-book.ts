import type { Instrument } from '../core/market/instrument';
import type { PageInstrument } from '../core/market/page-instrument';
import { type PageSymbol, readPageSymbol } from './page-symbol';

/** Quotes whose prices agree to a fraction of a percent; a chart in one may carry levels of another. */
const DOLLARS = ['USDT', 'USDC', 'USD', 'FDUSD', 'USD1', 'USDE', 'BUSD'];

/**
 * The listed contract that a page means; null when the listing has none. `listing` may hold one exchange or several.
 * Only entries of the listing are ever returned: no symbol is built. Exact spelling wins, then coin and quote.
 */
export function findInstrument(
  listing: readonly Instrument[],
  page: Pick<PageInstrument, 'exchange' | 'symbol' | 'market'>,
): Instrument | null {
  const candidates = listing.filter(({ exchange }) => page.exchange === null || exchange === page.exchange);
  const exact = candidates.find(({ symbol }) => symbol === page.symbol);
  if (exact) return exact;
  const read = readPageSymbol(page.symbol);
  if (read === null) return sameSpelling(candidates, page.symbol);
  const ranked = candidates
    .filter(({ base }) => base === read.base)
    .map((instrument) => ({ instrument, rank: rankOf(instrument, read) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((a, b) => a.rank - b.rank);
  return ranked[0]?.instrument ?? sameSpelling(candidates, page.symbol);
}

/** Price of the page's unit over price of the contract's: 0.001 when the page shows PEPE and the contract 1000PEPE. */
export function pagePriceFactor(instrument: Instrument, pageSymbol: string): number {
  const read = readPageSymbol(pageSymbol);
  return read === null ? 1 : read.multiplier / instrument.baseMultiplier;
}

/** The perpetual of `base` that stands for an exchange in an aggregate: dollar-quoted, linear before inverse. */
export function mainContract(listing: readonly Instrument[], base: string): Instrument | null {
  const ofBase = listing.filter((instrument) => instrument.base === base);
  return findInstrument(ofBase, { exchange: null, symbol: base, market: 'perp' });
}

function sameSpelling(candidates: readonly Instrument[], symbol: string): Instrument | null {
  const upper = symbol.toUpperCase();
  return candidates.find((candidate) => candidate.symbol.toUpperCase() === upper) ?? null;
}

/** Smaller is better; Infinity = another market altogether (a chart in euros, or in bitcoin). */
function rankOf(instrument: Instrument, read: PageSymbol): number {
  const wanted = read.quote;
  if (wanted !== null && !DOLLARS.includes(wanted) && wanted !== instrument.quote)
    return Number.POSITIVE_INFINITY;
  if (!DOLLARS.includes(instrument.quote)) return Number.POSITIVE_INFINITY;
  const quoteRank = instrument.quote === wanted ? 0 : 1 + DOLLARS.indexOf(instrument.quote);
  const isKindWanted = (wanted === 'USD') === (instrument.kind === 'inverse');
  const multiplierRank = instrument.baseMultiplier === read.multiplier ? 0 : 1;
  return quoteRank * 10 + (isKindWanted ? 0 : 5) + multiplierRank;
}
