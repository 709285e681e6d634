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
  record,
  text,
  timeIso,
} from '../border/fields';
import { parsePayload, parseRows, refuse } from '../border/refusal';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { asForming, linearLiquidation, openInterestEvent } from '../source-events';
import { candleRow, oracleEvent } from './parse-rest';

/** `side` is the taker's, and the liquidated party takes: SELL = a long was liquidated. */
const CLOSED_BY = { SELL: 'long', BUY: 'short' } as const;

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
      ...(has(row, 'id') ? { id: text(row, 'id') } : {}),
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
