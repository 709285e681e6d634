import type { AxisMapping, PriceAxis } from '../core/axis/axis-mapping';
import { readBars } from '../core/axis/drawn-bars';
import { candlesOf } from '../core/axis/drawn-candles';
import { apartPx } from '../core/axis/lines-apart';
import { createOwnBars, type RangeBar } from '../core/axis/own-bars';
import { settleScale } from '../core/axis/settle-scale';
import { inViewport, isKlinecharts } from './drawn-rects';

/**
 * Of two scales further apart than this neither is taken where candles do not tell, px: ..
 */
const APART_PX = 1.9;
/** .. on a chart that puts its candles on whole px, and is off by up to one itself. */
const WHOLE_PX_APART = 1.2;

/** Tells by a chart's candles on which of two scales it is, where its labels leave that open. */
export interface ChartScale {
  /** Our own bars of the page's instrument, oldest first, UTC. */
  setBars(bars: readonly RangeBar[]): void;
  /** The price axis, null where it could be either; `rects` is what the chart drew with it, as `writeBars` writes it. */
  settle(mapping: AxisMapping, rects: string, element: Element): PriceAxis | null;
}

/** Whether prices would stand too far from where they are read, if it is the other scale or the labels are coarse. */
function isTooOpen(
  { rival, isCoarse, ...line }: PriceAxis,
  { pane }: AxisMapping,
  element: Element,
): boolean {
  const mostPx = isKlinecharts(element) ? WHOLE_PX_APART : APART_PX;
  return isCoarse || !(rival && apartPx(line, rival, pane.top, pane.height) <= mostPx);
}

export function createChartScale(): ChartScale {
  let own = createOwnBars([]);
  const byCandles = ({ price, time, pane }: AxisMapping, rects: string, element: Element) => {
    if (!price || !time || time.ambiguous) return null;
    const isInPane = ([x]: number[]) => x >= pane.left && x <= pane.left + pane.width;
    const candles = candlesOf(inViewport(readBars(rects), element).filter(isInPane), price, pane.height);
    return candles && settleScale(price, pane, candles, time, own);
  };
  return {
    setBars: (bars) => {
      own = createOwnBars(bars);
    },
    settle: (mapping, rects, element) => {
      const { price } = mapping;
      if (!price?.rival) return price;
      const settled = byCandles(mapping, rects, element);
      return settled ?? (isTooOpen(price, mapping, element) ? null : price);
    },
  };
}
