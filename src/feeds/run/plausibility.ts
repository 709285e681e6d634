import type { MarketEvent } from '../../core/market/market-event';
import { median } from '../../core/market/median';

/** Last values that were believed; what contradicts them wildly is refused. */
export interface Plausibility {
  price: number | null;
  priceMs: number;
  openInterest: number | null;
  openInterestMs: number;
  /** Median of a span, for after a long silence. */
  usualOpenInterest: number | null;
}

/** Why an event is not believed. */
export interface Doubt {
  field: string;
  reason: string;
}

const HOUR_MS = 3_600_000;
const FUTURE_MS = 60_000;
/** Beyond these factors a value is a unit error and not a market. */
const PRICE_FACTOR = 3;
const OLD_PRICE_FACTOR = 20;
const WICK_FACTOR = 50;
const OPEN_INTEREST_FACTOR = 20;
const OPEN_INTEREST_FORGOTTEN_MS = 6 * HOUR_MS;

/** Before the first event: nothing is believed, and nothing can be doubted by what was. */
export function freshPlausibility(): Plausibility {
  return { price: null, priceMs: 0, openInterest: null, openInterestMs: 0, usualOpenInterest: null };
}

/** Judges one event against what was believed before; believes it when the answer is null. */
export function judge(believed: Plausibility, event: MarketEvent, nowMs: number): Doubt | null {
  const doubt = futureDoubt(event, nowMs) ?? priceDoubt(believed, event) ?? interestDoubt(believed, event);
  if (doubt === null) believe(believed, event);
  return doubt;
}

/** What a span of history should look like by its own medians, so that one mad row cannot judge the others. */
export function plausibilityOf(events: readonly MarketEvent[]): Plausibility {
  const believed = freshPlausibility();
  believed.price = medianOrNull(
    events.flatMap((event) => (event.type === 'candle' ? [event.candle.close] : [])),
  );
  const interests = events.flatMap((event) => (event.type === 'open-interest' ? [event.openInterest] : []));
  believed.openInterest = medianOrNull(interests.map(({ base }) => base));
  believed.openInterestMs = interests[0]?.timeMs ?? 0;
  believed.usualOpenInterest = believed.openInterest;
  return believed;
}

function medianOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}

/** The moment an event speaks of, Unix ms. */
export function eventTimeMs(event: MarketEvent): number {
  switch (event.type) {
    case 'candle':
      return event.candle.openTimeMs;
    case 'mark-range':
      return event.markRange.openTimeMs;
    case 'open-interest':
      return event.openInterest.timeMs;
    case 'funding-rate':
      return event.fundingRate.timeMs;
    case 'long-short-ratio':
      return event.longShortRatio.timeMs;
    case 'taker-volume':
      return event.takerVolume.openTimeMs;
    case 'mark-price':
      return event.markPrice.timeMs;
    case 'liquidation':
      return event.liquidation.timeMs;
    default:
      return event.asOfMs;
  }
}

function futureDoubt(event: MarketEvent, nowMs: number): Doubt | null {
  const time = eventTimeMs(event);
  return time > nowMs + FUTURE_MS ? { field: 'time', reason: `lies ${time - nowMs} ms in the future` } : null;
}

/** The first price that is too far from `price`; undefined when none is. Extremes may be a wick, and further away. */
function farPrice(event: MarketEvent, price: number, factor: number): number | undefined {
  switch (event.type) {
    case 'candle': {
      const { open, high, low, close } = event.candle;
      return ifFar(open, price, factor) ?? ifFar(close, price, factor) ?? farWick(high, low, price);
    }
    case 'mark-range': {
      const { high, low, close } = event.markRange;
      return ifFar(close, price, factor) ?? farWick(high, low, price);
    }
    case 'mark-price':
      return ifFar(event.markPrice.price, price, factor);
    case 'liquidation':
      return ifFar(event.liquidation.price, price, WICK_FACTOR);
    default:
      return undefined;
  }
}

function farWick(high: number, low: number, price: number): number | undefined {
  return ifFar(high, price, WICK_FACTOR) ?? ifFar(low, price, WICK_FACTOR);
}

function ifFar(value: number, price: number, factor: number): number | undefined {
  return isFar(value, price, factor) ? value : undefined;
}

/** The price that later events are compared with; undefined where an event tells none. */
function lastPriceOf(event: MarketEvent): number | undefined {
  if (event.type === 'candle') return event.candle.close;
  if (event.type === 'mark-range') return event.markRange.close;
  return event.type === 'mark-price' ? event.markPrice.price : undefined;
}

function priceDoubt(believed: Plausibility, event: MarketEvent): Doubt | null {
  const { price } = believed;
  if (price === null) return null;
  const factor = Math.abs(eventTimeMs(event) - believed.priceMs) > HOUR_MS ? OLD_PRICE_FACTOR : PRICE_FACTOR;
  const far = farPrice(event, price, factor);
  return far === undefined ? null : { field: 'price', reason: `is ${far}, far from the last ${price}` };
}

function interestDoubt(believed: Plausibility, event: MarketEvent): Doubt | null {
  if (event.type !== 'open-interest') return null;
  const { base, timeMs } = event.openInterest;
  const isForgotten = Math.abs(timeMs - believed.openInterestMs) > OPEN_INTEREST_FORGOTTEN_MS;
  const reference = isForgotten ? believed.usualOpenInterest : believed.openInterest;
  if (reference === null || reference === 0 || !isFar(base, reference, OPEN_INTEREST_FACTOR)) return null;
  return { field: 'openInterest', reason: `is ${base}, far from the last ${reference}` };
}

function isFar(value: number, reference: number, factor: number): boolean {
  return value > reference * factor || value < reference / factor;
}

function believe(believed: Plausibility, event: MarketEvent): void {
  const price = lastPriceOf(event);
  const time = eventTimeMs(event);
  if (price !== undefined && time >= believed.priceMs) {
    believed.price = price;
    believed.priceMs = time;
  }
  if (event.type === 'open-interest' && time >= believed.openInterestMs) {
    believed.openInterest = event.openInterest.base;
    believed.openInterestMs = time;
  }
}
