import type { Instrument } from '../core/market/instrument';

const DOLLARS = ['USDT', 'USDC', 'USD'];

/** The contract of one exchange that stands for a coin: linear before inverse, USDT before USDC before USD. */
export function mainContract(listing: readonly Instrument[], base: string): Instrument | null {
  const candidates = listing.filter(
    (instrument) => instrument.base === base && DOLLARS.includes(instrument.quote),
  );
  candidates.sort((a, b) => rank(a) - rank(b));
  return candidates[0] ?? null;
}

function rank(instrument: Instrument): number {
  return (instrument.kind === 'linear' ? 0 : 10) + DOLLARS.indexOf(instrument.quote);
}
