import { watchNative } from '../watch-native';

type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
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

interface Sheet {
  /** Flush in which `fresh` was painted. */
  tick: number;
  fresh: PaintedLabel[];
  /** Labels of earlier flushes; kept for surfaces outside the page, which may be label caches. */
  kept: PaintedLabel[];
}

interface TextShape {
  width: number;
  inkShift: number;
}

/** From the y of a text to the middle of its box, in font sizes; letters on a base line have none. */
const HANG: Readonly<Record<string, number | undefined>> = { top: 0.5, middle: 0, bottom: -0.5 };
const MAX_TEXT = 28;
const MAX_LABELS = 400;

/** The context's transform, null where it turns or mirrors. */
function uprightTransform(context: Context2d): DOMMatrix | null {
  const m = context.getTransform();
  return Math.abs(m.b) + Math.abs(m.c) < 1e-6 && m.a > 0 && m.d > 0 ? m : null;
}

/** A digit of any script that charts write prices in. */
const DIGIT = /[\d\u0660-\u06f9\uff10-\uff19]/;

/** Labels that a cache surface still holds: the newer one wins where two overlap. */
function keptLabels({ kept, fresh }: Sheet): PaintedLabel[] {
  const isCovered = (old: PaintedLabel) =>
    fresh.some((f) => Math.abs(f.x - old.x) < 2 && Math.abs(f.ink - old.ink) < 2);
  return [...kept.filter((old) => !isCovered(old)), ...fresh].slice(-MAX_LABELS);
}

export interface PaintObserver {
  /** What was painted on a surface in the flush under way, or in its last one. */
  labelsOf(surface: Surface): PaintedLabel[];
}

/**
 * Watches text on 2D canvases. The original runs first with the same arguments; nothing here throws, changes a
 * context or makes one. `onFlush` gets the surfaces painted in a task, in the microtask after it.
 * @param isWanted Whether a text without a digit (a month name) matters.
 */
export function observePainting(
  window: Window & typeof globalThis,
  isListening: () => boolean,
  isWanted: (text: string) => boolean,
  onFlush: (surfaces: Set<Surface>) => void,
): PaintObserver {
  const { apply } = Reflect;
  const { queueMicrotask } = window;
  const sheets = new WeakMap<object, Sheet>();
  const shapes = new Map<string, TextShape>();
  let dirty = new Set<Surface>();
  let tick = 0;

  function flush(): void {
    const surfaces = dirty;
    dirty = new Set();
    try {
      onFlush(surfaces);
    } catch {
      // The page must never see an error of ours.
    }
    tick++;
  }

  function sheetOf(surface: Surface): Sheet {
    const sheet = sheets.get(surface) ?? { tick, fresh: [], kept: [] };
    sheets.set(surface, sheet);
    if (sheet.tick !== tick) {
      const isCache = !(surface as HTMLCanvasElement).isConnected;
      sheet.kept = isCache ? keptLabels(sheet) : [];
      sheet.fresh = [];
      sheet.tick = tick;
    }
    return sheet;
  }

  function add(surface: Surface, label: PaintedLabel): void {
    const sheet = sheetOf(surface);
    if (sheet.fresh.length >= MAX_LABELS) return;
    sheet.fresh.push(label);
    if (!('isConnected' in surface)) return;
    if (dirty.size === 0) apply(queueMicrotask, window, [flush]);
    dirty.add(surface);
  }

  function shapeOf(context: Context2d, text: string, font: string, baseline: string): TextShape {
    const pattern = text.replace(/[2-9]/g, '0');
    const key = `${font}|${baseline}|${pattern}`;
    let shape = shapes.get(key);
    if (shape) return shape;
    const metrics = context.measureText(pattern);
    shape = {
      width: metrics.width,
      inkShift: (metrics.actualBoundingBoxDescent - metrics.actualBoundingBoxAscent) / 2,
    };
    if (shapes.size >= MAX_LABELS) shapes.clear();
    shapes.set(key, shape);
    return shape;
  }

  function record(context: Context2d, args: ArrayLike<unknown>): void {
    if (!isListening()) return;
    const given = args[0];
    const text = typeof given === 'number' ? `${given}` : given;
    if (typeof text !== 'string' || !text || text.length > MAX_TEXT) return;
    if (!DIGIT.test(text) && !isWanted(text)) return;
    const x = Number(args[1]);
    const y = Number(args[2]);
    const m = uprightTransform(context);
    if (!m) return;
    const { font, textAlign, textBaseline } = context;
    const shape = shapeOf(context, text, font, textBaseline);
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
    const isLeft = textAlign === 'left' || textAlign === (context.direction === 'rtl' ? 'end' : 'start');
    const shift = textAlign === 'center' ? 0 : (isLeft ? 1 : -1) * (shape.width / 2);
    const hang = HANG[textBaseline];
    add(context.canvas, {
      text,
      x: (x + shift) * m.a + m.e,
      ink: (y + shape.inkShift) * m.d + m.f,
      box: (y + (hang === undefined ? shape.inkShift : hang * size)) * m.d + m.f,
      edge: x * m.a + m.e,
      align: textAlign,
      halfWidth: (shape.width / 2) * m.a,
      size: size * m.d,
    });
  }

  function carry(context: Context2d, args: ArrayLike<unknown>): void {
    const source = args[0] as Surface;
    const sheet = isListening() && typeof source === 'object' && sheets.get(source);
    if (!sheet) return;
    const { width, height } = source;
    const n = Array.from(args, Number);
    const [sx, sy, sw, sh, dx, dy, dw, dh] =
      n.length >= 9 ? n.slice(1) : [0, 0, width, height, n[1], n[2], n[3] ?? width, n[4] ?? height];
    const m = uprightTransform(context);
    if (!m || !(dw * dh * sw * sh > 0)) return;
    const kx = (dw / sw) * m.a;
    const ky = (dh / sh) * m.d;
    const isWhole = sw * sh >= 0.9 * width * height;
    const toX = (x: number) => (x - sx) * kx + dx * m.a + m.e;
    const toY = (y: number) => (y - sy) * ky + dy * m.d + m.f;
    for (const label of isWhole ? sheet.fresh : sheet.kept.concat(sheet.fresh)) {
      if (label.x < sx || label.x > sx + sw || label.ink < sy || label.ink > sy + sh) continue;
      add(context.canvas, {
        ...label,
        x: toX(label.x),
        ink: toY(label.ink),
        box: toY(label.box),
        edge: toX(label.edge),
        halfWidth: label.halfWidth * kx,
        size: label.size * ky,
      });
    }
  }

  for (const kind of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D]) {
    watchNative(kind?.prototype, 'fillText', record);
    watchNative(kind?.prototype, 'strokeText', record);
    watchNative(kind?.prototype, 'drawImage', carry);
  }
  return { labelsOf: (surface) => sheets.get(surface)?.fresh ?? [] };
}
