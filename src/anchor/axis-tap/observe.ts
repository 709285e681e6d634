import { watchNative } from '../watch-native';
import { type Context2d, carriedLabels, labelOf, type PaintedLabel, type Surface } from './painted-label';

interface Sheet {
  /** Flush in which `fresh` was painted. */
  tick: number;
  fresh: PaintedLabel[];
  /** Labels of earlier flushes; kept for surfaces outside the page, which may be label caches. */
  kept: PaintedLabel[];
}

const MAX_LABELS = 400;

export interface PaintObserver {
  /** What was painted on a surface in the flush under way, or in its last one. */
  labelsOf(surface: Surface): PaintedLabel[];
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
): PaintObserver {
  const { apply } = Reflect;
  const { queueMicrotask } = window;
  const sheets = new WeakMap<object, Sheet>();
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
    if (dirty.size === 0) apply(queueMicrotask, window, [flush]);
    dirty.add(surface);
  }

  const record = (context: Context2d, args: ArrayLike<unknown>) => {
    const label = isListening() && labelOf(context, args, isWanted);
    if (label) add(context.canvas, [label]);
  };
  const carry = (context: Context2d, args: ArrayLike<unknown>) => {
    const source = isListening() && sheets.get(args[0] as Surface);
    if (source) add(context.canvas, carriedLabels(context, args, source.fresh, source.kept));
  };
  for (const kind of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D]) {
    watchNative(kind?.prototype, 'fillText', record);
    watchNative(kind?.prototype, 'strokeText', record);
    watchNative(kind?.prototype, 'drawImage', carry);
  }
  return { labelsOf: (surface) => sheets.get(surface)?.fresh ?? [] };
}
