import { Window } from 'happy-dom';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { PixelCanvas } from './pixel-canvas';

/** A page with a chart, without a browser; its canvases are `PixelCanvas`es inside. */
export interface LayerStage {
  window: Window;
  document: Document;
  /** The chart's own canvas. */
  chart: Element;
  /** Its positioned parent. */
  parent: HTMLElement;
  /** Pictures asked for by `requestAnimationFrame` run now. */
  nextPicture(): void;
  /** Lets pass so many milliseconds of timers. */
  pass(ms: number): void;
  setVisibility(state: 'visible' | 'hidden'): void;
}

/** The pixels behind a canvas element of a stage. */
export function pixelsOf(canvas: Element): PixelCanvas {
  const pixels = (canvas as unknown as { pixels?: PixelCanvas }).pixels;
  if (pixels === undefined) throw new Error('not a canvas of the stage');
  return pixels;
}

/** Builds the page. `position` is the computed position of the chart's parent. */
export function createStage(position = 'relative'): LayerStage {
  const window = new Window({ url: 'https://chart.test/' });
  const document = window.document as unknown as Document;
  const create = document.createElement.bind(document);
  document.createElement = ((name: string) => {
    const element = create(name);
    return name === 'canvas' ? withPixels(element) : element;
  }) as typeof document.createElement;
  document.body.innerHTML = '<div id="parent"><canvas id="chart"></canvas></div>';
  const parent = document.querySelector('#parent') as HTMLElement;
  parent.style.position = position;
  const stage = schedule(window);
  const visibility = { state: 'visible' };
  Object.defineProperty(document, 'visibilityState', { get: () => visibility.state });
  return {
    window,
    document,
    chart: document.querySelector('#chart') as Element,
    parent,
    ...stage,
    setVisibility(state) {
      visibility.state = state;
      document.dispatchEvent(new window.Event('visibilitychange') as unknown as Event);
    },
  };
}

function withPixels(element: Element): Element {
  const pixels = new PixelCanvas();
  const bridge = (name: 'width' | 'height') =>
    Object.defineProperty(element, name, {
      get: () => pixels[name],
      set: (value: number) => {
        pixels[name] = value;
      },
    });
  bridge('width');
  bridge('height');
  return Object.assign(element, {
    pixels,
    getContext: () => pixels.getContext(),
    pixel: pixels.pixel.bind(pixels),
  });
}

function schedule(window: Window): Pick<LayerStage, 'nextPicture' | 'pass'> {
  let now = 0;
  let next = 1;
  let pictures: (() => void)[] = [];
  const timers = new Map<number, { at: number; run: () => void }>();
  Object.assign(window, {
    requestAnimationFrame: (run: () => void) => pictures.push(run),
    setTimeout: (run: () => void, ms = 0) => {
      timers.set(next, { at: now + ms, run });
      next += 1;
      return next - 1;
    },
    clearTimeout: (id: number) => timers.delete(id),
  });
  Object.defineProperty(window, 'performance', { value: { now: () => now } });
  return {
    nextPicture() {
      const due = pictures;
      pictures = [];
      for (const run of due) run();
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [id, timer] =
          [...timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0] ?? [];
        if (id === undefined || timer === undefined) break;
        timers.delete(id);
        now = timer.at;
        timer.run();
      }
      now = end;
    },
  };
}

/** Axes for a pane of 400 x 300 px at 10, 20 that shows `low` to `high` and `fromMs` to `toMs`. */
export function mappingOf(options: {
  low: number;
  high: number;
  fromMs?: number;
  toMs?: number;
  barMs?: number;
  scale?: 'linear' | 'log';
  isInverted?: boolean;
  pane?: { left: number; top: number; width: number; height: number };
}): AxisMapping {
  const pane = options.pane ?? { left: 10, top: 20, width: 400, height: 300 };
  const scale = options.scale ?? 'linear';
  const u = (price: number) => (scale === 'log' ? Math.log(price) : price);
  const [top, bottom] = options.isInverted ? [options.low, options.high] : [options.high, options.low];
  const a = pane.height / (u(bottom) - u(top));
  const { fromMs, toMs } = options;
  const pxPerSec = fromMs === undefined || toMs === undefined ? 0 : (pane.width / (toMs - fromMs)) * 1000;
  return {
    v: 1,
    seq: 1,
    chartKey: 'stage',
    source: 'axis-tap',
    state: 'locked',
    pane,
    price: { scale, a, b: pane.top - a * u(top), samples: 9, inliers: 9, rmsPx: 0.1 },
    time:
      fromMs === undefined
        ? null
        : {
            pxPerSec,
            x0: pane.left - (fromMs / 1000) * pxPerSec,
            barSec: (options.barMs ?? 300_000) / 1000,
            inliers: 9,
            ambiguous: false,
          },
  };
}
