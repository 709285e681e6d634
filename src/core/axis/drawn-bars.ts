/** A rectangle as a chart draws parts of a candle: middle, top, bottom and width, px. */
export type DrawnRect = [x: number, top: number, bottom: number, width: number];

/** What fits into one mapping event. */
const MAX_RECTS = 400;
/** One character a number: this far into the code table, in quarters of a px. */
const ORIGIN = 8192;
const PER_PX = 4;
const NUMBERS = 4;
/** Longest text of `writeBars`, characters. */
export const MAX_BARS_TEXT = MAX_RECTS * NUMBERS;
/** A wider rectangle is no part of a candle, device px. */
const MAX_WIDTH = 100;

/**
 * A rectangle from one corner (x, y) to the other, device px, as four characters; texts of rectangles sort from left
 * to right.
 */
export function writeRect(...corners: [x: number, y: number, toX: number, toY: number]): string {
  return String.fromCharCode(...corners.map((px) => ORIGIN + PER_PX * px));
}

/** The rightmost rectangles as one short text, since a mapping event is small. */
export function writeBars(rects: string[]): string {
  return rects.sort().slice(-MAX_RECTS).join('');
}

/** The rectangles of such a text that may be parts of candles: not the wide ones, nor those without height. */
export function readBars(text: string): DrawnRect[] {
  const at = (i: number) => (text.charCodeAt(i) - ORIGIN) / PER_PX;
  const rects: DrawnRect[] = [];
  for (let i = 0; i + NUMBERS <= text.length; i += NUMBERS) {
    const [x, y, toX, toY] = [at(i), at(i + 1), at(i + 2), at(i + 3)];
    const width = Math.abs(toX - x);
    if (width <= MAX_WIDTH && toY !== y)
      rects.push([(x + toX) / 2, Math.min(y, toY), Math.max(y, toY), width]);
  }
  return rects;
}
