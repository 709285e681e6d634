import type { PaneRect } from '../core/axis/axis-mapping';

/** A straight stroke between two points, as axes and grids are drawn: `M80 20L870 20`, `M 80 20 H 870`. */
const STROKE = /^\s*M[\s\d.,-]+(?:[LHV][\s\d.,-]+)Z?\s*$/i;
/** An axis with a tick at either end, as D3 draws it: `M6,0.5H0.5V400.5H6`, or lying `M80.5,6V0.5H870.5V6`. */
const AXIS = /^M([-\d.]+),([-\d.]+)([HV])([-\d.]+)[HV]([-\d.]+)[HV][-\d.]+$/;
const MAX_STROKES = 60;
/** A stroke along the plot has at least this share of its length. */
const MIN_SHARE = 0.6;
/** A stroke is at most this thick, px. */
const THICK_PX = 2.5;
/**
 * How far outside and inside of the inferred edge the drawn one may be, px; outside there are labels at the sides, or
 * nothing but a margin.
 */
const SIDE: Room = { outPx: 4, inPx: 160 };
const TOP: Room = { outPx: 120, inPx: 4 };
const BOTTOM: Room = { outPx: 4, inPx: 24 };

interface Room {
  outPx: number;
  inPx: number;
}

function isAxis(element: Element): boolean {
  return AXIS.test(element.getAttribute('d') ?? '');
}

function isStroke(element: Element): boolean {
  return element.tagName === 'line' || STROKE.test(element.getAttribute('d') ?? '') || isAxis(element);
}

/** A stroke in the element's own units; of an axis without its ticks. */
function boxOf(stroke: SVGGraphicsElement): Pick<DOMRect, 'x' | 'y' | 'width' | 'height'> {
  const [, x, y, first, turn, end] = AXIS.exec(stroke.getAttribute('d') ?? '') ?? [];
  if (!first) return stroke.getBBox();
  const [from, to] = [Number(first === 'H' ? y : x), Number(end)];
  const [start, length, at] = [Math.min(from, to), Math.abs(to - from), Number(turn)];
  return first === 'H'
    ? { x: at, y: start, width: 0, height: length }
    : { x: start, y: at, width: length, height: 0 };
}

/**
 * Where a stroke lies without its thickness, px of the viewport: Firefox adds to the rectangle of a stroke whatever its
 * corners could take, 2 px on every side.
 */
function strokeRect(stroke: SVGGraphicsElement): DOMRect {
  const { x, y, width, height } = boxOf(stroke);
  const { a, d, e, f } = stroke.getScreenCTM() ?? new DOMMatrix();
  return new DOMRect(a * x + e, d * y + f, a * width, d * height);
}

/** The outermost drawn edge near an inferred one, px; the inferred one where none was drawn. */
function outermost(drawn: number[], inferred: number, { outPx, inPx }: Room, outward: 1 | -1): number {
  const near = drawn
    .map((edge) => (edge - inferred) * outward)
    .filter((past) => past <= outPx && past >= -inPx);
  return near.length > 0 ? inferred + Math.max(...near) * outward : inferred;
}

/**
 * The plot area of an svg by the strokes of its axes and grid, px from the svg's corner. Labels alone say only where
 * it must have ended.
 * @param inferred The area between the labels.
 */
export function plotOfSvg(svg: SVGSVGElement, inferred: PaneRect): PaneRect {
  const corner = svg.getBoundingClientRect();
  const horizontal: DOMRect[] = [];
  const vertical: DOMRect[] = [];
  const strokes = [...svg.querySelectorAll<SVGGraphicsElement>('line, path')]
    .filter(isStroke)
    // Hundreds of candles may come before them.
    .sort((a, b) => Number(isAxis(b)) - Number(isAxis(a)))
    .slice(0, MAX_STROKES);
  for (const rect of strokes.map(strokeRect)) {
    if (rect.height <= THICK_PX && rect.width >= MIN_SHARE * inferred.width) horizontal.push(rect);
    if (rect.width <= THICK_PX && rect.height >= MIN_SHARE * inferred.height) vertical.push(rect);
  }
  const { left, top, width, height } = inferred;
  const middleX = ({ left: from, right }: DOMRect) => (from + right) / 2 - corner.left;
  const middleY = ({ top: from, bottom }: DOMRect) => (from + bottom) / 2 - corner.top;
  const sides = [
    ...horizontal.flatMap((r) => [r.left - corner.left, r.right - corner.left]),
    ...vertical.map(middleX),
  ];
  const ends = [
    ...vertical.flatMap((r) => [r.top - corner.top, r.bottom - corner.top]),
    ...horizontal.map(middleY),
  ];
  const x1 = outermost(sides, left, SIDE, -1);
  const x2 = outermost(sides, left + width, SIDE, 1);
  const y1 = outermost(ends, top, TOP, -1);
  const y2 = outermost(ends, top + height, BOTTOM, 1);
  return { left: x1, top: y1, width: x2 - x1, height: y2 - y1 };
}
