import type { MarketSource } from '../exchange/market/market-source';

/** A market that lists further coins, each with the prices of one that `source` really has. */
export function withCoins(source: MarketSource, names: readonly string[]): MarketSource {
  const coinsOf = (venue: string) => source.coins(venue);
  const real = (venue: string, coin: string) => {
    const index = names.indexOf(coin);
    const own = coinsOf(venue);
    return index < 0 || own.length === 0 ? coin : own[index % own.length];
  };
  return {
    ...source,
    coins: (venue) => (coinsOf(venue).length === 0 ? [] : [...coinsOf(venue), ...names]),
    steps: (venue, coin) => source.steps(venue, real(venue, coin)),
    bars: (venue, coin, ...range) => source.bars(venue, real(venue, coin), ...range),
    markBars: (venue, coin, ...range) => source.markBars(venue, real(venue, coin), ...range),
    openInterest: (venue, coin, ...range) => source.openInterest(venue, real(venue, coin), ...range),
    funding: (venue, coin, ...range) => source.funding(venue, real(venue, coin), ...range),
    accountRatio: (venue, coin, ...range) => source.accountRatio(venue, real(venue, coin), ...range),
    liquidations: (venue, coin, ...range) => source.liquidations(venue, real(venue, coin), ...range),
    tiers: (venue, coin) => source.tiers(venue, real(venue, coin)),
    positions: (venue, coin, nowMs) => source.positions(venue, real(venue, coin), nowMs),
  };
}
