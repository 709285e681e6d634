import type { ObservedLiquidations, ObservedPoint } from './heatmap-frame';

/** One observed forced closing with what the sums need. */
export interface ObservedEvent extends ObservedPoint {
  isSampled: boolean;
}

/** Observed forced closings of one exchange: sums by bar for all, single events for the largest. */
export interface ObservedLedger {
  /** USD by start of the bar, Unix ms. */
  sums: Map<number, { longUsd: number; shortUsd: number }>;
  /** The largest events and all of the last minutes, unordered. */
  events: ObservedEvent[];
  /** Time of the newest event, Unix ms. */
  newestMs: number;
  /** Number of events from which the smallest of the older ones are dropped. */
  pruneAt: number;
  isSampled: boolean;
}

const MAX_POINTS = 400;
const MAX_FLUSHES = 8;
/** Older events kept one by one; beyond half as many more the smallest are dropped. */
const MAX_EVENTS = 4000;
/** All events of this long before the newest are kept, so that sums over the last minutes are whole, ms. */
const WHOLE_MS = 10 * 60_000;
/** Width of a flush bin in ln price. */
const FLUSH_BIN = 0.0025;

/** A ledger without events. */
export function createLedger(): ObservedLedger {
  return { sums: new Map(), events: [], newestMs: 0, pruneAt: MAX_EVENTS * 1.5, isSampled: false };
}

/** Adds an event once; the caller sees to it that repeated ones do not come here. */
export function addObserved(ledger: ObservedLedger, event: ObservedEvent, barMs: number): void {
  const bar = Math.floor(event.timeMs / barMs) * barMs;
  const sum = ledger.sums.get(bar) ?? { longUsd: 0, shortUsd: 0 };
  if (event.positionSide === 'long') sum.longUsd += event.notionalUsd;
  else sum.shortUsd += event.notionalUsd;
  ledger.sums.set(bar, sum);
  ledger.isSampled ||= event.isSampled;
  ledger.events.push(event);
  ledger.newestMs = Math.max(ledger.newestMs, event.timeMs);
  if (ledger.events.length > ledger.pruneAt) prune(ledger);
}

/** Drops the smallest of the older events. */
function prune(ledger: ObservedLedger): void {
  const wholeMs = ledger.newestMs - WHOLE_MS;
  const newer = ledger.events.filter(({ timeMs }) => timeMs > wholeMs);
  const older = ledger.events
    .filter(({ timeMs }) => timeMs <= wholeMs)
    .sort((a, b) => b.notionalUsd - a.notionalUsd)
    .slice(0, MAX_EVENTS);
  ledger.events = [...older, ...newer];
  ledger.pruneAt = ledger.events.length + MAX_EVENTS / 2;
}

/** What several ledgers saw from `fromMs` to `toMs` (Unix ms), in columns of `columnMs` counted from `fromMs`. */
export function observedBetween(
  ledgers: readonly ObservedLedger[],
  fromMs: number,
  toMs: number,
  columnMs: number,
): ObservedLiquidations {
  const bars = new Map<number, { timeMs: number; longUsd: number; shortUsd: number }>();
  const events: ObservedEvent[] = [];
  for (const ledger of ledgers) {
    for (const [barMs, sum] of ledger.sums) {
      if (barMs < fromMs || barMs >= toMs) continue;
      const timeMs = fromMs + Math.floor((barMs - fromMs) / columnMs) * columnMs;
      const bar = bars.get(timeMs) ?? { timeMs, longUsd: 0, shortUsd: 0 };
      bars.set(timeMs, { timeMs, longUsd: bar.longUsd + sum.longUsd, shortUsd: bar.shortUsd + sum.shortUsd });
    }
    for (const event of ledger.events) if (event.timeMs >= fromMs && event.timeMs < toMs) events.push(event);
  }
  return {
    bars: [...bars.values()].sort((a, b) => a.timeMs - b.timeMs),
    points: largestPoints(events),
    flushes: flushes(events),
    isLowerBound: ledgers.some((ledger) => ledger.isSampled),
  };
}

function largestPoints(events: readonly ObservedEvent[]): ObservedPoint[] {
  return [...events]
    .sort((a, b) => b.notionalUsd - a.notionalUsd)
    .slice(0, MAX_POINTS)
    .sort((a, b) => a.timeMs - b.timeMs)
    .map(({ timeMs, price, positionSide, notionalUsd }) => ({ timeMs, price, positionSide, notionalUsd }));
}

function flushes(events: readonly ObservedEvent[]): ObservedLiquidations['flushes'] {
  const bins = new Map<number, { longUsd: number; shortUsd: number; lastMs: number }>();
  for (const event of events) {
    if (!(event.price > 0)) continue;
    const bin = Math.floor(Math.log(event.price) / FLUSH_BIN);
    const sum = bins.get(bin) ?? { longUsd: 0, shortUsd: 0, lastMs: 0 };
    if (event.positionSide === 'long') sum.longUsd += event.notionalUsd;
    else sum.shortUsd += event.notionalUsd;
    sum.lastMs = Math.max(sum.lastMs, event.timeMs);
    bins.set(bin, sum);
  }
  return [...bins]
    .sort(([, a], [, b]) => b.longUsd + b.shortUsd - (a.longUsd + a.shortUsd))
    .slice(0, MAX_FLUSHES)
    .map(([bin, sum]) => ({
      lowPrice: Math.exp(bin * FLUSH_BIN),
      highPrice: Math.exp((bin + 1) * FLUSH_BIN),
      ...sum,
    }));
}
