import type { Candle } from '../../core/market/candle';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  finite,
  has,
  nonNegative,
  positive,
  positiveOrNull,
  rate,
  record,
  timeSeconds,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  contractsLiquidation,
  fundingEvent,
  hasEnded,
  longShareEvent,
  markOrKnownPrice,
  markPriceEvent,
  markRangeEvent,
  openInterestEvent,
} from '../source-events';

/** Contracts -> listed coins: linear by the contract size, inverse by the price. */
export function contractsToBase(contracts: number, price: number, context: ParseContext): number {
  const { kind, contractSize } = context.instrument;
  return kind === 'linear' ? contracts * contractSize : (contracts * contractSize) / price;
}

/** `/candlesticks`: {t seconds, o, h, l, c, v contracts, sum quote}. */
export const parseCandles = objectRows({}, (row, context) => {
  const candle = readCandle(row, context);
  return candleEvent({ ...candle, isClosed: hasEnded(candle.openTimeMs, BAR_MS, context.nowMs) });
});

/** A candle of REST or socket, without its closed flag. */
export function readCandle(row: Fields, context: ParseContext): Omit<Candle, 'isClosed'> {
  const prices = barPrices(row, ['o', 'h', 'l', 'c']);
  return {
    openTimeMs: timeSeconds(row, 't'),
    intervalMs: BAR_MS,
    ...prices,
    volumeBase: contractsToBase(nonNegative(row, 'v'), prices.close, context),
    takerBuyBase: null,
  };
}

/** `/candlesticks` of `mark_<contract>`. */
export const parseMarkCandles = objectRows({}, (row) => {
  const prices = { high: positive(row, 'h'), low: positive(row, 'l'), close: positive(row, 'c') };
  return markRangeEvent(timeSeconds(row, 't'), BAR_MS, prices);
});

/** `/contract_stats`: open interest of both sides (halved here) and the long/short ratios of a bar. */
export const parseContractStats = objectRows({}, (row, context) => {
  const time = timeSeconds(row, 'time');
  const mark = markOrKnownPrice(row, 'mark_price', context, time, 'open_interest');
  const base = contractsToBase(nonNegative(row, 'open_interest'), mark, context) / 2;
  const quote = has(row, 'open_interest_usd') ? nonNegative(row, 'open_interest_usd') / 2 : null;
  return [openInterestEvent(time, base, quote, 'halved'), ...ratioEvents(row, time)];
});

const RATIO_FIELDS = [
  ['lsr_account', 'accounts'],
  ['top_lsr_account', 'top-accounts'],
  ['top_lsr_size', 'top-positions'],
] as const;

/** A ratio of 0 means that the exchange had none. */
function ratioEvents(row: Fields, time: number): MarketEvent[] {
  return RATIO_FIELDS.filter(([field]) => has(row, field) && finite(row, field) !== 0).map(([field, of]) => {
    const ratio = positive(row, field);
    return longShareEvent(time, ratio / (1 + ratio), of);
  });
}

/**
 * `/contract_stats` again, for what was liquidated in bars too old for the list of orders: one sum a side and bar, at
 * the bar's mark price.
 */
export const parseLiquidationSums = objectRows({}, (row, context) => {
  const time = timeSeconds(row, 'time');
  return [...sumEvent(row, 'long', time, context), ...sumEvent(row, 'short', time, context)];
});

function sumEvent(row: Fields, side: 'long' | 'short', time: number, context: ParseContext): MarketEvent[] {
  const contracts = nonNegative(row, `${side}_liq_size`);
  if (contracts === 0) return [];
  const fields = { timeMs: time, positionSide: side, price: positive(row, 'mark_price'), sumOfMs: BAR_MS };
  return [contractsLiquidation(contracts, context.instrument, { ...fields, ...TOLD })];
}

/** Every order counts, at the price at which it was filled. */
const TOLD = { priceKind: 'average-fill', isSampled: false } as const;

/**
 * `/liq_orders`: `size` is the POSITION being liquidated (negative = short) and repeats at each step; what was closed
 * is |order_size - left|. The closing order has the other sign.
 */
export const parseLiquidationOrders = objectRows({ symbolField: 'contract' }, (row, context) => {
  const position = finite(row, 'size');
  if (position === 0) refuse('size', 'is 0');
  const order = has(row, 'order_size') ? finite(row, 'order_size') : -position;
  const left = has(row, 'left') ? finite(row, 'left') : 0;
  const closed = Math.abs(Math.abs(order) - Math.abs(left));
  if (closed === 0) return null;
  const positionSide = position > 0 ? 'long' : 'short';
  const fields = {
    timeMs: timeSeconds(row, 'time'),
    positionSide,
    price: positive(row, 'fill_price'),
  } as const;
  return contractsLiquidation(closed, context.instrument, { ...fields, ...TOLD });
});

/** `/funding_rate`: {t seconds, r}. */
export const parseFundingHistory = objectRows({}, (row, { instrument }) =>
  fundingEvent(timeSeconds(row, 't'), rate(row, 'r'), instrument.fundingIntervalHours),
);

/** `/contracts/<contract>`: mark, one-sided position size, running funding; it carries no time. */
export function parseContract(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = record(payload);
    expectSymbol(row, 'name', context.instrument.symbol);
    const price = positive(row, 'mark_price');
    const base = contractsToBase(nonNegative(row, 'position_size'), price, context);
    return [
      markPriceEvent(context.nowMs, price, positiveOrNull(row, 'index_price')),
      openInterestEvent(context.nowMs, base),
      fundingEvent(context.nowMs, rate(row, 'funding_rate'), positive(row, 'funding_interval') / 3600),
    ];
  });
}
