import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { decimals, type Fields, positive, record, text } from '../border/fields';
import { parseLists } from '../border/rows';
import { readCoinName } from '../coin-names';
import { BAR_MS, type ExchangeFeed, type TimeSpan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { pagesOf } from '../spans';
import { flatTiers, type TierRow, tiersFromRows } from '../tier-rows';
import { olderLiquidations, parseLiquidationList } from './liquidations';
import {
  dataList,
  parseAccountRatio,
  parseCandles,
  parseFundingHistory,
  parseMarkCandles,
  parseTakerVolume,
  parseTicker,
  parseTiers,
} from './parse-rest';
import { bitgetGet, bitgetLiquidations, bitgetStatistic, productOf } from './requests';
import { bitgetSockets } from './sockets';

const DAY_MS = 86_400_000;

/** Seen live by others on 2026-09-25 (exchanges.md 13.5), deductions computed. */
const BTC_ROWS: readonly TierRow[] = [
  [0, 2e5, 150, 0.004, 0],
  [2e5, 1e6, 100, 0.005, 200],
  [1e6, 5e6, 75, 0.007, 2200],
  [5e6, 15e6, 50, 0.01, 17_200],
  [15e6, 50e6, 25, 0.02, 167_200],
  [50e6, 100e6, 20, 0.03, 667_200],
  [100e6, 150e6, 10, 0.06, 3_667_200],
  [150e6, 300e6, 5, 0.12, 12_667_200],
  [300e6, null, 4, 0.15, 21_667_200],
];

function fallback(instrument: Instrument): LeverageTier[] {
  return instrument.symbol === 'BTCUSDT' ? tiersFromRows(BTC_ROWS) : flatTiers(instrument.maxLeverage);
}

function contract(instrument: Instrument) {
  return { symbol: instrument.symbol, productType: productOf(instrument) };
}

function bars(path: string, rows: number) {
  return (instrument: Instrument, span: TimeSpan) =>
    pagesOf(span, BAR_MS, rows).map(({ fromMs, toMs }) =>
      bitgetGet(path, {
        ...contract(instrument),
        granularity: '5m',
        startTime: fromMs,
        endTime: toMs,
        limit: rows,
      }),
    );
}

/** Contracts of both dollar-margined products. */
function parseListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'bitget', channel: 'contracts' };
  return parseLists(payloads, origin, (value) => readContract(record(value, 'data')), dataList);
}

/** `sizeMultiplier` is a step, not a multiplier: sizes are coins. */
function readContract(row: Fields): Instrument | null {
  if (row.symbolType !== 'perpetual' || row.symbolStatus !== 'normal' || row.isRwa === 'YES') return null;
  const { base, multiplier } = readCoinName(text(row, 'baseCoin'));
  const quote = text(row, 'quoteCoin');
  return {
    exchange: 'bitget',
    symbol: text(row, 'symbol'),
    base,
    quote,
    settle: quote === 'USDC' ? 'USDC' : 'USDT',
    kind: 'linear',
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(row, 'priceEndStep') / 10 ** decimals(row, 'pricePlace'),
    maxLeverage: positive(row, 'maxLever'),
    fundingIntervalHours: positive(row, 'fundInterval'),
  };
}

/** Bitget dollar-margined perpetuals (exchanges.md 7). */
export const bitget = {
  id: 'bitget',
  name: 'Bitget',
  restHosts: ['https://api.bitget.com/*'],
  socketHosts: ['wss://ws.bitget.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, no taker split; coin-margined contracts left out' },
    'mark-range': { has: 'unverified', note: 'mark price candles' },
    'open-interest': { has: 'yes', note: 'coins, one side; other sites show 60 % of it' },
    'open-interest-history': { has: 'no', note: 'sampled and stored' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'yes', note: 'recent rows only' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'unverified', note: 'recent rows only' },
    liquidations: { has: 'sampled', note: 'largest long and short a symbol and second' },
    'liquidation-history': { has: 'unverified', note: 'three days, sampled' },
    'leverage-tiers': { has: 'yes', note: 'whether progressive is unverified' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'sampled', fraction: 0.5 },
  listing: {
    requests: [
      bitgetGet('contracts', { productType: 'usdt-futures' }),
      bitgetGet('contracts', { productType: 'usdc-futures' }),
    ],
    parse: parseListing,
  },
  history: {
    candles: series('candles', bars('candles', 1000), parseCandles),
    others: [
      series('history-mark-candles', bars('history-mark-candles', 200), parseMarkCandles),
      series(
        'history-fund-rate',
        (instrument) => [
          bitgetGet('history-fund-rate', { ...contract(instrument), pageSize: 100, pageNo: 1 }),
        ],
        parseFundingHistory,
      ),
      series('liquidations', (instrument) => [bitgetLiquidations(instrument)], parseLiquidationList, {
        maxAgeMs: 3 * DAY_MS,
        next: olderLiquidations,
      }),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    fallbackPoll('ticker', (instrument) => bitgetGet('ticker', contract(instrument)), parseTicker),
    barPoll(
      'account-long-short',
      ({ symbol }) => bitgetStatistic('account-long-short', { symbol, period: '5m' }),
      parseAccountRatio,
    ),
    barPoll(
      'taker-buy-sell',
      ({ symbol }) => bitgetStatistic('taker-buy-sell', { symbol, period: '5m' }),
      parseTakerVolume,
    ),
    barPoll(
      'history-mark-candles',
      (instrument, nowMs) => bars('history-mark-candles', 200)(instrument, lastBars(nowMs, 2))[0],
      parseMarkCandles,
      3000,
    ),
  ],
  tiers: {
    channel: 'query-position-lever',
    request: (instrument) => bitgetGet('query-position-lever', contract(instrument)),
    parse: parseTiers,
    fallback,
  },
  sockets: bitgetSockets,
} satisfies ExchangeFeed;
