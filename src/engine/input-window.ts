import { type TriggerRules, triggerPrice } from '../core/margin/trigger-price';
import type { MarketEvent } from '../core/market/market-event';
import type { InputBatch } from '../store/input-store';
import type { LiquidationRecord, SeriesKind } from '../store/schema';
import { firstRowAt, mergeRows, ROW_WIDTH } from '../store/series-rows';
import { BAR_MS } from './event-faults';

export const SERIES_KINDS = Object.keys(ROW_WIDTH) as SeriesKind[];

/** The stored inputs that are not yet part of sealed bars, in memory, by time. */
export interface InputWindow {
  rows: Record<SeriesKind, Float64Array>;
  liquidations: LiquidationRecord[];
}

export function emptyWindow(): InputWindow {
  const rows = Object.fromEntries(SERIES_KINDS.map((kind) => [kind, new Float64Array(0)]));
  return { rows: rows as Record<SeriesKind, Float64Array>, liquidations: [] };
}

/**
 * Adds what was stored to the window. Returns the start of the oldest bar that it touches, Infinity when there is
 * nothing new: a reading stamped at the end of a bar still belongs to it.
 */
export function addToWindow(
  window: InputWindow,
  batch: InputBatch,
  freshLiquidations: LiquidationRecord[],
  fromMs: number,
): number {
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const [kind, incoming] of Object.entries(batch.rows) as [SeriesKind, number[][]][]) {
    const wanted = incoming.filter((row) => row[0] >= fromMs);
    const merged = mergeRows(window.rows[kind], wanted, kind);
    if (merged.added === 0) continue;
    window.rows[kind] = merged.rows;
    for (const row of wanted) oldestMs = Math.min(oldestMs, barTouched(kind, row[0]));
  }
  const late = freshLiquidations.filter((record) => record.timeMs >= fromMs);
  if (late.length > 0) {
    window.liquidations = [...window.liquidations, ...late].sort((a, b) => a.timeMs - b.timeMs);
    oldestMs = Math.min(
      oldestMs,
      barOf(late.reduce((least, { timeMs }) => Math.min(least, timeMs), late[0].timeMs)),
    );
  }
  return oldestMs;
}

/** A candle belongs to the bar that it opens, a reading to the bar at whose end it may stand. */
function barTouched(kind: SeriesKind, timeMs: number): number {
  return barOf(kind === 'candle' || kind === 'mark' || kind === 'taker' ? timeMs : timeMs - 1);
}

/** Forgets what lies before `fromMs`. */
export function trimWindow(window: InputWindow, fromMs: number): void {
  for (const kind of SERIES_KINDS) {
    const first = firstRowAt(window.rows[kind], ROW_WIDTH[kind], fromMs) * ROW_WIDTH[kind];
    if (first > 0) window.rows[kind] = window.rows[kind].slice(first);
  }
  window.liquidations = window.liquidations.filter((record) => record.timeMs >= fromMs);
}

/**
 * The inputs from `fromMs` on as events, for `assembleBars`; forced closings at the mark price that set them off by
 * the venue's `rules`.
 */
export function* windowEvents(
  window: InputWindow,
  fromMs: number,
  rules: TriggerRules,
): Generator<MarketEvent> {
  for (const [time, open, high, low, close, volume, takerBuy] of rowsFrom(window, 'candle', fromMs)) {
    yield {
      type: 'candle',
      candle: {
        openTimeMs: time,
        intervalMs: BAR_MS,
        open,
        high,
        low,
        close,
        volumeBase: numberOrNull(volume),
        takerBuyBase: numberOrNull(takerBuy),
        isClosed: true,
      },
    };
  }
  for (const [openTimeMs, high, low, close] of rowsFrom(window, 'mark', fromMs)) {
    yield { type: 'mark-range', markRange: { openTimeMs, intervalMs: BAR_MS, high, low, close } };
  }
  for (const [timeMs, base, quote, halved] of rowsFrom(window, 'open-interest', fromMs)) {
    const counted = halved === 1 ? 'halved' : 'single';
    yield { type: 'open-interest', openInterest: { timeMs, base, quote: numberOrNull(quote), counted } };
  }
  for (const [openTimeMs, buyBase, sellBase] of rowsFrom(window, 'taker', fromMs)) {
    yield { type: 'taker-volume', takerVolume: { openTimeMs, intervalMs: BAR_MS, buyBase, sellBase } };
  }
  for (const [timeMs, longShare] of rowsFrom(window, 'ratio-accounts', fromMs)) {
    yield { type: 'long-short-ratio', longShortRatio: { timeMs, longShare, of: 'accounts' } };
  }
  yield* liquidationEvents(window, fromMs, rules);
}

function* liquidationEvents(
  window: InputWindow,
  fromMs: number,
  rules: TriggerRules,
): Generator<MarketEvent> {
  for (const record of window.liquidations) {
    if (record.timeMs < fromMs) continue;
    const { timeMs, side, base, notionalUsd, isSampled } = record;
    const priceKind = record.priceKind === 'bankruptcy' ? 'bankruptcy' : 'average-fill';
    const reported = { price: record.price, priceKind, positionSide: side, notionalUsd } as const;
    yield {
      type: 'liquidation',
      liquidation: {
        timeMs,
        positionSide: side,
        price: triggerPrice(reported, rules),
        priceKind: 'average-fill',
        base,
        notionalUsd,
        isSampled,
      },
    };
  }
}

function* rowsFrom(window: InputWindow, kind: SeriesKind, fromMs: number): Generator<Float64Array> {
  const width = ROW_WIDTH[kind];
  const rows = window.rows[kind];
  for (let at = firstRowAt(rows, width, fromMs) * width; at < rows.length; at += width) {
    yield rows.subarray(at, at + width);
  }
}

/** Start of the bar that holds `timeMs`. */
export function barOf(timeMs: number): number {
  return Math.floor(timeMs / BAR_MS) * BAR_MS;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
