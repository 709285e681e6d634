import type { LabCandle } from './lab-candles';
import type { LabChart, LabRect } from './lab-chart';

/** What a chart library says of a chart, px from the upper left corner of its element. */
export interface OwnPlaces {
  element(): Element;
  /** Plot area of the prices. */
  pane(): LabRect;
  priceY(price: number): number;
  /** Centre of the bar that opens then, which is the `index`th of the candles. */
  barX(index: number, timeSec: number): number;
}

/** The same in the viewport of the frame. */
export function placedChart(
  candles: readonly LabCandle[],
  { element, pane, priceY, barX }: OwnPlaces,
): Pick<LabChart, 'rect' | 'p2y' | 't2x'> {
  const indexOf = new Map(candles.map((candle, i) => [candle.timeSec, i]));
  const corner = () => element().getBoundingClientRect();
  return {
    rect: () => {
      const { left, top, width, height } = pane();
      return { left: corner().left + left, top: corner().top + top, width, height };
    },
    p2y: (price) => corner().top + priceY(price),
    t2x: (timeSec) => corner().left + barX(indexOf.get(timeSec) ?? 0, timeSec),
  };
}

/** Gives the element that a chart draws into another size, and tells the chart. */
export function resizeIn(root: HTMLElement, tell: (width: number, height: number) => void = () => {}) {
  return (width: number, height: number) => {
    root.style.width = `${width}px`;
    root.style.height = `${height}px`;
    tell(width, height);
  };
}
