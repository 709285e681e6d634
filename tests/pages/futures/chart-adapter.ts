/** One candle as the page's own data endpoint gives it. */
export interface PageCandle {
  openTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

export interface PageRect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * The truth about a chart for tests: its own coordinates, CSS pixels in the viewport of the frame that holds it, and
 * what a user can do to it.
 */
export interface ChartAdapter {
  /** Pane of the candles, without axes. */
  rect(): PageRect;
  p2y(price: number): number | null;
  /** Centre of the place where a bar that opens at `timeMs` is drawn. */
  t2x(timeMs: number): number | null;
  pan(dxPx: number, dyPx?: number): void;
  /** > 1 shows fewer bars. */
  zoom(factor: number): void;
  /** > 1 shows a narrower price range. */
  zoomPrice(factor: number): void;
  /** 0 normal, 1 logarithmic, 2 percentage, 3 indexed to 100. */
  mode(mode: 0 | 1 | 2 | 3): void;
  invert(isInverted: boolean): void;
  resize(width: number, height: number): void;
  /** A line of the chart's own at a price, on charts that have them. */
  drawPriceLine?(price: number, colour: string): void;
  setSymbol(coin: string): Promise<void>;
  setInterval(interval: string): Promise<void>;
  /** Unix ms of the first painted candles, 0 before. */
  firstPaintMs(): number;
  candles(): readonly PageCandle[];
}

declare global {
  interface Window {
    __chart?: ChartAdapter;
  }
}
