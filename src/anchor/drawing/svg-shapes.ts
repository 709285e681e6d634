import type { PaneRect } from '../../core/axis/axis-mapping';
import type { Drawing, DrawnShape } from '../../core/axis/drawn-rows';
import { holdsPane } from './watch-strokes';

const MAX_ELEMENTS = 3000;
/** What is only a pattern for others: clips, markers, symbols. */
const PATTERNS = 'defs, clipPath, mask, marker, symbol, pattern';
/** An `e` belongs to a number. */
const COMMAND = /([a-df-z])([^a-df-z]*)/gi;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
/** Numbers that a command takes at a time; arcs are no part of a price line. */
const TAKES: Readonly<Record<string, number | undefined>> = {
  M: 2,
  L: 2,
  T: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
};

/** The straight strokes of a path's `d`, in its own units; curves count by their ends. Null where it has arcs. */
export function strokesOfPath(d: string): DrawnShape[] | null {
  const strokes: DrawnShape[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const goTo = (toX: number, toY: number) => {
    strokes.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const [, letter, rest] of d.matchAll(COMMAND)) {
    const kind = letter.toUpperCase();
    const [fromX, fromY] = letter === kind ? [0, 0] : [1, 1];
    const numbers = (rest.match(NUMBER) ?? []).map(Number);
    const takes = TAKES[kind];
    if (kind === 'Z') goTo(startX, startY);
    else if (!takes) return null;
    else
      for (let i = 0; i + takes <= numbers.length; i += takes) {
        const [a, b] = numbers.slice(i + Math.max(0, takes - 2), i + takes);
        const toX = kind === 'V' ? x : fromX * x + a;
        const toY = kind === 'H' ? y : fromY * y + (kind === 'V' ? a : b);
        if (kind !== 'M' || i > 0) goTo(toX, toY);
        else [x, y, startX, startY] = [toX, toY, toX, toY];
      }
  }
  return strokes;
}

function numberOf(element: Element, name: string): number {
  return Number.parseFloat(element.getAttribute(name) ?? '0');
}

function shapesOf(element: Element): Partial<Drawing> {
  const at = (...names: string[]) => names.map((name) => numberOf(element, name)) as DrawnShape;
  const { tagName } = element;
  if (tagName === 'line') return { strokes: [at('x1', 'y1', 'x2', 'y2')] };
  if (tagName === 'polyline') return { strokes: strokesOfPath(`M${element.getAttribute('points')}`) ?? [] };
  if (tagName === 'path') return { strokes: strokesOfPath(element.getAttribute('d') ?? '') ?? [] };
  const [x, y, width, height] = at('x', 'y', 'width', 'height');
  return { rects: [[x, y, x + width, y + height]] };
}

/** Where a shape lies in the viewport; null where its element is turned or mirrored. */
function placer(element: SVGGraphicsElement): ((shape: DrawnShape) => DrawnShape) | null {
  const m = element.getScreenCTM();
  if (!m || m.b || m.c || !(m.a > 0 && m.d > 0)) return null;
  return ([x, y, toX, toY]) => [m.a * x + m.e, m.d * y + m.f, m.a * toX + m.e, m.d * toY + m.f];
}

/** What the svg elements under a pane show, one by one, px of the viewport. */
export function shapesInSvg(document: Document, pane: PaneRect): Drawing[] {
  const drawings: Drawing[] = [];
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.parentElement?.closest('svg') || !holdsPane(svg, pane)) continue;
    const drawing: Drawing = { rects: [], strokes: [] };
    drawings.push(drawing);
    const elements = [...svg.querySelectorAll<SVGGraphicsElement>('path, line, polyline, rect')];
    for (const element of elements.slice(0, MAX_ELEMENTS)) {
      const place = element.closest(PATTERNS) ? null : placer(element);
      if (!place) continue;
      const { rects = [], strokes = [] } = shapesOf(element);
      drawing.rects.push(...rects.map(place));
      drawing.strokes.push(...strokes.map(place));
    }
  }
  return drawings;
}
