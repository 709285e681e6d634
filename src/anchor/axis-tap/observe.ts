import { writeRect } from '../../core/axis/drawn-bars';
import { watchNative } from '../watch-native';
import {
  type Context2d,
  carriedLabels,
  labelOf,
  type PaintedLabel,
  type Surface,
  uprightTransform,
} from './painted-label';

interface Sheet {
  /** Flush in which `fresh` was painted. */
  tick: number;
  fresh: PaintedLabel[];
  /** Labels of earlier flushes; kept for surfaces outside the page, which may be label caches. */
  kept: PaintedLabel[];
}

const MAX_LABELS = 400;
/** A wider rectangle is no part of a candle; half the width in device px. */
const MAX_HALF_WIDTH = 50;
/** A rectangle of this share of a canvas is a new background. */
const COVER_SHARE = 0.9;

/** What was seen painted so far. */
export interface PaintObserver {
  /** What was painted on a surface in the flush under way, or in its last one. */
  labelsOf(surface: Surface): PaintedLabel[];
  /** Narrow rectangles of the last paint as `writeRect` writes them, device px; noted only while they are wanted. */
  rectsOf(surface: Element): string[];
}

/** Labels that a cache surface still holds: the newer one wins where two overlap. */
function keptLabels({ kept, fresh }: Sheet): PaintedLabel[] {
  const isCovered = (old: PaintedLabel) =>
    fresh.some((f) => Math.abs(f.x - old.x) < 2 && Math.abs(f.ink - old.ink) < 2);
  return [...kept.filter((old) => !isCovered(old)), ...fresh].slice(-MAX_LABELS);
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
  wantsBars: () => boolean = () => false,
): PaintObserver {
  const { apply } = Reflect;
  const { document, queueMicrotask } = window;
  const sheets = new WeakMap<object, Sheet>();
  const rects = new WeakMap<object, { tick: number; list: string[] }>();
  let dirty = new Set<Surface>();
  let isQueued = false;
  let tick = 0;

  function flush(): void {
    const surfaces = dirty;
    dirty = new Set();
    isQueued = false;
    try {
      onFlush(surfaces);
    } catch {
      // The page must never see an error of ours.
    }
    tick++;
  }

  function queue(): void {
    if (!isQueued) apply(queueMicrotask, window, [flush]);
    isQueued = true;
  }

  function sheetOf(surface: Surface): Sheet {
    const old = sheets.get(surface);
    if (old?.tick === tick) return old;
    const kept = old && !(surface as HTMLCanvasElement).isConnected ? keptLabels(old) : [];
    const sheet = { tick, fresh: [], kept };
    sheets.set(surface, sheet);
    return sheet;
  }

  function add(surface: Surface, labels: PaintedLabel[]): void {
    if (labels.length === 0) return;
    const { fresh } = sheetOf(surface);
    if (fresh.length >= MAX_LABELS) return;
    fresh.push(...labels);
    if (!('isConnected' in surface)) return;
    dirty.add(surface);
    queue();
  }

  /** What is painted in a hidden tab is not read: it is forgotten, until the page paints it where it is seen. */
  const isUnseen = ({ canvas }: Context2d) => {
    if (document.visibilityState !== 'hidden' || !(canvas as Element).isConnected) return false;
    sheets.delete(canvas);
    return true;
  };
  const record = (context: Context2d, args: ArrayLike<unknown>) => {
    if (isUnseen(context)) return;
    const label = isListening() && labelOf(context, args, isWanted);
    if (label) add(context.canvas, [label]);
  };
  const carry = (context: Context2d, args: ArrayLike<unknown>) => {
    const source = isListening() && !isUnseen(context) && sheets.get(args[0] as Surface);
    if (source) add(context.canvas, carriedLabels(context, args, source.fresh, source.kept));
  };
  /** What covers a whole canvas ends what was painted there before, in the same task as well. */
  const cover = (context: Context2d, args: ArrayLike<unknown>) => {
    const [width, height] = [Number(args[2]), Number(args[3])];
    const m = width > MAX_HALF_WIDTH && isListening() && uprightTransform(context);
    const { canvas } = context;
    if (!m || width * m.a * height * m.d < canvas.width * canvas.height * COVER_SHARE) return;
    rects.delete(canvas);
    const sheet = sheets.get(canvas);
    if (sheet) sheet.fresh = [];
  };
  /** A narrow rectangle may be part of a candle. */
  const mark = (context: Context2d, args: ArrayLike<unknown>) => {
    const m = isListening() && wantsBars() && uprightTransform(context);
    if (!m) return;
    const { canvas } = context;
    const [x, y, width, height] = Array.from(args, Number);
    const [halfWidth, halfHeight] = [Math.abs(width * m.a) / 2, Math.abs(height * m.d) / 2];
    if (halfWidth > MAX_HALF_WIDTH || !halfHeight) return;
    const old = rects.get(canvas);
    const marks = old?.tick === tick ? old : { tick, list: [] };
    rects.set(canvas, marks);
    const [midX, midY] = [(x + width / 2) * m.a + m.e, (y + height / 2) * m.d + m.f];
    marks.list.push(writeRect(midX, midY - halfHeight, midY + halfHeight, 2 * halfWidth));
    queue();
  };
  for (const kind of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D]) {
    watchNative(kind?.prototype, 'fillText', record);
    watchNative(kind?.prototype, 'strokeText', record);
    watchNative(kind?.prototype, 'drawImage', carry);
    for (const name of ['rect', 'roundRect']) watchNative(kind?.prototype, name, mark);
    watchNative(kind?.prototype, 'clearRect', cover);
    // Charts fill thousands of rectangles a second: two proxies would cost them twice.
    watchNative<Context2d>(kind?.prototype, 'fillRect', (context, args) => {
      mark(context, args);
      cover(context, args);
    });
  }
  return {
    labelsOf: (surface) => sheets.get(surface)?.fresh ?? [],
    rectsOf: (surface) => rects.get(surface)?.list ?? [],
  };
}
