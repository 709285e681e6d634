import { fieldsOf, list, nonNegative, oneOf, positive, record, text, timeMs } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { barPrices, candleEvent, contractsLiquidation } from '../source-events';
import { tickerEvents } from './parse-rest';

/** `S` is the side of the POSITION: "when you receive a Buy update, a long position has been liquidated". */
const POSITION = { Buy: 'long', Sell: 'short' } as const;
const PRICES = ['open', 'high', 'low', 'close'];

/** The contract of a topic: `allLiquidation.BTCUSDT`, `kline.5.BTCUSDT`. */
export function topicSymbol(message: unknown): string | null {
  const topic = topicOf(message);
  return topic === null ? null : topic.slice(topic.lastIndexOf('.') + 1);
}

/** The topic's name without interval and contract. */
export function topicChannel(message: unknown): string {
  return topicOf(message)?.split('.', 1)[0] ?? 'socket';
}

function topicOf(message: unknown): string | null {
  const topic = fieldsOf(message)?.topic;
  return typeof topic === 'string' ? topic : null;
}

/** A change of the ticker, ten a second, in which only the book or the volume moved. */
export function isIdleTicker(text: string): boolean {
  return text.startsWith('{"topic":"tickers.') && !/markPrice|penInterest|fundingRate/.test(text);
}

/** Any message of the public socket. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const channel = topicChannel(message);
  const symbol = topicSymbol(message);
  if (symbol !== null && symbol !== context.instrument.symbol) {
    return parsePayload(context, () => refuse('topic', `is of ${symbol}, not ${context.instrument.symbol}`));
  }
  if (channel === 'allLiquidation') return parseLiquidations(message, context);
  if (channel === 'kline') return parseKline(message, context);
  return parsePayload(context, () => {
    const body = record(message);
    if (channel === 'tickers') return tickerEvents(record(body.data, 'data'), timeMs(body, 'ts'), context);
    if (body.success === false) refuse('subscribe', `failed: ${String(body.ret_msg).slice(0, 80)}`);
    return [];
  });
}

function dataList(message: unknown): readonly unknown[] {
  return list(record(message).data, 'data');
}

/** `allLiquidation`: a list; all of them, pushed twice a second. `p` is the bankruptcy price. */
const parseLiquidations = objectRows(
  { pick: dataList, name: 'data', symbolField: 's' },
  (row, { instrument }) =>
    contractsLiquidation(positive(row, 'v'), instrument, {
      timeMs: timeMs(row, 'T'),
      positionSide: oneOf(row, 'S', POSITION),
      price: positive(row, 'p'),
      priceKind: 'bankruptcy',
      isSampled: false,
    }),
);

const parseKline = objectRows({ pick: dataList, name: 'data' }, (row, { instrument }) => {
  if (text(row, 'interval') !== '5') return null;
  if (typeof row.confirm !== 'boolean') refuse('confirm', 'is no boolean');
  return candleEvent({
    openTimeMs: timeMs(row, 'start'),
    intervalMs: BAR_MS,
    ...barPrices(row, PRICES),
    volumeBase: nonNegative(row, instrument.kind === 'linear' ? 'volume' : 'turnover'),
    takerBuyBase: null,
    isClosed: row.confirm,
  });
});
