import type { FakeContext } from './fake-context';

/** y = a * price + b, px from the top of the axis. */
export interface Line {
  a: number;
  b: number;
}

/** Paints a price label at each height of `ys` (px of the surface before `context.transform`). */
export function paintPrices(
  context: FakeContext,
  { a, b }: Line,
  ys: readonly number[],
  { x = 4, format = (price: number) => price.toFixed(2), inkShift = 1 } = {},
): void {
  // The glyphs of a fake context stand 1 px above the middle of their box.
  for (const y of ys) context.fillText(format((y - b) / a), x, y + inkShift);
}

/** Paints clock labels of whole hours, `stepPx` apart, in one row at `y`. */
export function paintClock(
  context: FakeContext,
  y: number,
  { firstX = 40, stepPx = 60, hours = 6 } = {},
): void {
  for (let i = 0; i < hours; i++)
    context.fillText(`${String(i + 8).padStart(2, '0')}:00`, firstX + i * stepPx, y);
}
