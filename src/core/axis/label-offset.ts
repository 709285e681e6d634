/** A label this close to a line stands on it, px. */
const ON_PX = 1.5;
/** A label belongs to no line farther away than this, px and share of the way to the next label. */
const FAR_PX = 24;
const FAR_SHARE = 0.45;
/** Lines on whole px are so far from where all the others say, px. */
const MATCH_PX = 1;
/** Labels that must have a line at the same distance. */
const MIN_LABELS = 3;
const MIN_SHARE = 0.8;
/** Labels painted twice stand no farther apart, px. */
const TWICE_PX = 2;

/** Mean distance of lines to labels for each place among them that holds for nearly all labels, px. */
function offsetsOf(labels: number[], lines: number[], farPx: number): number[] {
  const near = (y: number) => lines.map((line) => line - y).filter((apart) => Math.abs(apart) <= farPx);
  const apart = labels.map(near);
  return apart.flat().flatMap((offset) => {
    const fitting = apart.flatMap((own) => own.find((other) => Math.abs(other - offset) <= MATCH_PX) ?? []);
    const isCommon = fitting.length >= Math.max(MIN_LABELS, MIN_SHARE * labels.length);
    return isCommon ? [fitting.reduce((sum, one) => sum + one) / fitting.length] : [];
  });
}

/**
 * How far below an axis's labels the lines lie that they belong to: some charts write each label above the line of its
 * price, where it covers no candle, or below.
 * @param labels Heights of the labels, px.
 * @param rows Heights of the lines of a grid, or of the ticks of an axis, a row for each, px.
 * @returns px; 0 where labels stand on lines or there are none, null where lines at two distances fit.
 */
export function labelOffsetPx(labels: number[], rows: number[][]): number | null {
  const sorted = [...labels].sort((a, b) => a - b);
  const distinct = sorted.filter((y, i) => i === 0 || y - sorted[i - 1] > TWICE_PX);
  const gaps = distinct.slice(1).map((y, i) => y - distinct[i]);
  const farPx = Math.min(FAR_PX, FAR_SHARE * Math.min(...gaps));
  const offsets = rows.flatMap((lines) => offsetsOf(distinct, lines, farPx));
  if (!offsets[0] || offsets.some((offset) => Math.abs(offset) <= ON_PX)) return 0;
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  return most - least <= 2 * MATCH_PX ? (least + most) / 2 : null;
}
