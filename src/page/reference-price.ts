import { type AxisMapping, coordinateToPrice, priceToCoordinate } from '../core/axis/axis-mapping';
import type { RangeBar } from '../core/axis/own-bars';

/** Which of our prices an axis must hold to be that of the page's instrument. */
export interface ReferencePrice {
  /** Quote currency; 0 when unknown. */
  now(): number;
  /** The newest price; false where the one that is named says the same. */
  setPrice(price: number): boolean;
  /** Our own bars of the instrument: prices that a chart may show which was moved into the past. */
  setBars(bars: readonly RangeBar[]): void;
  /** A view of the frame's only locked chart, which the user may go on to move from there. */
  see(mapping: AxisMapping): void;
  /** Several charts are locked, or what was named lies on none: the newest price counts. */
  reset(): void;
}

/** Axes are believed up to three heights from a known price: well before, a nearer one is named, pane heights. */
const NEAR_SPANS = 1.5;
/** A price that moved by less on the locked chart is not named anew: every name has all charts read, pane heights. */
const SAME_SPANS = 0.1;

/**
 * The newest price, and once a locked chart is moved far from it, the price nearest to what the chart shows of all that
 * our bars have seen.
 */
export function createReferencePrice(): ReferencePrice {
  let price = 0;
  /** The newest price, or one that lies as good as there on the locked chart. */
  let named = 0;
  let view: AxisMapping | null = null;
  let shown = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;

  /** Whether another price is named from now on. */
  const name = (): boolean => {
    const axis = view?.price;
    const movedPx = axis
      ? Math.abs(priceToCoordinate(axis, price) - priceToCoordinate(axis, named))
      : Number.POSITIVE_INFINITY;
    // An axis that was read without any price may be none of prices: there, all small ones are as good as 0.
    const isSame = named > 0 && movedPx < SAME_SPANS * (view?.pane.height ?? 0);
    if (price === named || isSame) return false;
    named = price;
    return true;
  };

  return {
    now: () => shown || named,
    setPrice: (next) => {
      price = next;
      return name();
    },
    setBars: (bars) => {
      low = bars.reduce((least, bar) => Math.min(least, bar.low), Number.POSITIVE_INFINITY);
      high = bars.reduce((most, bar) => Math.max(most, bar.high), 0);
      // The bars of another instrument.
      if (shown < low || shown > high) shown = 0;
    },
    see: (mapping) => {
      view = mapping;
      name();
      const { top, height } = mapping.pane;
      const axis = mapping.price;
      if (!axis || !(low <= high)) return;
      const middle = top + height / 2;
      const isNear = (value: number) =>
        Math.abs(priceToCoordinate(axis, value) - middle) <= NEAR_SPANS * height;
      if (isNear(price)) shown = 0;
      else if (!shown || !isNear(shown))
        shown = Math.min(high, Math.max(low, coordinateToPrice(axis, middle)));
    },
    reset: () => {
      view = null;
      name();
      shown = 0;
    },
  };
}
