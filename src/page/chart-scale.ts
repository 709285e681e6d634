import {
  type AxisMapping,
  coordinateToPrice,
  type PriceAxis,
  priceToCoordinate,
} from '../core/axis/axis-mapping';
import { readBars } from '../core/axis/drawn-bars';
import { candlesOf } from '../core/axis/drawn-candles';
import { createOwnBars, type RangeBar } from '../core/axis/own-bars';
import { settleScale } from '../core/axis/settle-scale';
import { inViewport, isKlinecharts } from './drawn-rects';

/**
 * Of two scales further apart than this neither is taken where candles do not tell, px: a chart that puts its candles
 * on whole px is off by up to one itself.
 */
const APART_PX = 1.2;

/** Tells by a chart's candles on which of two scales it is, where its labels leave that open. */
export interface ChartScale {
  /** Our own bars of the page's instrument, oldest first, UTC. */
  setBars(bars: readonly RangeBar[]): void;
  /** The price axis, null where it could be either; `rects` is what the chart drew with it, as `writeBars` writes it. */
  settle(mapping: AxisMapping, rects: string, element: Element): PriceAxis | null;
}

/** How far two lines are apart in a pane at most, px. */
function apartPx({ price, pane: { top, height } }: AxisMapping): number {
  const { rival } = price ?? {};
  if (!price || !rival) return 0;
  const heights = [top, top + height / 2, top + height];
  return Math.max(...heights.map((y) => Math.abs(priceToCoordinate(rival, coordinateToPrice(price, y)) - y)));
}

export function createChartScale(): ChartScale {
  let own = createOwnBars([]);
  const byCandles = ({ price, time, pane }: AxisMapping, rects: string, element: Element) => {
    if (!price || !time || time.ambiguous) return null;
    const isInPane = ([x]: number[]) => x >= pane.left && x <= pane.left + pane.width;
    const candles = candlesOf(inViewport(readBars(rects), element).filter(isInPane), price, pane.height);
    return candles && settleScale(price, candles, time, own);
  };
  return {
    setBars: (bars) => {
      own = createOwnBars(bars);
    },
    settle: (mapping, rects, element) => {
      if (!mapping.price?.rival) return mapping.price;
      const isWide = isKlinecharts(element) && apartPx(mapping) > APART_PX;
      return byCandles(mapping, rects, element) ?? (isWide ? null : mapping.price);
    },
  };
}
