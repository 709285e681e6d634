import type { Candle } from '../../core/market/candle';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  fieldsOf,
  list,
  nonNegative,
  positive,
  positiveOrNull,
  rate,
  record,
  text,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  fundingEvent,
  hasEnded,
  markPriceEvent,
  openInterestEvent,
} from '../source-events';

/** Every rate of the venue is per hour. */
const FUNDING_HOURS = 1;

/** `candleSnapshot`: oldest first, {t, T, s, i, o, c, h, l, v, n}; no closed flag. */
export const parseCandleSnapshot = objectRows({ symbolField: 's' }, (row, { nowMs }) =>
  candleEvent(readCandle(row, nowMs)),
);

function readCandle(row: Fields, nowMs: number): Candle {
  if (text(row, 'i') !== '5m') refuse('i', `is ${row.i}, not 5m`);
  const openTimeMs = timeMs(row, 't');
  return {
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row, ['o', 'h', 'l', 'c']),
    volumeBase: nonNegative(row, 'v'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, nowMs),
  };
}

/** `fundingHistory`: hourly; stamps lie some ms past the hour. */
export const parseFundingHistory = objectRows({ symbolField: 'coin' }, (row) => {
  const time = Math.round(timeMs(row, 'time') / 60_000) * 60_000;
  return fundingEvent(time, rate(row, 'fundingRate'), FUNDING_HOURS);
});

/** `metaAndAssetCtxs`: names and conditions joined by position; delisted names keep their place. */
export function parseAssetContexts(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const [meta, conditions] = list(payload);
    const universe = list(record(meta, 'meta').universe, 'universe');
    const rows = list(conditions, 'ctxs');
    if (rows.length !== universe.length)
      refuse('ctxs', `count ${rows.length}, the universe ${universe.length}`);
    const index = universe.findIndex((value) => record(value, 'universe').name === context.instrument.symbol);
    if (index < 0) refuse('universe', `lacks ${context.instrument.symbol}`);
    return contextEvents(record(rows[index], 'ctxs'), context.nowMs);
  });
}

/** What one asset context says: mark, open interest (coins, one side), hourly funding. It carries no time. */
export function contextEvents(row: Fields, time: number): MarketEvent[] {
  return [
    markPriceEvent(time, positive(row, 'markPx'), positiveOrNull(row, 'oraclePx')),
    openInterestEvent(time, nonNegative(row, 'openInterest')),
    fundingEvent(time, rate(row, 'funding'), FUNDING_HOURS),
  ];
}

/** The contract a socket message speaks of. */
export function messageCoin(message: unknown): string | null {
  const data = fieldsOf(fieldsOf(message)?.data);
  const coin = data?.coin ?? data?.s;
  return typeof coin === 'string' ? coin : null;
}

/** Channel of a socket message as the exchange names it; `socket` where it names none. */
export function messageChannel(message: unknown): string {
  const channel = fieldsOf(message)?.channel;
  return typeof channel === 'string' ? channel : 'socket';
}

/** `candle` and `activeAssetCtx` messages. A candle never counts as closed here: REST closes it. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const channel = messageChannel(message);
  return parsePayload(context, () => {
    const data = fieldsOf(fieldsOf(message)?.data);
    if (channel === 'error')
      return refuse('subscribe', `failed: ${String((message as Fields).data).slice(0, 80)}`);
    if (channel === 'candle') {
      const row = record(data, 'data');
      expectSymbol(row, 's', context.instrument.symbol);
      return [candleEvent({ ...readCandle(row, context.nowMs), isClosed: false })];
    }
    if (channel !== 'activeAssetCtx') return [];
    const row = record(data, 'data');
    expectSymbol(row, 'coin', context.instrument.symbol);
    return contextEvents(record(row.ctx, 'ctx'), context.nowMs);
  });
}
