import type { Instrument } from '../../core/market/instrument';
import type { PositionSide } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  fieldsOf,
  has,
  list,
  nonNegative,
  oneOf,
  positive,
  positiveOrNull,
  rate,
  record,
  text,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse, shown } from '../border/refusal';
import { objectRows, parseList, parseLists } from '../border/rows';
import { readCoinName } from '../coin-names';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  asForming,
  barPrices,
  candleEvent,
  contractsInterest,
  contractsLiquidation,
  fundingEvent,
  hasEnded,
  markPriceEvent,
} from '../source-events';

/** `direction` is the taker's. When the taker was liquidated his order closes: sell = a long ended. */
const CLOSED_BY_TAKER = { sell: 'long', buy: 'short' } as const;
const CLOSED_BY_MAKER = { sell: 'short', buy: 'long' } as const;
const PRICES = ['open', 'high', 'low', 'close'];
const COLUMNS = ['ticks', ...PRICES, 'volume'];

/** `get_tradingview_chart_data`: parallel lists, oldest first; the volume is in coins. */
export function parseChartData(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => barEvent(record(value), 'ticks', context), chartRows);
}

function chartRows(payload: unknown): readonly Fields[] {
  const result = record(record(payload).result, 'result');
  if (result.status === 'no_data') return [];
  const lists = COLUMNS.map((name) => list(result[name], name));
  if (lists.some(({ length }) => length !== lists[0].length))
    refuse('ticks', 'and its neighbours differ in length');
  return lists[0].map((_, index) =>
    Object.fromEntries(COLUMNS.map((name, column) => [name, lists[column][index]])),
  );
}

function barEvent(row: Fields, timeField: string, context: ParseContext): MarketEvent {
  const openTimeMs = timeMs(row, timeField);
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row, PRICES),
    volumeBase: nonNegative(row, 'volume'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
}

/** `get_funding_rate_history`: hourly. */
export const parseFundingHistory = objectRows({ pick: resultList, name: 'result' }, (row) =>
  fundingEvent(timeMs(row, 'timestamp'), rate(row, 'interest_1h'), 1),
);

function resultList(payload: unknown): readonly unknown[] {
  return list(record(payload).result, 'result');
}

/** `ticker` by REST. */
export function parseTicker(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => tickerEvents(record(record(payload).result, 'result'), context));
}

/** Mark, open interest (USD on inverse contracts, coins on linear ones), funding of eight hours. */
function tickerEvents(row: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'instrument_name', context.instrument.symbol);
  const time = timeMs(row, 'timestamp');
  const price = positive(row, 'mark_price');
  const events = [
    markPriceEvent(time, price, positiveOrNull(row, 'index_price')),
    contractsInterest(nonNegative(row, 'open_interest'), context.instrument, time, () => price),
  ];
  if (has(row, 'funding_8h')) events.push(fundingEvent(time, rate(row, 'funding_8h'), 8));
  return events;
}

const PLAIN_TRADE = /"channel":"trades\.[^"]+","data":\[\{/;

/** Trades of which none closed a position by force. */
export function isPlainTrade(text: string): boolean {
  return PLAIN_TRADE.test(text) && !text.includes('"liquidation"');
}

/** Socket notifications: `ticker.X.agg2`, `chart.trades.X.5`, `trades.X.100ms`. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const parts = channelParts(message);
  if (parts === null) return parseAnswer(message, context);
  const { symbol } = context.instrument;
  const named = messageInstrument(message);
  if (named !== symbol)
    return parsePayload(context, () => refuse('channel', `is of ${shown(named)}, not ${symbol}`));
  const data = ((message as Fields).params as Fields).data;
  if (parts[0] === 'ticker') return parsePayload(context, () => tickerEvents(record(data, 'data'), context));
  if (parts[0] === 'chart') {
    return parsePayload(context, () => {
      // No closed flag: REST closes the bar.
      return [asForming(barEvent(record(data, 'data'), 'tick', context))];
    });
  }
  if (parts[0] !== 'trades') return { events: [], errors: [] };
  return parseList(
    data,
    context,
    (value) => tradeEvents(record(value, 'data'), context),
    (trades) => list(trades, 'data'),
  );
}

function parseAnswer(message: unknown, context: ParseContext): Parsed {
  const error = fieldsOf(message)?.error;
  if (error === undefined) return { events: [], errors: [] };
  return parsePayload(context, () => refuse('subscribe', `failed: ${JSON.stringify(error).slice(0, 80)}`));
}

/** A trade is of interest when `liquidation` says that its maker (M), its taker (T) or both were liquidated. */
function tradeEvents(row: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'instrument_name', context.instrument.symbol);
  if (!has(row, 'liquidation')) return [];
  const sides = oneOf<readonly PositionSide[]>(row, 'liquidation', {
    T: [oneOf(row, 'direction', CLOSED_BY_TAKER)],
    M: [oneOf(row, 'direction', CLOSED_BY_MAKER)],
    MT: ['long', 'short'],
  });
  return sides.map((positionSide) => liquidationEvent(row, positionSide, context));
}

/** `amount` is USD on inverse contracts, coins on linear ones. */
function liquidationEvent(row: Fields, positionSide: PositionSide, context: ParseContext): MarketEvent {
  return contractsLiquidation(positive(row, 'amount'), context.instrument, {
    timeMs: timeMs(row, 'timestamp'),
    positionSide,
    price: positive(row, 'price'),
    priceKind: 'trade',
    isSampled: false,
  });
}

/** The contract of a notification: `chart.trades.BTC-PERPETUAL.5`, `ticker.BTC-PERPETUAL.agg2`. */
export function messageInstrument(message: unknown): string | null {
  return channelParts(message)?.at(-2) ?? null;
}

/** First part of a message's channel, such as `ticker`; `socket` where it names none. */
export function messageChannel(message: unknown): string {
  return channelParts(message)?.[0] ?? 'socket';
}

function channelParts(message: unknown): string[] | null {
  const channel = fieldsOf(fieldsOf(message)?.params)?.channel;
  return typeof channel === 'string' ? channel.split('.') : null;
}

/** `get_instruments`, one payload a currency: perpetual futures. */
export function parseDeribitListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'deribit', channel: 'get_instruments' };
  return parseLists(payloads, origin, (value) => readInstrument(record(value, 'result')), resultList);
}

function readInstrument(row: Fields): Instrument | null {
  if (row.settlement_period !== 'perpetual' || row.kind !== 'future' || row.is_active === false) return null;
  const kind = oneOf(row, 'instrument_type', { reversed: 'inverse', linear: 'linear' } as const);
  const { base, multiplier } = readCoinName(text(row, 'base_currency'));
  return {
    exchange: 'deribit',
    symbol: text(row, 'instrument_name'),
    base,
    quote: text(row, 'quote_currency'),
    settle: text(row, 'settlement_currency'),
    kind,
    // Every size that the exchange sends is USD or coins already, not contracts.
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tick_size'),
    maxLeverage: positive(row, 'max_leverage'),
    fundingIntervalHours: 8,
  };
}
