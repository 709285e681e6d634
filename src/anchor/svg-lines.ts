/**
 * A path of nothing but single straight strokes: `M80 20L870 20`, `M 80 20 H 870 M 80 40 H 870`. A blank may stand in one
 * place of the expression only: in two, a long path that is none would be tried in every way.
 */
const STROKES = /^\s*(?:M[\s\d.,e-]+[LH][\s\d.,e-]+(?:Z\s*)?)+$/;
const STROKE = /M([^LH]+)([LH])([^MZ]+)/g;
const NUMBER = /-?[\d.]+(?:e-?\d+)?/g;
/** Less than three say nothing of an axis. */
const MIN_LINES = 3;
const MAX_LINES = 600;

type Flat = [x1: number, x2: number, y: number];

function numbersIn(text: string): number[] {
  return (text.match(NUMBER) ?? []).map(Number);
}

/** The level strokes of an element, in its own units. */
function flatsOf(element: Element): Flat[] {
  const strokes =
    element.tagName === 'line'
      ? [['x1', 'y1', 'x2', 'y2'].map((name) => Number(element.getAttribute(name)))]
      : strokesOf(element.getAttribute('d') ?? '');
  return strokes.flatMap(([x1, y1, x2, y2]): Flat[] => (y1 === y2 && x1 !== x2 ? [[x1, x2, y1]] : []));
}

function strokesOf(d: string): number[][] {
  if (!STROKES.test(d)) return [];
  return [...d.matchAll(STROKE)].map(([, from, kind, to]) => {
    const [x, y] = numbersIn(from);
    const [toX, toY = kind === 'H' ? y : Number.NaN] = numbersIn(to);
    return [x, y, toX, toY];
  });
}

/**
 * Heights of the level lines that an svg draws, px from its corner, those of one length and place together: the lines
 * of a grid, the ticks of an axis.
 */
export function linesOfSvg(svg: SVGSVGElement): number[][] {
  const { top } = svg.getBoundingClientRect();
  const rows = new Map<string, number[]>();
  let left = MAX_LINES;
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('line, path')) {
    const flats = left > 0 ? flatsOf(element) : [];
    const m = flats[0] && element.getScreenCTM();
    if (!m || m.b || m.c) continue;
    for (const [x1, x2, y] of flats) {
      const key = [x1, x2].map((x) => Math.round(m.a * x + m.e)).join();
      rows.set(key, [...(rows.get(key) ?? []), m.d * y + m.f - top]);
      left--;
    }
  }
  return [...rows.values()].filter(({ length }) => length >= MIN_LINES);
}
