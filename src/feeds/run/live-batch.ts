import type { MarketEvent } from '../../core/market/market-event';
import { eventTimeMs } from './plausibility';

const SAME_FUNDING_MS = 600_000;

/** Live events between two hand-overs: of what changes many times a second only the newest and the extremes stay. */
export interface LiveBatch {
  candles: Map<number, MarketEvent>;
  marks: { low: MarketEvent; high: MarketEvent; last: MarketEvent } | null;
  openInterest: MarketEvent | null;
  funding: MarketEvent | null;
  /** Rate and time last handed on, so that a rate repeated every second is not stored every second. */
  sentFunding: { rate: number; timeMs: number } | null;
  others: MarketEvent[];
}

/** A batch with nothing in it. */
export function freshLiveBatch(): LiveBatch {
  return {
    candles: new Map(),
    marks: null,
    openInterest: null,
    funding: null,
    sentFunding: null,
    others: [],
  };
}

/** Adds one event. */
export function addToBatch(batch: LiveBatch, event: MarketEvent): void {
  switch (event.type) {
    case 'candle': {
      const known = batch.candles.get(event.candle.openTimeMs);
      const isFinal = known?.type === 'candle' && known.candle.isClosed;
      if (!isFinal) batch.candles.set(event.candle.openTimeMs, event);
      break;
    }
    case 'mark-price':
      batch.marks = widened(batch.marks, event);
      break;
    case 'open-interest':
      if (isNewer(event, batch.openInterest)) batch.openInterest = event;
      break;
    case 'funding-rate':
      if (isNews(batch, event) && isNewer(event, batch.funding)) batch.funding = event;
      break;
    default:
      batch.others.push(event);
  }
}

/** Empties the batch; events in time order. */
export function takeBatch(batch: LiveBatch): MarketEvent[] {
  const marks = batch.marks === null ? [] : new Set([batch.marks.low, batch.marks.high, batch.marks.last]);
  const singles = [batch.openInterest, batch.funding].filter((event) => event !== null);
  const events = [...batch.candles.values(), ...marks, ...singles, ...batch.others];
  if (batch.funding?.type === 'funding-rate') {
    const { ratePerInterval, timeMs } = batch.funding.fundingRate;
    batch.sentFunding = { rate: ratePerInterval, timeMs };
  }
  batch.candles.clear();
  batch.marks = batch.openInterest = batch.funding = null;
  batch.others = [];
  return events.sort((a, b) => eventTimeMs(a) - eventTimeMs(b));
}

function widened(marks: LiveBatch['marks'], event: MarketEvent): LiveBatch['marks'] {
  if (marks === null) return { low: event, high: event, last: event };
  const price = markOf(event);
  return {
    low: price < markOf(marks.low) ? event : marks.low,
    high: price > markOf(marks.high) ? event : marks.high,
    last: isNewer(event, marks.last) ? event : marks.last,
  };
}

function markOf(event: MarketEvent): number {
  return event.type === 'mark-price' ? event.markPrice.price : Number.NaN;
}

function isNewer(event: MarketEvent, than: MarketEvent | null): boolean {
  return than === null || eventTimeMs(event) >= eventTimeMs(than);
}

function isNews(batch: LiveBatch, event: MarketEvent): boolean {
  if (event.type !== 'funding-rate' || batch.sentFunding === null) return true;
  const { rate, timeMs } = batch.sentFunding;
  return event.fundingRate.ratePerInterval !== rate || event.fundingRate.timeMs - timeMs > SAME_FUNDING_MS;
}
