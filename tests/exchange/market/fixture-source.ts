import type { MarketSource, SourceBar } from './market-source';

const MINUTE_MS = 60_000;

/** First bar of the fixture: a multiple of eight hours. */
export const FIXTURE_START_MS = 1_795_219_200_000;

/**
 * A market that can be computed in the head, listed as BTC on binance only: minute `i` opens at 1000 + i, spans
 * one below to two above, closes one higher; volume 10, taker buys 6; open interest 500 + i each five minutes.
 */
export function makeFixtureSource(change: Partial<MarketSource> = {}): MarketSource {
  const isListed = (venue: string, coin: string) => venue === 'binance' && coin === 'BTC';
  const times = (stepMs: number, fromMs: number, toMs: number): number[] => {
    const first = Math.max(FIXTURE_START_MS, Math.ceil(fromMs / stepMs) * stepMs);
    const count = Math.max(0, Math.floor((toMs - first) / stepMs) + 1);
    return Array.from({ length: count }, (_, i) => first + i * stepMs);
  };
  const bars = (venue: string, coin: string, stepMs: number, fromMs: number, toMs: number): SourceBar[] =>
    isListed(venue, coin) && stepMs === MINUTE_MS ? times(stepMs, fromMs, toMs).map(minuteBar) : [];
  return {
    name: 'fixture',
    startMs: FIXTURE_START_MS,
    endMs: Number.POSITIVE_INFINITY,
    coins: (venue) => (venue === 'binance' ? ['BTC'] : []),
    steps: (venue, coin) => (isListed(venue, coin) ? [MINUTE_MS] : []),
    bars,
    markBars: bars,
    openInterest: (venue, coin, fromMs, toMs) =>
      isListed(venue, coin)
        ? times(300_000, fromMs, toMs).map((timeMs) => {
            const base = 500 + (timeMs - FIXTURE_START_MS) / 300_000;
            return { timeMs, base, quote: base * 1000 };
          })
        : [],
    funding: (venue, coin, fromMs, toMs) =>
      isListed(venue, coin) ? times(300_000, fromMs, toMs).map((timeMs) => ({ timeMs, rate: 0.0001 })) : [],
    accountRatio: (venue, coin, fromMs, toMs) =>
      isListed(venue, coin) ? times(300_000, fromMs, toMs).map((timeMs) => ({ timeMs, longShare: 0.6 })) : [],
    liquidations: () => [],
    tiers: () => null,
    positions: () => [],
    ...change,
  };
}

function minuteBar(openTimeMs: number): SourceBar {
  const open = 1000 + (openTimeMs - FIXTURE_START_MS) / MINUTE_MS;
  return {
    openTimeMs,
    open,
    high: open + 2,
    low: open - 1,
    close: open + 1,
    volumeBase: 10,
    takerBuyBase: 6,
  };
}
