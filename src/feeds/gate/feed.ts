import type { Instrument } from '../../core/market/instrument';
import { BAR_MS, type ExchangeFeed, type TimeSpan } from '../exchange-feed';
import { barPoll, lastBars, series } from '../history-series';
import { pagesOf } from '../spans';
import { gateFallback, parseGateListing, parseRiskTiers } from './contracts';
import { ORDERS_LIMIT, olderOrders } from './older-orders';
import {
  parseCandles,
  parseContract,
  parseContractStats,
  parseFundingHistory,
  parseLiquidationOrders,
  parseLiquidationSums,
  parseMarkCandles,
} from './parse-rest';
import { gateGet, settleOf } from './requests';
import { gateSocket } from './socket';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Each forced order for this long; only sums a bar before. */
const ORDERS_AGE_MS = DAY_MS;
/** Each poll asks for the orders of this long: they may be listed late. A longer silence is asked for by the hour. */
const ORDERS_REACH_MS = 600_000;

const seconds = (ms: number) => Math.floor(ms / 1000);

/** Every parameter of a span is inclusive at the exchange. */
function between({ fromMs, toMs }: TimeSpan) {
  return { from: seconds(fromMs), to: seconds(toMs - 1) };
}

function bars(prefix: '' | 'mark_') {
  return (instrument: Instrument, span: TimeSpan) =>
    pagesOf(span, BAR_MS, 1900).map((page) =>
      gateGet(settleOf(instrument), 'candlesticks', {
        contract: `${prefix}${instrument.symbol}`,
        interval: '5m',
        ...between(page),
      }),
    );
}

/** `from` and a row count: the endpoint takes no end. */
function statistics(instrument: Instrument, span: TimeSpan) {
  return pagesOf(span, BAR_MS, 1000).map(({ fromMs, toMs }) =>
    gateGet(settleOf(instrument), 'contract_stats', {
      contract: instrument.symbol,
      interval: '5m',
      from: seconds(fromMs),
      limit: Math.ceil((toMs - fromMs) / BAR_MS),
    }),
  );
}

/** At most one hour a call; of a wild one only the newest. */
function orders(instrument: Instrument, span: TimeSpan) {
  return pagesOf(span, HOUR_MS, 1).map((page) =>
    gateGet(settleOf(instrument), 'liq_orders', {
      contract: instrument.symbol,
      ...between(page),
      limit: ORDERS_LIMIT,
    }),
  );
}

/** Gate perpetuals (exchanges.md 8). */
export const gate = {
  id: 'gate',
  name: 'Gate',
  restHosts: ['https://api.gateio.ws/*'],
  socketHosts: ['wss://fx-ws.gateio.ws'],
  coverage: {
    candles: { has: 'unverified', note: '5 min, contracts turned into coins; no taker split' },
    'mark-range': { has: 'unverified', note: 'candles of the mark price' },
    'open-interest': { has: 'yes', note: 'one side' },
    'open-interest-history': { has: 'yes', note: 'both sides, halved' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'unverified', note: '' },
    'account-ratio': { has: 'yes', note: '' },
    'top-ratio': { has: 'yes', note: 'accounts and positions' },
    'taker-volume': { has: 'no', note: 'a ratio only; neutral' },
    liquidations: { has: 'yes', note: 'every order, asked twice a minute by REST' },
    'liquidation-history': { has: 'yes', note: 'orders of a day, sums a bar before' },
    'leverage-tiers': { has: 'yes', note: '' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'full', fraction: 1 },
  listing: {
    requests: [gateGet('usdt', 'contracts', {}), gateGet('btc', 'contracts', {})],
    parse: parseGateListing,
  },
  history: {
    candles: series('candlesticks', bars(''), parseCandles),
    others: [
      series('mark candlesticks', bars('mark_'), parseMarkCandles),
      series('contract_stats', statistics, parseContractStats),
      series('contract_stats liquidations', statistics, parseLiquidationSums, { minAgeMs: ORDERS_AGE_MS }),
      series('liq_orders', orders, parseLiquidationOrders, {
        maxAgeMs: ORDERS_AGE_MS,
        next: olderOrders,
      }),
      series(
        'funding_rate',
        (instrument, span) => [
          gateGet(settleOf(instrument), 'funding_rate', {
            contract: instrument.symbol,
            ...between(span),
            limit: 1000,
          }),
        ],
        parseFundingHistory,
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    {
      channel: 'contracts',
      everyMs: 15_000,
      delayMs: 0,
      when: 'always',
      request: (instrument) => gateGet(settleOf(instrument), `contracts/${instrument.symbol}`, {}),
      parse: parseContract,
    },
    {
      channel: 'liq_orders',
      everyMs: 30_000,
      delayMs: 0,
      reachMs: ORDERS_REACH_MS,
      when: 'always',
      request: (instrument, nowMs) => orders(instrument, { fromMs: nowMs - ORDERS_REACH_MS, toMs: nowMs })[0],
      parse: parseLiquidationOrders,
    },
    barPoll(
      'contract_stats',
      (instrument, nowMs) => statistics(instrument, lastBars(nowMs, 2))[0],
      parseContractStats,
    ),
    barPoll(
      'mark candlesticks',
      (instrument, nowMs) => bars('mark_')(instrument, lastBars(nowMs, 2))[0],
      parseMarkCandles,
      3000,
    ),
  ],
  tiers: {
    channel: 'risk_limit_tiers',
    request: (instrument) =>
      gateGet(settleOf(instrument), 'risk_limit_tiers', { contract: instrument.symbol }),
    parse: parseRiskTiers,
    fallback: gateFallback,
  },
  sockets: (instrument) => [gateSocket(instrument)],
} satisfies ExchangeFeed;
