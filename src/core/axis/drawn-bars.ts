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

/** A rectangle as four characters; texts of rectangles sort from left to right. */
export function writeRect(...rect: DrawnRect): string {
  return String.fromCharCode(...rect.map((px) => ORIGIN + PER_PX * px));
}

/** The rightmost rectangles as one short text, since a mapping event is small. */
export function writeBars(rects: string[]): string {
  return rects.sort().slice(-MAX_RECTS).join('');
}

/** The rectangles of such a text, from left to right. */
export function readBars(text: string): DrawnRect[] {
  const at = (i: number) => (text.charCodeAt(i) - ORIGIN) / PER_PX;
  const rects: DrawnRect[] = [];
  for (let i = 0; i + NUMBERS <= text.length; i += NUMBERS)
    rects.push([at(i), at(i + 1), at(i + 2), at(i + 3)]);
  return rects;
}
