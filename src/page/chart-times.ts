import { pageLanguages } from '../anchor/page-languages';
import type { AxisMapping, TimeAxis } from '../core/axis/axis-mapping';
import type { TimeLabel } from '../core/axis/axis-report';
import { type CandleLine, matchCandles } from '../core/axis/candle-match';
import { type ChartClock, trackChartClock } from '../core/axis/chart-clock';
import { type DrawnRect, readBars } from '../core/axis/drawn-bars';
import { candlesOf, type DrawnCandles } from '../core/axis/drawn-candles';
import { monthNames } from '../core/axis/month-names';
import { createOwnBars, type RangeBar } from '../core/axis/own-bars';
import { askForDrawing, readDrawing } from './ask-for-drawing';
import { inViewport, isKlinecharts } from './drawn-rects';
import { watchHand } from './hand-on-chart';

/** A search for candles that are not ours takes milliseconds: after a few in a row they are made this far apart, ms. */
const RETRY_MS = 250;
const MAX_FAILURES = 6;
/** A chart that gives no cause for doubt is left alone for so long after so many searches in vain, ms. */
const REST_MS = 10_000;
const MAX_VAIN = 20;
/** After so many views in a row that could not be read otherwise, the strokes are looked at. */
const MAX_UNREAD = 2;

/** Reads the time axes of the charts of this frame from their labels and, where these leave doubt, their candles. */
export interface ChartTimes {
  /** Our own bars of the page's instrument, oldest first, UTC. */
  setBars(bars: readonly RangeBar[]): void;
  /** What the probe saw drawn on a chart, for the next labels of the same paint. */
  note(chartKey: string, rects: string): void;
  read(mapping: AxisMapping, labels: TimeLabel[], element: Element): TimeAxis | null;
  /** Whether the labels of one of these charts leave doubt that its candles could end. */
  isOpen(chartKeys: ReadonlyMap<string, unknown>): boolean;
  /** Whether one of these charts is to be read again soon, though nothing on it changed that would be told. */
  isDoubted(chartKeys: ReadonlyMap<string, unknown>): boolean;
  /** Whether the probe should note what such a chart draws: not where only strokes tell. */
  wantsBars(chartKeys: ReadonlyMap<string, unknown>): boolean;
  /** A chart cannot be read any more. While its element stays in the page, what is known of its clock stays true. */
  lose(chartKey: string): void;
}

interface KnownChart {
  element: Element | null;
  clock: ChartClock;
  /** The rectangles that came with the next labels; empty where none came. */
  rects: string;
  /** What was looked for among our bars last, and what came of it. */
  tried: string;
  line: CandleLine | null;
  failures: number;
  /** Failures since candles were found last, whichever bars they were looked for among. */
  vain: number;
  triedMs: number;
  /** When the view was seen that `tried` is of. */
  viewedMs: number;
  /** Views in a row that could not be read. */
  unread: number;
}

/** klinecharts puts a date on the first tick after midnight: without a clock time beside it, the hour is open. */
function hasLooseDates(element: Element, labels: TimeLabel[]): boolean {
  return isKlinecharts(element) && !labels.some((l) => l.text.includes(':'));
}

/** @param bring Brings the part that watches strokes. */
export function readChartTimes(window: Window, signal: AbortSignal, bring: () => void): ChartTimes {
  const drawingIn = askForDrawing(window.document, bring);
  const isHandOn = watchHand(window, signal);
  const charts = new Map<string, KnownChart>();
  let own = createOwnBars([]);
  /** Interval of the bars that were found last, s: pages draw their charts anew, and seldom at another. */
  let barSec = 0;
  /** Some chart of this frame, or the one that was here before, could not be read otherwise. */
  let areStrokesNeeded = false;
  /** Whether the probe was asked for rectangles, has noted some, and whether candles were found in strokes alone. */
  let areRectsAsked = false;
  let areRectsNoted = false;
  let areRectsVain = false;

  const hasBars = () => own.barSec < Number.POSITIVE_INFINITY;
  const months = monthNames(() => pageLanguages(window));
  const create = (): KnownChart => ({
    element: null,
    clock: trackChartClock(months),
    rects: '',
    tried: '',
    line: null,
    failures: 0,
    vain: 0,
    triedMs: 0,
    viewedMs: 0,
    unread: 0,
  });
  const chartOf = (chartKey: string) => {
    const chart = charts.get(chartKey) ?? create();
    charts.set(chartKey, chart);
    return chart;
  };
  const candleLine = (
    chart: KnownChart,
    { price, pane, source }: AxisMapping,
    element: Element,
    pxPerSec: number | undefined,
    hasLabels: boolean,
  ): CandleLine | null => {
    const isOpen = hasBars() && chart.clock.isProofDue();
    // Of charts that are read here the probe says nothing.
    areStrokesNeeded ||= isOpen && (source === 'svg-text' || chart.unread >= MAX_UNREAD);
    // Strokes that move are no news of their own: without labels that move with them the time would be that of an old view.
    const drawn = areStrokesNeeded && hasLabels ? drawingIn(pane) : '';
    // A chart may paint its axis after its candles, or be scrolled with its page: the same rectangles then lie elsewhere.
    const wanted = [chart.rects, drawn, price?.a, price?.b, pane.left, pane.width].join();
    const nowMs = performance.now();
    // Asked anew before it could paint, a chart that tells of no candles shows the same view still.
    const isKnown = chart.rects || drawn || nowMs - chart.viewedMs < RETRY_MS;
    if (isKnown && chart.tried === wanted) return chart.line;
    const isTired = chart.failures > MAX_FAILURES && nowMs - chart.triedMs < RETRY_MS;
    if (!price || isTired) return null;
    const isInPane = ([x]: DrawnRect) => x >= pane.left && x <= pane.left + pane.width;
    const rows = [inViewport(readBars(chart.rects), element).filter(isInPane), ...readDrawing(drawn)];
    chart.tried = wanted;
    chart.viewedMs = nowMs;
    chart.line = null;
    let isSearched = false;
    let isInRects = false;
    for (const [i, row] of rows.entries()) {
      const found: DrawnCandles | null = chart.line ? null : candlesOf(row, price, pane.height);
      isSearched ||= found !== null;
      chart.line ??= found && matchCandles(found, own, pxPerSec ? found.spacingPx / pxPerSec : barSec);
      isInRects ||= i === 0 && chart.line !== null;
    }
    chart.unread = chart.line || !isOpen ? 0 : chart.unread + 1;
    if (chart.line && areRectsAsked && (chart.rects || !areRectsNoted)) areRectsVain = !isInRects;
    else if (chart.unread > MAX_UNREAD) areRectsVain = false;
    // Too few candles cost no search.
    if (!isSearched) return null;
    barSec = chart.line?.barSec ?? barSec;
    chart.failures = chart.line ? 0 : chart.failures + 1;
    chart.vain = chart.line ? 0 : chart.vain + 1;
    chart.triedMs = nowMs;
    return chart.line;
  };

  const isOpen = (chartKeys: ReadonlyMap<string, unknown>) => {
    const isRested = ({ vain, triedMs }: KnownChart) =>
      vain < MAX_VAIN || performance.now() - triedMs >= REST_MS;
    const isWanting = (chart: KnownChart) =>
      !chart.clock.isSettled() || (chart.clock.isProofDue() && isRested(chart));
    return hasBars() && [...chartKeys.keys()].some((key) => charts.has(key) && isWanting(chartOf(key)));
  };

  return {
    setBars: (next) => {
      own = createOwnBars(next);
      for (const chart of charts.values()) Object.assign(chart, { tried: '', failures: 0 });
    },
    note: (chartKey, rects) => {
      chartOf(chartKey).rects = rects;
      areRectsNoted = true;
    },
    read: (mapping, labels, element) => {
      const { chartKey, pane } = mapping;
      const chart = chartOf(chartKey);
      chart.element = element;
      const time = chart.clock.read({
        labels,
        edges: [pane.left, pane.left + pane.width],
        nowSec: Date.now() / 1000,
        hasLooseDates: hasLooseDates(element, labels),
        hasRoundedLabels: isKlinecharts(element),
        isMoved: isHandOn(),
        candleLine: (pxPerSec) => candleLine(chart, mapping, element, pxPerSec, labels.length > 0),
      });
      // Of the next view they would say where it was before.
      chart.rects = '';
      return time;
    },
    isOpen,
    isDoubted: (chartKeys) => [...chartKeys.keys()].some((key) => charts.get(key)?.clock.isDoubted()),
    wantsBars: (chartKeys) => {
      const areWanted = !areRectsVain && isOpen(chartKeys);
      areRectsAsked ||= areWanted;
      return areWanted;
    },
    lose: (chartKey) => {
      const chart = charts.get(chartKey);
      if (chart && !chart.element?.isConnected) charts.delete(chartKey);
    },
  };
}
