import type { Candle } from '../market/candle';
import type { Liquidation } from '../market/liquidation';
import type { MarketEvent } from '../market/market-event';
import type { EstimatorBar } from './estimator-bar';

/** How events become bars. */
export interface AssembleOptions {
  /** Length of the bars to make, ms; candles of this length or of a whole fraction of it are used. */
  barMs: number;
  /** Unix ms up to which data is known: a bar that ends later is forming. Infinity for recorded data. */
  asOfMs: number;
  /** Unix ms from which a liquidation feed was listening; null = from the first event on. */
  liquidationsSinceMs?: number | null;
}

/** A bar, and whether data for it is still to come. */
export interface AssembledBar {
  bar: EstimatorBar;
  isForming: boolean;
}

interface Draft {
  /** The candle as long as the bar; finer ones beside it are not counted twice. */
  whole: Candle | null;
  /** Finer candles by start. */
  parts: Map<number, Candle>;
  markHigh: number;
  markLow: number;
  openInterest: { timeMs: number; base: number } | null;
  takerBuyBase: number;
  takerBase: number;
  longShare: { timeMs: number; share: number } | null;
  liquidations: Liquidation[];
}

/**
 * Joins candles, mark ranges, open interest, taker volume, account ratios and liquidations into bars in time order;
 * only bars with a candle are made. A reading stamped exactly at a bar's end belongs to that bar. Of two candles with
 * the same start the closed one wins, then the later in the sequence. Order of the events is otherwise free.
 */
export function assembleBars(events: Iterable<MarketEvent>, options: AssembleOptions): AssembledBar[] {
  const drafts = new Map<number, Draft>();
  const draftAt = (timeMs: number): Draft => {
    const start = Math.floor(timeMs / options.barMs) * options.barMs;
    const draft = drafts.get(start) ?? emptyDraft();
    drafts.set(start, draft);
    return draft;
  };
  let firstLiquidationMs = Number.POSITIVE_INFINITY;
  for (const event of events) {
    take(event, draftAt, options.barMs);
    if (event.type === 'liquidation') {
      firstLiquidationMs = Math.min(firstLiquidationMs, event.liquidation.timeMs);
    }
  }
  const since = options.liquidationsSinceMs ?? firstLiquidationMs;
  return [...drafts.entries()]
    .filter(([, draft]) => draft.whole !== null || draft.parts.size > 0)
    .sort((a, b) => a[0] - b[0])
    .map(([openTimeMs, draft]) => finishBar(openTimeMs, draft, options, since));
}

function emptyDraft(): Draft {
  return {
    whole: null,
    parts: new Map(),
    markHigh: Number.NEGATIVE_INFINITY,
    markLow: Number.POSITIVE_INFINITY,
    openInterest: null,
    takerBuyBase: 0,
    takerBase: 0,
    longShare: null,
    liquidations: [],
  };
}

function take(event: MarketEvent, draftAt: (timeMs: number) => Draft, barMs: number): void {
  switch (event.type) {
    case 'candle':
      if (event.candle.intervalMs <= barMs) takeCandle(draftAt(event.candle.openTimeMs), event.candle, barMs);
      return;
    case 'mark-range':
      if (event.markRange.intervalMs <= barMs) {
        widenMark(draftAt(event.markRange.openTimeMs), event.markRange.low, event.markRange.high);
      }
      return;
    case 'mark-price':
      widenMark(draftAt(event.markPrice.timeMs), event.markPrice.price, event.markPrice.price);
      return;
    case 'open-interest': {
      const draft = draftAt(event.openInterest.timeMs - 1);
      if ((draft.openInterest?.timeMs ?? 0) <= event.openInterest.timeMs)
        draft.openInterest = event.openInterest;
      return;
    }
    case 'taker-volume': {
      if (event.takerVolume.intervalMs > barMs) return;
      const draft = draftAt(event.takerVolume.openTimeMs);
      draft.takerBuyBase += event.takerVolume.buyBase;
      draft.takerBase += event.takerVolume.buyBase + event.takerVolume.sellBase;
      return;
    }
    case 'long-short-ratio': {
      if (event.longShortRatio.of !== 'accounts') return;
      const draft = draftAt(event.longShortRatio.timeMs - 1);
      if ((draft.longShare?.timeMs ?? 0) > event.longShortRatio.timeMs) return;
      draft.longShare = { timeMs: event.longShortRatio.timeMs, share: event.longShortRatio.longShare };
      return;
    }
    case 'liquidation':
      draftAt(event.liquidation.timeMs).liquidations.push(event.liquidation);
      return;
  }
}

function takeCandle(draft: Draft, candle: Candle, barMs: number): void {
  const isWhole = candle.intervalMs === barMs;
  const known = isWhole ? draft.whole : draft.parts.get(candle.openTimeMs);
  if (known?.isClosed && !candle.isClosed) return;
  if (isWhole) draft.whole = candle;
  else draft.parts.set(candle.openTimeMs, candle);
}

function widenMark(draft: Draft, low: number, high: number): void {
  if (!(low > 0) || !Number.isFinite(high)) return;
  draft.markLow = Math.min(draft.markLow, low);
  draft.markHigh = Math.max(draft.markHigh, high);
}

function finishBar(
  openTimeMs: number,
  draft: Draft,
  options: AssembleOptions,
  liquidationsSinceMs: number,
): AssembledBar {
  const candles = draft.whole
    ? [draft.whole]
    : [...draft.parts.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
  const first = candles[0];
  const last = candles[candles.length - 1];
  const isWhole = last.openTimeMs + last.intervalMs >= openTimeMs + options.barMs;
  const hasMark = draft.markHigh >= draft.markLow;
  const listened = draft.liquidations.length > 0 || openTimeMs >= liquidationsSinceMs;
  const volumeBase = sumOrNull(candles.map((candle) => candle.volumeBase));
  const bar: EstimatorBar = {
    openTimeMs,
    intervalMs: options.barMs,
    open: first.open,
    high: Math.max(...candles.map((candle) => candle.high)),
    low: Math.min(...candles.map((candle) => candle.low)),
    close: last.close,
    markHigh: hasMark ? draft.markHigh : null,
    markLow: hasMark ? draft.markLow : null,
    volumeBase: volumeBase ?? (draft.takerBase > 0 ? draft.takerBase : null),
    takerBuyBase: takerBuyOf(candles, volumeBase, draft),
    openInterestBase: draft.openInterest?.base ?? null,
    longAccountShare: draft.longShare?.share ?? null,
    liquidations: listened ? draft.liquidations.map(barLiquidation) : null,
    isSampled: draft.liquidations.some((liquidation) => liquidation.isSampled),
  };
  return { bar, isForming: openTimeMs + options.barMs > options.asOfMs || !(last.isClosed && isWhole) };
}

/** The candles' own split, else the separate taker series scaled to the candles' volume. */
function takerBuyOf(candles: Candle[], volumeBase: number | null, draft: Draft): number | null {
  const own = sumOrNull(candles.map((candle) => candle.takerBuyBase));
  if (own !== null) return own;
  if (!(draft.takerBase > 0)) return null;
  return volumeBase === null ? draft.takerBuyBase : (volumeBase * draft.takerBuyBase) / draft.takerBase;
}

function sumOrNull(values: (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

function barLiquidation(liquidation: Liquidation) {
  const { positionSide, price, base } = liquidation;
  return { positionSide, price: price > 0 && Number.isFinite(price) ? price : null, base };
}
