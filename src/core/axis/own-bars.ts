import type { ChartBar } from './drawn-candles';

/** High, low and close of one of our own bars; time in UTC seconds. */
export interface RangeBar {
  timeSec: number;
  high: number;
  low: number;
  /** Charts that draw a line draw this. */
  close?: number;
}

/** Fewer bars than this look alike in many places. */
export const MIN_BARS = 6;

/** Bars joined into longer ones, each of which begins at a multiple of `size` after `phase`; only whole ones. */
export function joined<T extends { high: number; low: number; close?: number }>(
  bars: readonly T[],
  indexOf: (bar: T) => number,
  size: number,
  phase: number,
): ChartBar[] {
  const groups: (ChartBar & { count: number })[] = [];
  for (const bar of bars) {
    const index = Math.floor((indexOf(bar) - phase) / size);
    const last = groups[groups.length - 1];
    if (last?.index === index) {
      last.high = Math.max(last.high, bar.high);
      last.low = Math.min(last.low, bar.low);
      last.close = bar.close;
      last.count++;
    } else groups.push({ index, high: bar.high, low: bar.low, close: bar.close, count: 1 });
  }
  return groups.filter(({ count }) => count === size);
}

/** The steps of a line from bar to bar, as bars: they say as much as the line, and are compared like candles. */
export function stepsOf(bars: ChartBar[]): ChartBar[] {
  return bars.flatMap(({ index, close }, i) => {
    const before = bars[i - 1];
    if (close === undefined || before?.close === undefined || before.index !== index - 1) return [];
    return [{ index, high: Math.max(close, before.close), low: Math.min(close, before.close) }];
  });
}

/** Bars from `first` on without a hole: place `i` holds the bar of index `first + i`, NaN where there is none. */
export interface BarRow {
  first: number;
  high: Float64Array;
  low: Float64Array;
}

function rowOf(bars: ChartBar[]): BarRow {
  const first = bars[0].index;
  const count = bars[bars.length - 1].index - first + 1;
  const row = { first, high: new Float64Array(count).fill(Number.NaN), low: new Float64Array(count) };
  for (const { index, high, low } of bars) {
    row.high[index - first] = high;
    row.low[index - first] = low;
  }
  return row;
}

function greatestDivisor(a: number, b: number): number {
  return b ? greatestDivisor(b, a % b) : a;
}

/** The shortest time that whole bars of either length fill, s. */
export function commonSpanSec(oneSec: number, otherSec: number): number {
  return (oneSec / greatestDivisor(oneSec, otherSec)) * otherSec;
}

/** Bars of `barSec` joined into those of `spanSec`, counted from Unix time 0; only whole ones. */
export function joinBars(bars: readonly RangeBar[], barSec: number, spanSec: number): ChartBar[] {
  return joined(bars, ({ timeSec }) => timeSec / barSec, spanSec / barSec, 0);
}

/** Time between two bars, s; Infinity for less than two. */
export function spacingSec(bars: readonly RangeBar[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < bars.length; i++) least = Math.min(least, bars[i].timeSec - bars[i - 1].timeSec);
  return least;
}

/** Our own bars of an instrument, as charts of any interval draw them; each length is joined when first asked for. */
export interface OwnBars {
  /** Time between two of them, s; Infinity where there are less than two. */
  barSec: number;
  /** Bars of `spanSec`, or the steps of the line of their closes; null where there are too few to find a place among. */
  row(spanSec: number, isLine: boolean): BarRow | null;
}

/** @param bars Oldest first, UTC, evenly spaced but for gaps. */
export function createOwnBars(bars: readonly RangeBar[]): OwnBars {
  const barSec = spacingSec(bars);
  const rows = new Map<string, BarRow | null>();
  const makeRow = (spanSec: number, isLine: boolean) => {
    const whole = joinBars(bars, barSec, spanSec);
    const shaped = isLine ? stepsOf(whole) : whole;
    return shaped.length < MIN_BARS ? null : rowOf(shaped);
  };
  return {
    barSec,
    row: (spanSec, isLine) => {
      const key = `${spanSec} ${isLine}`;
      const row = rows.get(key) ?? makeRow(spanSec, isLine);
      rows.set(key, row);
      return row;
    },
  };
}
