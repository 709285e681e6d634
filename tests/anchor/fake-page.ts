import { Window as FakeWindow } from 'happy-dom';
import { vi } from 'vitest';
import type { PaneRect } from '../../src/core/axis/axis-mapping';
import { type FakeContext, fakeContextKind } from './fake-context';

/** Gives an element a place in the viewport, px: happy-dom lays nothing out. */
export function placeAt(element: Element, rect: PaneRect): void {
  const { left, top, width, height } = rect;
  const box = { ...rect, x: left, y: top, right: left + width, bottom: top + height };
  Object.defineProperty(element, 'getBoundingClientRect', { value: () => box, configurable: true });
  Object.defineProperty(element, 'offsetWidth', { value: width, configurable: true });
  Object.defineProperty(element, 'offsetHeight', { value: height, configurable: true });
}

/** A new element of the test's own document at a place in the viewport, px. */
export function placedIn(parent: Element, rect: PaneRect, tag = 'div'): HTMLElement {
  const element = parent.appendChild(document.createElement(tag));
  placeAt(element, rect);
  return element;
}

/** A canvas in a box 80 px wider and 30 px higher, for its labels, alone in the test's own document. */
export function labelledSurface(surface: PaneRect): { box: HTMLElement; surface: HTMLElement } {
  document.body.replaceChildren();
  const { width, height } = surface;
  const box = placedIn(document.body, { ...surface, width: width + 80, height: height + 30 });
  return { box, surface: placedIn(box, surface, 'canvas') };
}

/** Styles and text boxes where happy-dom has none, until the mocks are restored: a text is as large as its element. */
export function stubLayout(): void {
  const style = ({ style: { position } }: HTMLElement) => ({ position, fontSize: '11px' });
  vi.stubGlobal('getComputedStyle', style);
  vi.spyOn(document, 'createRange').mockImplementation(() => {
    let chosen: Element = document.body;
    const range = {
      selectNodeContents: (element: Element) => {
        chosen = element;
      },
      getBoundingClientRect: () => chosen.getBoundingClientRect(),
    };
    return range as unknown as Range;
  });
}

/** A page with a document and natives of its own; its timers and frames run only when they are told to. */
export interface FakePage {
  window: Window & typeof globalThis;
  document: Document;
  /** Has the tab hidden, or shown again. */
  hide(isHidden: boolean): void;
  /** Runs the callbacks given to `setTimeout` so far. */
  beat(): void;
  /** Runs the animation frames asked for so far, and their microtasks. */
  frame(): Promise<void>;
  /** Animation frames asked for and not run yet. */
  framesAhead(): number;
  /** A canvas at a place, with `scale` device px in one px; in `parent`, else in the body. */
  canvas(rect: PaneRect, scale?: number, parent?: Element): HTMLCanvasElement;
  /** The context of a canvas. It is not made by `getContext`, which happy-dom lacks. */
  context(canvas: HTMLCanvasElement): FakeContext;
}

export function fakePage(): FakePage {
  const window = new FakeWindow({ url: 'https://chart.test/' }) as unknown as globalThis.Window &
    typeof globalThis;
  const { document } = window;
  let beats: (() => void)[] = [];
  let frames: (() => void)[] = [];
  let canvases = 0;
  let isHidden = false;
  Object.assign(window, {
    Document: Object.assign(() => undefined, {
      prototype: {
        get hidden() {
          return isHidden;
        },
      },
    }),
    CanvasRenderingContext2D: fakeContextKind(),
    OffscreenCanvasRenderingContext2D: fakeContextKind(),
    setTimeout: (beat: () => void) => beats.push(beat),
    requestAnimationFrame: (frame: () => void) => frames.push(frame),
    queueMicrotask: globalThis.queueMicrotask,
  });
  const contexts = new Map<HTMLCanvasElement, FakeContext>();
  return {
    window,
    document,
    hide: (next) => {
      isHidden = next;
      document.dispatchEvent(new window.Event('visibilitychange'));
    },
    beat: () => {
      const due = beats;
      beats = [];
      for (const beat of due) beat();
    },
    frame: async () => {
      const due = frames;
      frames = [];
      for (const frame of due) frame();
      await Promise.resolve();
    },
    framesAhead: () => frames.length,
    canvas: (rect, scale = 1, parent = document.body) => {
      const canvas = parent.appendChild(document.createElement('canvas'));
      // Two elements that look alike are equal to a test; an id makes each of them itself.
      canvas.id = `canvas-${++canvases}`;
      canvas.width = rect.width * scale;
      canvas.height = rect.height * scale;
      placeAt(canvas, rect);
      return canvas;
    },
    context: (canvas) => {
      const Kind = window.CanvasRenderingContext2D as unknown as new (
        canvas: HTMLCanvasElement,
      ) => FakeContext;
      const context = contexts.get(canvas) ?? new Kind(canvas);
      contexts.set(canvas, context);
      return context;
    },
  };
}
