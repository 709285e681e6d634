import { createHash } from 'node:crypto';
import type { LeverageTier } from '../../../src/core/market/leverage-tier';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { advanceMarket, createMarket } from '../../../src/core/simulate/market';
import type { SimulatedMarket } from '../../../src/core/simulate/market-state';
import { exactSample } from '../../../src/core/simulate/truth';
import type {
  MarketSource,
  SourceBar,
  SourceFunding,
  SourceLiquidation,
  SourceOpenInterest,
  SourceRatio,
} from './market-source';
import { rowsBetween } from './timeline';

const MINUTE_MS = 60_000;
const FIVE_MINUTES_MS = 300_000;
const DAY_MS = 86_400_000;

/** Coins of the simulation: first price, and the factor on sizes. */
const COINS: Readonly<Record<string, { startPrice: number; sizeScale: number }>> = {
  BTC: { startPrice: 64_000, sizeScale: 12 },
  ETH: { startPrice: 2_400, sizeScale: 6 },
  SOL: { startPrice: 140, sizeScale: 2 },
  XRP: { startPrice: 2.4, sizeScale: 1 },
  DOGE: { startPrice: 0.2, sizeScale: 1 },
  BNB: { startPrice: 620, sizeScale: 1 },
  ADA: { startPrice: 0.8, sizeScale: 0.5 },
  LINK: { startPrice: 18, sizeScale: 0.5 },
  LTC: { startPrice: 95, sizeScale: 0.5 },
  AVAX: { startPrice: 28, sizeScale: 0.5 },
  SUI: { startPrice: 3.4, sizeScale: 0.5 },
  TRX: { startPrice: 0.26, sizeScale: 0.5 },
};
/** Every coin that can be listed. */
export const ALL_COINS: readonly string[] = Object.keys(COINS);
/** Listed where nothing else is asked: each coin more is a market more to run. */
const USUAL_COINS: readonly string[] = ALL_COINS.slice(0, 3);

/** How the one agent market is spread over the venues; each event belongs to exactly one of them. */
const VENUE_SHARES: Readonly<Record<string, number>> = {
  binance: 0.4,
  bybit: 0.17,
  okx: 0.13,
  hyperliquid: 0.1,
  bitget: 0.08,
  gate: 0.05,
  bitmex: 0.02,
  deribit: 0.02,
  dydx: 0.01,
  aster: 0.01,
  'binance-coinm': 0.01,
};
/** Of a venue that is not among them: a new exchange has a market at once, though no forced closing of its own. */
const NEWCOMER_SHARE = 0.01;

function shareOf(venue: string): number {
  return VENUE_SHARES[venue] ?? NEWCOMER_SHARE;
}

interface CoinHistory {
  market: SimulatedMarket;
  minutes: SourceBar[];
  markBars: SourceBar[];
  openInterest: SourceOpenInterest[];
  funding: SourceFunding[];
  ratios: SourceRatio[];
  /** Every forced closing with the venue it happened on. */
  liquidations: (SourceLiquidation & { venue: string })[];
}

/** A market whose positions are known. */
export interface SimulatedSource extends MarketSource {
  /** The agent market of a coin as it stands, for comparing estimates with its true positions. */
  truth(coin: string): SimulatedMarket;
}

/**
 * The seeded agent market of `core/simulate`, endless: it is run on as far as anybody asks. The first bar is
 * `historyDays` before `nowMs`. Equal seeds and times give equal markets.
 */
export function openSimulatedSource(options: {
  seed: number;
  nowMs: number;
  historyDays?: number;
  /** Coins listed, of `ALL_COINS`; BTC, ETH and SOL by default. */
  coins?: readonly string[];
}): SimulatedSource {
  const days = options.historyDays ?? 8;
  const startMs = Math.floor(options.nowMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS - days * DAY_MS;
  const coins = options.coins ?? USUAL_COINS;
  const histories = new Map<string, CoinHistory>();

  const upTo = (coin: string, toMs: number): CoinHistory => {
    const known = histories.get(coin) ?? startCoin(coin, options.seed, startMs);
    histories.set(coin, known);
    advanceCoin(known, toMs);
    return known;
  };
  const isListed = (coin: string) => coins.includes(coin);
  const scaled = (venue: string, bar: SourceBar): SourceBar => ({
    ...bar,
    volumeBase: bar.volumeBase * shareOf(venue),
    takerBuyBase: bar.takerBuyBase === null ? null : bar.takerBuyBase * shareOf(venue),
  });

  return {
    name: `simulated seed ${options.seed}`,
    startMs,
    endMs: Infinity,
    coins: () => coins,
    steps: (_, coin) => (isListed(coin) ? [MINUTE_MS] : []),
    bars(venue, coin, stepMs, fromMs, toMs) {
      if (!isListed(coin) || stepMs !== MINUTE_MS) return [];
      const { minutes } = upTo(coin, toMs);
      return rowsBetween(minutes, (bar) => bar.openTimeMs, fromMs, toMs).map((bar) => scaled(venue, bar));
    },
    markBars(_, coin, stepMs, fromMs, toMs) {
      if (!isListed(coin) || stepMs !== MINUTE_MS) return [];
      return rowsBetween(upTo(coin, toMs).markBars, (bar) => bar.openTimeMs, fromMs, toMs);
    },
    openInterest(venue, coin, fromMs, toMs) {
      if (!isListed(coin)) return [];
      const share = shareOf(venue);
      return rowsBetween(upTo(coin, toMs).openInterest, (row) => row.timeMs, fromMs, toMs).map((row) => ({
        timeMs: row.timeMs,
        base: row.base * share,
        quote: row.quote * share,
      }));
    },
    funding: (_, coin, fromMs, toMs) =>
      isListed(coin) ? rowsBetween(upTo(coin, toMs).funding, (row) => row.timeMs, fromMs, toMs) : [],
    accountRatio: (_, coin, fromMs, toMs) =>
      isListed(coin) ? rowsBetween(upTo(coin, toMs).ratios, (row) => row.timeMs, fromMs, toMs) : [],
    liquidations: (venue, coin, fromMs, toMs) =>
      isListed(coin)
        ? rowsBetween(upTo(coin, toMs).liquidations, (row) => row.timeMs, fromMs, toMs).filter(
            (row) => row.venue === venue,
          )
        : [],
    tiers: (_, coin): readonly LeverageTier[] | null =>
      isListed(coin) ? upTo(coin, startMs).market.tiers : null,
    positions: (venue, coin, nowMs) =>
      isListed(coin)
        ? exactSample(upTo(coin, nowMs).market, shareOf(venue)).map((position) => ({
            ...position,
            account: addressOf(coin, position.account),
          }))
        : [],
    truth: (coin) => upTo(coin, startMs).market,
  };
}

function startCoin(coin: string, seed: number, startMs: number): CoinHistory {
  const { startPrice, sizeScale } = COINS[coin];
  const coinSeed = seed * 100 + ALL_COINS.indexOf(coin);
  const market = createMarket({ seed: coinSeed, startMs, startPrice, sizeScale });
  return { market, minutes: [], markBars: [], openInterest: [], funding: [], ratios: [], liquidations: [] };
}

/** Runs to the end of the minute of `toMs`, so that the forming minute has its final shape to be played. */
function advanceCoin(history: CoinHistory, toMs: number): void {
  const untilMs = (Math.floor(toMs / MINUTE_MS) + 1) * MINUTE_MS;
  if (untilMs <= history.market.nowMs) return;
  let mark = startMark(history);
  advanceMarket(history.market, untilMs, {
    tick(tick) {
      mark = extendMark(mark, tick.mark, tick.timeMs);
      if (tick.timeMs % MINUTE_MS === 0) history.markBars.push(mark);
    },
    event: (event) => keepEvent(history, event),
    fullLiquidation(liquidation) {
      const venue = venueOf(history.liquidations.length);
      history.liquidations.push({ ...liquidation, venue });
    },
  });
}

function startMark(history: CoinHistory): SourceBar {
  const price = history.markBars.at(-1)?.close ?? Math.exp(history.market.path.logMark);
  return flatBar(history.market.nowMs, price);
}

function flatBar(openTimeMs: number, price: number): SourceBar {
  return {
    openTimeMs,
    open: price,
    high: price,
    low: price,
    close: price,
    volumeBase: 0,
    takerBuyBase: null,
  };
}

/** A tick carries the end of its ten seconds: the one on the full minute still belongs to the minute before. */
function extendMark(mark: SourceBar, price: number, timeMs: number): SourceBar {
  const openTimeMs = Math.floor((timeMs - 1) / MINUTE_MS) * MINUTE_MS;
  if (openTimeMs !== mark.openTimeMs)
    return { ...flatBar(openTimeMs, mark.close), ...range(mark.close, price) };
  mark.high = Math.max(mark.high, price);
  mark.low = Math.min(mark.low, price);
  mark.close = price;
  return mark;
}

function range(open: number, close: number) {
  return { high: Math.max(open, close), low: Math.min(open, close), close };
}

function keepEvent(history: CoinHistory, event: MarketEvent): void {
  if (event.type === 'candle' && event.candle.intervalMs === MINUTE_MS) {
    const { openTimeMs, open, high, low, close, volumeBase, takerBuyBase } = event.candle;
    history.minutes.push({ openTimeMs, open, high, low, close, volumeBase: volumeBase ?? 0, takerBuyBase });
  } else if (event.type === 'open-interest') {
    const { timeMs, base, quote } = event.openInterest;
    history.openInterest.push({ timeMs, base, quote: quote ?? base * priceNow(history) });
  } else if (event.type === 'long-short-ratio') {
    history.ratios.push(event.longShortRatio);
  } else if (event.type === 'funding-rate') {
    const { timeMs, ratePerInterval } = event.fundingRate;
    history.funding.push({ timeMs, rate: ratePerInterval });
  }
}

function priceNow(history: CoinHistory): number {
  return Math.exp(history.market.path.logMark);
}

/** Spreads events over the venues in proportion to their shares: a golden-ratio sequence, no randomness. */
function venueOf(index: number): string {
  let left = (index * 0.618033988749895) % 1;
  for (const [venue, share] of Object.entries(VENUE_SHARES)) {
    left -= share;
    if (left < 0) return venue;
  }
  return 'binance';
}

/** A public address for a holder of the simulation. */
function addressOf(coin: string, account: string): string {
  return `0x${createHash('sha256').update(`${coin} ${account}`).digest('hex').slice(0, 40)}`;
}
