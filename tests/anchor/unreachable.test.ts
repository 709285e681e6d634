import { beforeEach, describe, expect, it } from 'vitest';
import type { RunningStrategy } from '../../src/anchor/strategy';
import { unreachable } from '../../src/anchor/unreachable';
import { type FakePage, fakePage, placeAt } from './fake-page';

const RECT = { left: 30, top: 40, width: 640, height: 360 };

let page: FakePage;
let running: RunningStrategy;

function handOver(canvas: HTMLCanvasElement): void {
  canvas.transferControlToOffscreen();
}

beforeEach(() => {
  page = fakePage();
  Object.defineProperty(page.window.HTMLCanvasElement.prototype, 'transferControlToOffscreen', {
    value: () => ({ isHandle: true }),
    configurable: true,
    writable: true,
  });
  running = unreachable.start({
    window: page.window,
    isHidden: () => false,
    isListening: () => true,
    referencePrice: () => 0,
    wantsBars: () => false,
    changed: () => undefined,
  });
});

describe('unreachable', () => {
  it('of a chart handed to a worker says that it cannot be read, and where it is', () => {
    const canvas = page.canvas(RECT);
    expect(canvas.transferControlToOffscreen()).toEqual({ isHandle: true });
    expect(running.read()).toEqual([
      { element: canvas, pane: RECT, state: 'unsupported', reason: 'worker-canvas', price: null, time: null },
    ]);
  });

  it('says nothing of a canvas that the page paints itself', () => {
    page.canvas(RECT);
    expect(running.read()).toEqual([]);
  });

  it.each([
    ['narrow', { ...RECT, width: 199 }],
    ['low', { ...RECT, height: 119 }],
  ])('says nothing of a %s canvas', (_, rect) => {
    handOver(page.canvas(rect));
    expect(running.read()).toEqual([]);
  });

  it('measures anew at each reading: a chart may grow after it was handed over', () => {
    const canvas = page.canvas({ ...RECT, width: 0, height: 0 });
    handOver(canvas);
    expect(running.read()).toEqual([]);
    placeAt(canvas, RECT);
    expect(running.read()).toHaveLength(1);
  });

  it('forgets a canvas that left the page', () => {
    const canvas = page.canvas(RECT);
    handOver(canvas);
    canvas.remove();
    running.tick();
    page.document.body.append(canvas);
    expect(running.read()).toEqual([]);
  });
});
