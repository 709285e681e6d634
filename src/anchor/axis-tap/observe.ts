import { writeBars, writeRect } from '../../core/axis/drawn-bars';
import { safely } from '../safely';
import { watchNative } from '../watch-native';
import type { Box } from './drawn-plot';
import {
  type Context2d,
  carriedLabels,
  labelFilter,
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

/** Calls that paint rectangles under one transform. */
type Strokes = [transform: DOMMatrix, calls: ArrayLike<unknown>[]];

/** The rectangles of one paint: worked out when somebody asks, as hardly anybody does, and once. */
interface Painted {
  tick: number;
  list: Strokes[];
  text?: string;
}

const MAX_LABELS = 400;
/** A rectangle of this share of a canvas, and at least so wide (px before any transform), is a new background. */
const COVER_SHARE = 0.9;
const MIN_COVER_WIDTH = 50;

/** What changes the transform of a context. */
const TURNS = 'restore scale rotate translate transform setTransform resetTransform reset'.split(' ');

/** What was seen painted so far. */
export interface PaintObserver {
  /** What was painted on a surface in the flush under way, or in its last one. */
  labelsOf(surface: Surface): PaintedLabel[];
  /** Rectangles of the last paint, device px times `kx` and `ky`. */
  boxesOf(surface: Element, kx: number, ky: number): Box[];
  /** The same in device px, as `writeBars` writes them. */
  rectsOf(surface: Element): string;
}

/** Labels that a cache surface still holds: the newer one wins where two overlap. */
function keptLabels({ kept, fresh }: Sheet): PaintedLabel[] {
  const isCovered = (old: PaintedLabel) =>
    fresh.some((f) => Math.abs(f.x - old.x) < 2 && Math.abs(f.ink - old.ink) < 2);
  return [...kept.filter((old) => !isCovered(old)), ...fresh].slice(-MAX_LABELS);
}

/** The rectangles that calls have painted, device px times `kx` and `ky`. Multiplying makes numbers of whatever was given, as the canvas does. */
function boxesOf([{ a, d, e, f }, calls]: Strokes, kx: number, ky: number): Box[] {
  return calls.map((args) => {
    const [x, y, width, height] = args as number[];
    const left = (x * a + e) * kx;
    const top = (y * d + f) * ky;
    return [left, top, left + width * a * kx, top + height * d * ky];
  });
}

/**
 * Watches text on 2D canvases. The original runs first with the same arguments; nothing here throws, changes a
 * context or makes one. `onFlush` gets the surfaces painted in a task, in the microtask after it.
 * @param isWanted Whether a text without a digit (a month name) matters.
 */
export function observePainting(
  window: Window & typeof globalThis,
  isHidden: () => boolean,
  isListening: () => boolean,
  isWanted: (text: string) => boolean,
  onFlush: (surfaces: Set<Surface>) => void,
): PaintObserver {
  const { apply } = Reflect;
  const { queueMicrotask } = window;
  const sheets = new WeakMap<object, Sheet>();
  const rects = new WeakMap<object, Painted>();
  /** The context that `strokes` were painted with since its transform changed or the task began. */
  let brush: Context2d | null = null;
  let strokes: Strokes | null = null;
  /** Surfaces painted since the last flush; null while none is asked for. */
  let dirty: Set<Surface> | null = null;
  let tick = 0;

  function flush(): void {
    const surfaces = dirty;
    dirty = brush = null;
    tick++;
    if (surfaces) safely(() => onFlush(surfaces));
  }

  /** Has the surfaces that are added to the answer read when the task that paints them is over. */
  function queue(): Set<Surface> {
    if (!dirty) apply(queueMicrotask, window, [flush]);
    dirty ??= new Set();
    return dirty;
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
    if (!labels[0]) return;
    const { fresh } = sheetOf(surface);
    if (fresh.length >= MAX_LABELS) return;
    fresh.push(...labels);
    if ('isConnected' in surface) queue().add(surface);
  }

  /**
   * Whether a call matters. What is painted in a hidden tab does not: it is forgotten, until the page paints it where
   * it is seen. A surface outside the page may be a label cache.
   */
  const isWatched = ({ canvas }: Context2d) => {
    const isUnseen = isHidden() && (canvas as Element).isConnected;
    if (isUnseen) sheets.delete(canvas);
    return !isUnseen && isListening();
  };
  const textOf = labelFilter(isWanted);
  const record = (context: Context2d, args: ArrayLike<unknown>) => {
    const text = textOf(args[0]);
    const label = text && isWatched(context) && labelOf(context, text, args);
    if (label) add(context.canvas, [label]);
  };
  const carry = (context: Context2d, args: ArrayLike<unknown>) => {
    const source = isWatched(context) && sheets.get(args[0] as Surface);
    if (source) add(context.canvas, carriedLabels(context, args, source.fresh, source.kept));
  };
  const takeUp = (context: Context2d) => {
    brush = context;
    strokes = null;
    const transform = isWatched(context) && uprightTransform(context);
    if (!transform) return;
    const old = rects.get(context.canvas);
    const painted = old?.tick === tick ? old : { tick, list: [] };
    rects.set(context.canvas, painted);
    strokes = [transform, []];
    painted.list.push(strokes);
    queue();
  };
  const layDown = () => {
    brush = null;
  };
  /** A rectangle may be part of a candle. Charts paint hundreds in a row, so that each is only put by. */
  const mark = (context: Context2d, args: ArrayLike<unknown>) => {
    if (brush !== context) takeUp(context);
    strokes?.[1].push(args);
  };
  /** One that covers its canvas ends what was painted there before. */
  const markOrCover = (context: Context2d, args: ArrayLike<unknown>) => {
    mark(context, args);
    const { canvas } = context;
    const [, , width, height] = args as number[];
    // Of what is no number nothing is known.
    if (!strokes || !(width > MIN_COVER_WIDTH)) return;
    const [{ a, d }] = strokes;
    if (!(width * a * height * d >= canvas.width * canvas.height * COVER_SHARE)) return;
    rects.delete(canvas);
    brush = null;
    // An axis that gets no new labels tells nothing any more, which must be told.
    if (sheets.get(canvas)?.fresh.splice(0).length) queue().add(canvas);
  };
  const watchers = {
    fillText: record,
    strokeText: record,
    drawImage: carry,
    fillRect: markOrCover,
    clearRect: markOrCover,
    // What only traces a rectangle may clip to the canvas after the labels are painted.
    rect: mark,
    roundRect: mark,
  };
  for (const kind of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D])
    for (const [name, watch] of [
      ...Object.entries(watchers),
      ...TURNS.map((name) => [name, layDown] as const),
    ])
      watchNative(kind?.prototype, name, watch);
  const boxes = (surface: Element, kx = 1, ky = 1) =>
    rects.get(surface)?.list.flatMap((strokes) => boxesOf(strokes, kx, ky)) ?? [];
  return {
    labelsOf: (surface) => sheets.get(surface)?.fresh ?? [],
    boxesOf: boxes,
    rectsOf: (surface) => {
      const painted = rects.get(surface);
      if (!painted) return '';
      // Within the task that paints more may come.
      const text = painted.text ?? writeBars(boxes(surface).map((box) => writeRect(...box)));
      if (painted.tick < tick) painted.text = text;
      return text;
    },
  };
}
