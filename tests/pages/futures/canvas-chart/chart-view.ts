import type { PageCandle } from '../chart-adapter';

export type ScaleMode = 0 | 1 | 2 | 3;

/** Everything that decides where a price or a bar is drawn. Sizes in CSS px. */
export interface ChartView {
  candles: PageCandle[];
  width: number;
  height: number;
  barSpacing: number;
  /** Empty bars to the right of the newest one. */
  rightOffset: number;
  mode: ScaleMode;
  isInverted: boolean;
  /** Fixed range after a manual scale; null = follows the visible bars. */
  fixed: { low: number; high: number } | null;
}

function toUnit(view: ChartView, price: number): number {
  return view.mode === 1 ? Math.log(price) : price;
}

/** First and last index of the bars inside the pane. */
export function visibleIndexes(view: ChartView): { first: number; last: number } {
  const newest = view.candles.length - 1;
  const right = newest + view.rightOffset;
  const left = right - view.width / view.barSpacing;
  return { first: Math.max(0, Math.ceil(left)), last: Math.min(newest, Math.floor(right)) };
}

/** Lowest and highest price of the pane, whatever its direction. */
export function priceSpan(view: ChartView): { low: number; high: number } {
  if (view.fixed !== null) return view.fixed;
  const { first, last } = visibleIndexes(view);
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let i = first; i <= last; i++) {
    low = Math.min(low, view.candles[i].low);
    high = Math.max(high, view.candles[i].high);
  }
  if (!(high > low)) return { low: 1, high: 2 };
  const margin = (high - low) * 0.12;
  return { low: Math.max(low - margin, low * 0.5), high: high + margin };
}

/** `from` is the price at the bottom pixel row (y = height - 1), `to` the one at y = 0; inverted: from > to. */
export function visiblePriceRange(view: ChartView): { from: number; to: number } {
  const { low, high } = priceSpan(view);
  return view.isInverted ? { from: high, to: low } : { from: low, to: high };
}

export function priceToY(view: ChartView, price: number): number {
  const { from, to } = visiblePriceRange(view);
  const share = (toUnit(view, price) - toUnit(view, from)) / (toUnit(view, to) - toUnit(view, from));
  return (1 - share) * (view.height - 1);
}

export function yToPrice(view: ChartView, y: number): number {
  const { from, to } = visiblePriceRange(view);
  const share = 1 - y / (view.height - 1);
  const unit = toUnit(view, from) + share * (toUnit(view, to) - toUnit(view, from));
  return view.mode === 1 ? Math.exp(unit) : unit;
}

export function indexToX(view: ChartView, index: number): number {
  const newest = view.candles.length - 1;
  return view.width - (view.rightOffset + 0.5 + newest - index) * view.barSpacing;
}

export function xToIndex(view: ChartView, x: number): number {
  const newest = view.candles.length - 1;
  return newest + view.rightOffset + 0.5 - (view.width - x) / view.barSpacing;
}

/** Price to which percentage and indexed axes refer: the first visible close. */
export function basePrice(view: ChartView): number {
  return view.candles[visibleIndexes(view).first]?.close ?? 1;
}
