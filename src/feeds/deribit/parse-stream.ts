import type { PositionSide } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  fieldsOf,
  has,
  list,
  oneOf,
  positive,
  record,
  text,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse, shown } from '../border/refusal';
import { parseList } from '../border/rows';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { asForming, contractsLiquidation } from '../source-events';
import { barEvent, tickerEvents } from './parse-rest';

/** `direction` is the taker's. When the taker was liquidated his order closes: sell = a long ended. */
const CLOSED_BY_TAKER = { sell: 'long', buy: 'short' } as const;
const CLOSED_BY_MAKER = { sell: 'short', buy: 'long' } as const;

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
    ...(has(row, 'trade_id') ? { id: text(row, 'trade_id') } : {}),
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
