import type { Candle } from '../core/market/candle';
import type { Instrument } from '../core/market/instrument';
import type { Liquidation } from '../core/market/liquidation';
import type { LongShortRatio } from '../core/market/long-short-ratio';
import type { MarketEvent } from '../core/market/market-event';
import type { OpenInterest } from '../core/market/open-interest';
import { type Fields, has, positive, timeMs } from './border/fields';
import { refuse } from './border/refusal';
import { columnRows, type RowPicker } from './border/rows';
import { BAR_MS, type ParseContext, type Parser } from './exchange-feed';

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

/** The fields of open, high, low and close in rows of columns, the same on every exchange with such rows. */
const PRICE_COLUMNS = [1, 2, 3, 4] as const;

/** The four prices of a bar, by the names of their fields: open, high, low, close. */
export function barPrices(
  row: Fields,
  [open, high, low, close]: readonly (string | number)[] = PRICE_COLUMNS,
): Pick<Candle, 'open' | 'high' | 'low' | 'close'> {
  return {
    open: positive(row, open),
    high: positive(row, high),
    low: positive(row, low),
    close: positive(row, close),
  };
}

/** A parser of five-minute mark ranges in rows [open ms, open, high, low, close, ..]. */
export function markRangeColumns(pick?: RowPicker): Parser {
  return columnRows(5, (row) => markRangeEvent(timeMs(row, 0), BAR_MS, barPrices(row)), pick);
}

/** The event of a bar that is not over: sockets without a closed flag leave the closing to REST. */
export function asForming(event: MarketEvent): MarketEvent {
  return event.type === 'candle' ? { ...event, candle: { ...event.candle, isClosed: false } } : event;
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

/** Open interest told in contracts of either kind; `price` turns the USD of inverse ones into coins. */
export function contractsInterest(
  contracts: number,
  { kind, contractSize }: Instrument,
  timeMs: number,
  price: () => number,
  counted?: OpenInterest['counted'],
): MarketEvent {
  const size = contracts * contractSize;
  if (kind === 'linear') return openInterestEvent(timeMs, size, null, counted);
  return openInterestEvent(timeMs, size / price(), size, counted);
}

/** A funding rate as a fraction of notional per interval. */
export function fundingEvent(timeMs: number, ratePerInterval: number, intervalHours: number): MarketEvent {
  return { type: 'funding-rate', fundingRate: { timeMs, ratePerInterval, intervalHours } };
}

/** The share of longs, 0..1, of whom `of` names. */
export function longShareEvent(timeMs: number, longShare: number, of: LongShortRatio['of']): MarketEvent {
  return { type: 'long-short-ratio', longShortRatio: { timeMs, longShare, of } };
}

/** A forced closing of a size in listed coins. */
export function linearLiquidation(fields: Omit<Liquidation, 'notionalUsd'>): MarketEvent {
  return { type: 'liquidation', liquidation: { ...fields, notionalUsd: fields.price * fields.base } };
}

/** A forced closing of so many contracts, of either kind. */
export function contractsLiquidation(
  contracts: number,
  { kind, contractSize }: Instrument,
  fields: Omit<Liquidation, 'base' | 'notionalUsd'>,
): MarketEvent {
  const size = contracts * contractSize;
  if (kind === 'linear') return linearLiquidation({ ...fields, base: size });
  return { type: 'liquidation', liquidation: { ...fields, notionalUsd: size, base: size / fields.price } };
}

/** Price at `timeMs` for turning USD into coins; refuses when none is known yet. */
export function knownPrice(context: ParseContext, timeMs: number, field: string): number {
  return context.priceAt(timeMs) ?? refuse(field, 'cannot be turned into coins before the first price');
}

/** The mark price that stands in the row itself, else the nearest one known. */
export function markOrKnownPrice(
  row: Fields,
  markField: string,
  context: ParseContext,
  timeMs: number,
  field: string,
): number {
  return has(row, markField) ? positive(row, markField) : knownPrice(context, timeMs, field);
}

/** Whether a bar that began at `openTimeMs` has ended on the exchange's clock. */
export function hasEnded(openTimeMs: number, intervalMs: number, nowMs: number): boolean {
  return openTimeMs + intervalMs <= nowMs;
}
