import type { PaneRect } from '../../core/axis/axis-mapping';
import type { Drawing, DrawnShape } from '../../core/axis/drawn-rows';
import { type Context2d, uprightTransform } from '../axis-tap/painted-label';
import { rectOf, TOUCH_PX } from '../geometry';
import { watchNative } from '../watch-native';

/** What was drawn on a canvas in one task, device px. */
interface Marks extends Drawing {
  tick: number;
}

/** Where a path has come to. */
interface Pen {
  start: [x: number, y: number];
  at: [x: number, y: number];
}

/** A shape of a path that no canvas has drawn yet. */
type PathShape = [kind: keyof Drawing, shape: DrawnShape];

const MAX_SHAPES = 6000;
/** Nobody has asked for so many paints: then nothing is noted until the next question. */
const MAX_UNASKED = 600;

/** Who clears so much of a canvas begins anew. */
const CLEARED_SHARE = 0.9;
const SEEN = { opacityProperty: true, visibilityProperty: true };

/** Whether a surface holds a pane, px of the viewport. */
export function holdsPane(surface: Element, pane: PaneRect): boolean {
  const { left, top, width, height } = rectOf(surface);
  const isWide = pane.left >= left - TOUCH_PX && pane.left + pane.width <= left + width + TOUCH_PX;
  return isWide && pane.top >= top - TOUCH_PX && pane.top + pane.height <= top + height + TOUCH_PX;
}

/**
 * Watches rectangles and paths on 2D canvases, in `Path2D` objects as well; curves count by their ends. The originals
 * run first with the same arguments, and nothing here throws.
 * @returns what each canvas under a pane shows since it was last cleared or painted, px of the viewport; hidden ones may
 * show what never was.
 */
export function watchStrokes(window: Window & typeof globalThis): (pane: PaneRect) => Drawing[] {
  const { queueMicrotask, Path2D } = window;
  const canvases = new Map<HTMLCanvasElement, Marks>();
  const pens = new WeakMap<object, Pen>();
  const paths = new WeakMap<object, PathShape[]>();
  let tick = 0;
  let isTicking = false;
  let unasked = 0;

  const endTask = () => {
    tick++;
    unasked++;
    isTicking = false;
  };
  const marksOn = (canvas: HTMLCanvasElement): Marks => {
    const old = canvases.get(canvas);
    if (old?.tick === tick) return old;
    if (!isTicking) queueMicrotask(endTask);
    isTicking = true;
    const marks = { tick, rects: [], strokes: [] };
    canvases.set(canvas, marks);
    return marks;
  };
  const drawOn = (context: Context2d, kind: keyof Drawing, [x, y, toX, toY]: DrawnShape) => {
    const canvas = context.canvas as HTMLCanvasElement;
    const m = canvas.isConnected && uprightTransform(context);
    if (!m) return;
    const shapes = marksOn(canvas)[kind];
    if (shapes.length < MAX_SHAPES)
      shapes.push([x * m.a + m.e, y * m.d + m.f, toX * m.a + m.e, toY * m.d + m.f]);
  };
  const add = (target: object, kind: keyof Drawing, shape: DrawnShape) => {
    if (unasked > MAX_UNASKED || !shape.every(Number.isFinite)) return;
    if (!(target instanceof Path2D)) return drawOn(target as Context2d, kind, shape);
    const shapes = paths.get(target) ?? [];
    paths.set(target, shapes);
    if (shapes.length < MAX_SHAPES) shapes.push([kind, shape]);
  };

  const rect = (target: object, [x, y, width, height]: number[]) =>
    add(target, 'rects', [x, y, x + width, y + height]);
  const goTo = (target: object, given: number[]) => {
    const [x, y] = given.slice(-2);
    const pen = pens.get(target);
    if (pen) add(target, 'strokes', [...pen.at, x, y]);
    pens.set(target, { start: pen?.start ?? [x, y], at: [x, y] });
  };
  const draw = (context: object, [path]: unknown[]) => {
    for (const [kind, shape] of paths.get(path as object) ?? []) drawOn(context as Context2d, kind, shape);
  };
  const clear = (context: object, [, , width, height]: number[]) => {
    const canvas = (context as Context2d).canvas as HTMLCanvasElement;
    const m = uprightTransform(context as Context2d);
    const cleared = m ? width * m.a * height * m.d : 0;
    if (cleared >= CLEARED_SHARE * canvas.width * canvas.height) canvases.delete(canvas);
  };
  const pathWatchers = {
    moveTo: (target: object, [x, y]: number[]) => pens.set(target, { start: [x, y], at: [x, y] }),
    lineTo: goTo,
    bezierCurveTo: goTo,
    quadraticCurveTo: goTo,
    closePath: (target: object) => goTo(target, pens.get(target)?.start ?? []),
    rect,
    roundRect: rect,
  };
  const contextWatchers = {
    ...pathWatchers,
    beginPath: (target: object) => pens.delete(target),
    clearRect: clear,
    fillRect: rect,
    strokeRect: rect,
    stroke: draw,
    fill: draw,
  };
  const watchAll = (prototype: object, watchers: Record<string, (target: object, args: never) => void>) => {
    for (const [name, watch] of Object.entries(watchers))
      watchNative<object>(prototype, name, (target, args) => watch(target, Array.from(args) as never));
  };
  watchAll(window.CanvasRenderingContext2D.prototype, contextWatchers);
  watchAll(Path2D.prototype, pathWatchers);

  /** A canvas's shapes in the viewport. */
  const placed = ([canvas, { rects, strokes }]: [HTMLCanvasElement, Marks]): Drawing => {
    const { left, top, width, height } = rectOf(canvas);
    const [kx, ky] = [width / canvas.width, height / canvas.height];
    const place = ([x, y, toX, toY]: DrawnShape): DrawnShape => [
      x * kx + left,
      y * ky + top,
      toX * kx + left,
      toY * ky + top,
    ];
    return { rects: rects.map(place), strokes: strokes.map(place) };
  };
  return (pane) => {
    unasked = 0;
    for (const canvas of canvases.keys()) if (!canvas.isConnected) canvases.delete(canvas);
    const seen = [...canvases].filter(([canvas]) => canvas.checkVisibility(SEEN) && holdsPane(canvas, pane));
    return seen.map(placed);
  };
}
