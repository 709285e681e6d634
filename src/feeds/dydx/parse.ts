import type { Instrument } from '../../core/market/instrument';
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
  rate,
  record,
  text,
  timeIso,
} from '../border/fields';
import { parsePayload, parseRows, refuse } from '../border/refusal';
import { objectRows, parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  asForming,
  barPrices,
  candleEvent,
  fundingEvent,
  hasEnded,
  linearLiquidation,
  markPriceEvent,
  openInterestEvent,
} from '../source-events';
import { flatTiers, tiersEvent } from '../tier-rows';

/** `side` is the taker's, and the liquidated party takes: SELL = a long was liquidated. */
const CLOSED_BY = { SELL: 'long', BUY: 'short' } as const;
const PRICES = ['open', 'high', 'low', 'close'];

/** `/candles`, newest first; each row also tells the open interest at its start, in coins. */
export const parseCandles = objectRows(
  { pick: (payload) => list(record(payload).candles, 'candles'), name: 'candles' },
  candleRow,
);

function candleRow(row: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'ticker', context.instrument.symbol);
  if (text(row, 'resolution') !== '5MINS') refuse('resolution', `is ${row.resolution}, not 5MINS`);
  const openTimeMs = timeIso(row, 'startedAt');
  const candle = candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row, PRICES),
    volumeBase: nonNegative(row, 'baseTokenVolume'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
  if (!has(row, 'startingOpenInterest')) return [candle];
  return [openInterestEvent(openTimeMs, nonNegative(row, 'startingOpenInterest')), candle];
}

/** `/historicalFunding`: hourly, newest first. */
export const parseFunding = objectRows(
  {
    pick: (payload) => list(record(payload).historicalFunding, 'historicalFunding'),
    name: 'historicalFunding',
    symbolField: 'ticker',
  },
  (row) => fundingEvent(timeIso(row, 'effectiveAt'), rate(row, 'rate'), 1),
);

function ownMarket(payload: unknown, { instrument }: ParseContext): Fields {
  return record(record(record(payload).markets, 'markets')[instrument.symbol], instrument.symbol);
}

/** `/perpetualMarkets?ticker=`: oracle price, open interest, the coming rate; it carries no time. */
export function parseMarket(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = ownMarket(payload, context);
    const events = [
      oracleEvent(context.nowMs, positive(row, 'oraclePrice')),
      openInterestEvent(context.nowMs, nonNegative(row, 'openInterest')),
    ];
    if (!has(row, 'nextFundingRate')) return events;
    return [...events, fundingEvent(context.nowMs, rate(row, 'nextFundingRate'), 1)];
  });
}

/** `/perpetualMarkets?ticker=` as the one bracket of the market. */
export function parseTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = ownMarket(payload, context);
    const [initial, maintenance] = [
      positive(row, 'initialMarginFraction'),
      positive(row, 'maintenanceMarginFraction'),
    ];
    if (initial > 1 || maintenance > initial)
      refuse('maintenanceMarginFraction', `is ${maintenance} of ${initial}`);
    const tiers = flatTiers(1 / initial, maintenance);
    return tiersEvent(tiers, 'maintenanceMarginFraction', context);
  });
}

/** Socket updates of trades, candles and markets. The answer to a subscription holds old trades and is left alone. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const body = fieldsOf(message);
  if (body?.type === 'error')
    return parsePayload(context, () => refuse('subscribe', `failed: ${String(body.message).slice(0, 80)}`));
  if (body === null || (body.type !== 'channel_data' && body.type !== 'channel_batch_data'))
    return { events: [], errors: [] };
  const contents = Array.isArray(body.contents) ? body.contents : [body.contents];
  return parseRows(context, contents, (value) => contentEvents(record(value, 'contents'), body, context));
}

function contentEvents(contents: Fields, body: Fields, context: ParseContext): MarketEvent[] {
  const { symbol } = context.instrument;
  if (body.channel === 'v4_trades') {
    expectSymbol(body, 'id', symbol);
    return list(contents.trades, 'trades').flatMap((value) => tradeEvents(record(value, 'trades')));
  }
  if (body.channel === 'v4_candles') return formingBar(contents, context);
  return body.channel === 'v4_markets' ? marketEvents(contents, context) : [];
}

/** The row of now, never taken as closed: REST closes the bar. Its open interest is the bar start's and known. */
function formingBar(row: Fields, context: ParseContext): MarketEvent[] {
  return candleRow(row, context)
    .filter(({ type }) => type === 'candle')
    .map(asForming);
}

/** Of LIMIT, LIQUIDATED and DELEVERAGED trades only the second kind. */
function tradeEvents(row: Fields): MarketEvent[] {
  if (row.type !== 'LIQUIDATED') return [];
  return [
    linearLiquidation({
      timeMs: timeIso(row, 'createdAt'),
      positionSide: oneOf(row, 'side', CLOSED_BY),
      price: positive(row, 'price'),
      priceKind: 'trade',
      base: positive(row, 'size'),
      isSampled: false,
    }),
  ];
}

function marketEvents(contents: Fields, context: ParseContext): MarketEvent[] {
  const oracle = fieldsOf(fieldsOf(contents.oraclePrices)?.[context.instrument.symbol]);
  const trading = fieldsOf(fieldsOf(contents.trading)?.[context.instrument.symbol]);
  const events: MarketEvent[] = [];
  if (oracle !== null) {
    const time = has(oracle, 'effectiveAt') ? timeIso(oracle, 'effectiveAt') : context.nowMs;
    events.push(oracleEvent(time, positive(oracle, 'oraclePrice')));
  }
  if (trading !== null && has(trading, 'openInterest')) {
    events.push(openInterestEvent(context.nowMs, nonNegative(trading, 'openInterest')));
  }
  return events;
}

/** `/perpetualMarkets`: active markets. */
export function parseDydxListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'dydx', channel: 'perpetualMarkets' };
  return parseList(
    payloads[0],
    origin,
    (value) => readMarket(record(value, 'markets')),
    (payload) => Object.values(record(record(payload).markets, 'markets')),
  );
}

function readMarket(row: Fields): Instrument | null {
  if (row.status !== 'ACTIVE') return null;
  const symbol = text(row, 'ticker');
  const { base, multiplier } = readCoinName(symbol.replace(/-USD$/, ''));
  return {
    exchange: 'dydx',
    symbol,
    base,
    quote: 'USD',
    settle: 'USDC',
    kind: 'linear',
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tickSize'),
    maxLeverage: 1 / positive(row, 'initialMarginFraction'),
    fundingIntervalHours: 1,
  };
}

/** The market of a message; null for the one channel that speaks of all. */
export function messageMarket(message: unknown): string | null {
  const body = fieldsOf(message);
  return typeof body?.id === 'string' && body.channel !== 'v4_markets' ? body.id.split('/')[0] : null;
}

/** Channel of a socket message as the exchange names it; `socket` where it names none. */
export function messageChannel(message: unknown): string {
  const channel = fieldsOf(message)?.channel;
  return typeof channel === 'string' ? channel : 'socket';
}

/** The oracle price is the only price told: mark and index at once. */
function oracleEvent(timeMs: number, price: number): MarketEvent {
  return markPriceEvent(timeMs, price, price);
}
