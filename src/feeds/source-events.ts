import type { Candle } from '../core/market/candle';
import type { Liquidation } from '../core/market/liquidation';
import type { LongShortRatio } from '../core/market/long-short-ratio';
import type { MarketEvent } from '../core/market/market-event';
import type { OpenInterest } from '../core/market/open-interest';
import { columns, type Fields, positive, timeMs } from './border/fields';
import { refuse } from './border/refusal';
import { BAR_MS, type ParseContext } from './exchange-feed';

/** A candle event whose prices contain each other; refuses impossible bars. */
export function candleEvent(candle: Candle): MarketEvent {
  const { open, high, low, close } = candle;
  if (low > Math.min(open, close)) refuse('low', `is ${low}, above the body`);
  if (high < Math.max(open, close)) refuse('high', `is ${high}, below the body`);
  const { takerBuyBase, volumeBase } = candle;
  if (takerBuyBase !== null && (volumeBase === null || takerBuyBase > volumeBase * 1.000001)) {
    refuse('takerBuy', `is ${takerBuyBase}, above the volume ${volumeBase}`);
  }
  return { type: 'candle', candle };
}

/** A mark range event; refuses a range that does not contain its close. */
export function markRangeEvent(
  openTimeMs: number,
  intervalMs: number,
  prices: { high: number; low: number; close: number },
): MarketEvent {
  const { high, low, close } = prices;
  if (low > close || high < close) refuse('close', `is ${close}, outside ${low}..${high}`);
  return { type: 'mark-range', markRange: { openTimeMs, intervalMs, high, low, close } };
}

/** Columns 1..4 of a candle row, in the order that every exchange with such rows uses: open, high, low, close. */
export function priceColumns(row: Fields): Pick<Candle, 'open' | 'high' | 'low' | 'close'> {
  return { open: positive(row, 1), high: positive(row, 2), low: positive(row, 3), close: positive(row, 4) };
}

/** A five-minute mark range from a row [open ms, open, high, low, close, ..]. */
export function markRangeRow(value: unknown): MarketEvent {
  const row = columns(value, 5);
  return markRangeEvent(timeMs(row, 0), BAR_MS, priceColumns(row));
}

/** A mark price, with the index where the exchange tells it. */
export function markPriceEvent(timeMs: number, price: number, indexPrice: number | null): MarketEvent {
  return { type: 'mark-price', markPrice: { timeMs, price, indexPrice } };
}

/** Open interest, one side: `base` in coins, `quote` in the quote currency where told. */
export function openInterestEvent(
  timeMs: number,
  base: number,
  quote: number | null = null,
  counted: OpenInterest['counted'] = 'single',
): MarketEvent {
  return { type: 'open-interest', openInterest: { timeMs, base, quote, counted } };
}

/** A funding rate as a fraction of notional per interval. */
export function fundingEvent(timeMs: number, ratePerInterval: number, intervalHours: number): MarketEvent {
  return { type: 'funding-rate', fundingRate: { timeMs, ratePerInterval, intervalHours } };
}

/** The share of longs, 0..1, of whom `of` names. */
export function longShareEvent(timeMs: number, longShare: number, of: LongShortRatio['of']): MarketEvent {
  return { type: 'long-short-ratio', longShortRatio: { timeMs, longShare, of } };
}

/** A linear forced closing: size in listed coins. */
export function linearLiquidation(fields: Omit<Liquidation, 'notionalUsd'>): MarketEvent {
  return { type: 'liquidation', liquidation: { ...fields, notionalUsd: fields.price * fields.base } };
}

/** An inverse forced closing: size in USD. */
export function inverseLiquidation(fields: Omit<Liquidation, 'base'>): MarketEvent {
  return { type: 'liquidation', liquidation: { ...fields, base: fields.notionalUsd / fields.price } };
}

/** Price at `timeMs` for turning USD into coins; refuses when none is known yet. */
export function knownPrice(context: ParseContext, timeMs: number, field: string): number {
  return context.priceAt(timeMs) ?? refuse(field, 'cannot be turned into coins before the first price');
}

/** Whether a bar that began at `openTimeMs` has ended on the exchange's clock. */
export function hasEnded(openTimeMs: number, intervalMs: number, nowMs: number): boolean {
  return openTimeMs + intervalMs <= nowMs;
}
