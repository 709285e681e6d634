import {
  type AxisMapping,
  coordinateToPrice,
  priceToCoordinate,
  type TimeAxis,
} from '../core/axis/axis-mapping';
import { readBars } from '../core/axis/drawn-bars';
import { candlesOf, type DrawnCandles } from '../core/axis/drawn-candles';
import { inViewport } from './drawn-rects';

/** Prices of two markets drift apart slowly: the first readings are this far apart, each later one twice as far. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** A chart paints its candles and its axis within this of one another, whichever goes first. */
const SETTLE_MS = 150;
/** An axis that moves less is the same, px. */
const SAME_PX = 0.5;

/** Candles as a chart draws them, and its time axis. */
export interface TimedCandles {
  candles: DrawnCandles;
  time: TimeAxis;
}

/** Reads the candles of a chart now and then while they are wanted. */
export interface CandleReader {
  setWanted(isWanted: boolean): void;
  isDue(): boolean;
  /** The frame's only chart; `rects` is what it draws, as `writeBars` writes it, empty where that is not known. */
  see(mapping: AxisMapping, rects: string, element: Element): void;
  /** There is none, or more than one: nobody could tell which of them is the page's. */
  forget(): void;
  /** What the chart shows, once it has come to rest; null until then, and where it has drawn nothing since the last time. */
  read(): TimedCandles | null;
}

/** Whether prices stand where they stood. Times need no look: of a shifted time axis the candles are not those of our bars. */
function isSameView({ price: before, pane }: AxisMapping, { price: after }: AxisMapping): boolean {
  const isAt = (y: number) =>
    before && after && Math.abs(priceToCoordinate(after, coordinateToPrice(before, y)) - y) <= SAME_PX;
  return Boolean(isAt(pane.top) && isAt(pane.top + pane.height));
}

export function createCandleReader(): CandleReader {
  let isWanted = false;
  let waitMs = 0;
  let readMs = 0;
  let readRects = '';
  let view: [mapping: AxisMapping, rects: string, element: Element] | null = null;
  /** Since when the axes are where they are. */
  let restMs = 0;
  const isDue = () => isWanted && performance.now() - readMs >= waitMs;
  return {
    isDue,
    setWanted: (next) => {
      if (next !== isWanted) [waitMs, readRects] = [0, ''];
      isWanted = next;
    },
    see: (mapping, rects, element) => {
      if (!view || !isSameView(view[0], mapping)) restMs = performance.now();
      view = [mapping, rects, element];
    },
    forget: () => {
      view = null;
    },
    read: () => {
      if (!view || !isDue() || performance.now() - restMs < SETTLE_MS) return null;
      const [{ price, time, pane }, rects, element] = view;
      if (!price || !time || time.ambiguous || !rects || rects === readRects) return null;
      [readMs, readRects] = [performance.now(), rects];
      waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs || FIRST_WAIT_MS);
      const candles = candlesOf(inViewport(readBars(rects), element), price, pane.height);
      return candles && { candles, time };
    },
  };
}
