/** A 2D context, of a canvas in the page or outside it. */
export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
/** What a 2D context paints on. */
export type Surface = HTMLCanvasElement | OffscreenCanvas;

/** A short text that a page painted, device px of the surface. */
export interface PaintedLabel {
  text: string;
  /** Horizontal centre. */
  x: number;
  /** Middle of the glyphs' ink. */
  ink: number;
  /** Middle of the font's box. */
  box: number;
  /** The x that was asked for, and how the text hangs on it. */
  edge: number;
  align: string;
  halfWidth: number;
  /** Font size. */
  size: number;
}

interface TextShape {
  width: number;
  inkShift: number;
}

/** From the y of a text to the middle of its box, in font sizes; letters on a base line have none. */
const HANG: Readonly<Record<string, number | undefined>> = { top: 0.5, middle: 0, bottom: -0.5 };
const SHIFT: Readonly<Record<string, number | undefined>> = { center: 0, left: 1, right: -1 };
const MAX_TEXT = 28;
const MAX_SHAPES = 400;
/** A digit of any script that charts write prices in. */
const DIGIT = /\p{Nd}/u;
const shapes = new Map<string, TextShape>();

/** Width and ink of a text, measured once per pattern: most digits are equally wide and high. */
function shapeOf(context: Context2d, text: string, font: string, baseline: string): TextShape {
  const pattern = text.replace(/[2-9]/g, '0');
  const key = `${font}|${baseline}|${pattern}`;
  const known = shapes.get(key);
  if (known) return known;
  const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(pattern);
  const shape = { width, inkShift: (actualBoundingBoxDescent - actualBoundingBoxAscent) / 2 };
  if (shapes.size >= MAX_SHAPES) shapes.clear();
  shapes.set(key, shape);
  return shape;
}

/** The context's transform, null where it turns or mirrors. */
export function uprightTransform(context: Context2d): DOMMatrix | null {
  const m = context.getTransform();
  return Math.abs(m.b) + Math.abs(m.c) < 1e-6 && m.a > 0 && m.d > 0 ? m : null;
}

/**
 * A filter for what pages paint as text: what may be on an axis as it is, else an empty text. Words are judged once.
 * @param isWanted Whether a text without a digit (a month name) matters.
 */
export function labelFilter(isWanted: (text: string) => boolean): (given: unknown) => string {
  const refused = new Set<string>();
  return (given) => {
    const text = typeof given === 'number' ? `${given}` : given;
    if (typeof text !== 'string' || text.length > MAX_TEXT || refused.has(text)) return '';
    if (DIGIT.test(text) || isWanted(text)) return text;
    if (refused.size < MAX_SHAPES) refused.add(text);
    return '';
  };
}

/** How far right of its x the middle of a text is, in halves of its width. Asking for the direction may cost a layout. */
function shiftOf(context: Context2d, align: string): number {
  const known = SHIFT[align];
  return known ?? (align === (context.direction === 'rtl' ? 'end' : 'start') ? 1 : -1);
}

/** The label that a call of `fillText` paints; null where it is turned or mirrored. */
export function labelOf(context: Context2d, text: string, args: ArrayLike<unknown>): PaintedLabel | null {
  const m = uprightTransform(context);
  if (!m) return null;
  const x = Number(args[1]);
  const y = Number(args[2]);
  const { font, textAlign, textBaseline } = context;
  const { width, inkShift } = shapeOf(context, text, font, textBaseline);
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  const half = width / 2;
  const shift = shiftOf(context, textAlign) * half;
  const hang = HANG[textBaseline];
  return {
    text,
    x: (x + shift) * m.a + m.e,
    ink: (y + inkShift) * m.d + m.f,
    box: (y + (hang === undefined ? inkShift : hang * size)) * m.d + m.f,
    edge: x * m.a + m.e,
    align: textAlign,
    halfWidth: half * m.a,
    size: size * m.d,
  };
}

/**
 * The labels of a source surface where a call of `drawImage` (3, 5 or 9 arguments) puts them.
 * @param fresh Labels of the source's last paint, `kept` those it may hold from before: a whole copy shows the last
 * paint, a part may come from a cache of labels.
 */
export function carriedLabels(
  context: Context2d,
  args: ArrayLike<unknown>,
  fresh: PaintedLabel[],
  kept: PaintedLabel[],
): PaintedLabel[] {
  const { width, height } = args[0] as Surface;
  const [, ...n] = Array.from(args, Number);
  const [sx, sy, sw, sh, dx, dy, dw = width, dh = height] =
    n[7] === undefined ? [0, 0, width, height, ...n] : n;
  const m = uprightTransform(context);
  if (!m || !(dw * dh * sw * sh > 0)) return [];
  const kx = (dw / sw) * m.a;
  const ky = (dh / sh) * m.d;
  const toX = (x: number) => (x - sx) * kx + dx * m.a + m.e;
  const toY = (y: number) => (y - sy) * ky + dy * m.d + m.f;
  const isWhole = sw * sh >= 0.9 * width * height;
  return (isWhole ? fresh : kept.concat(fresh))
    .filter(({ x, ink }) => x >= sx && x <= sx + sw && ink >= sy && ink <= sy + sh)
    .map((label) => ({
      ...label,
      x: toX(label.x),
      ink: toY(label.ink),
      box: toY(label.box),
      edge: toX(label.edge),
      halfWidth: label.halfWidth * kx,
      size: label.size * ky,
    }));
}
