import type { DrawnRect } from '../core/axis/drawn-bars';

/** klinecharts places everything on whole CSS px. */
export function isKlinecharts(element: Element): boolean {
  return element.closest('[k-line-chart-id]') !== null;
}

/** Rectangles in device px of a pane's canvas as they lie in the frame's viewport. */
export function inViewport(rects: DrawnRect[], element: Element): DrawnRect[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  const bitmap = element as Partial<HTMLCanvasElement>;
  const [kx, ky] = [width / (bitmap.width || width), height / (bitmap.height || height)];
  // A wick of an odd number of px about a coordinate begins at it, so that its middle lies half a px further right.
  const isWhole = isKlinecharts(element);
  const halfPx = (wide: number) => (isWhole ? 0.5 : wide % 2 === 1 ? kx / 2 : 0);
  return rects.map(([x, high, low, wide]) => [
    x * kx + left - halfPx(wide),
    high * ky + top,
    low * ky + top,
    wide * kx,
  ]);
}
