// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchStrokes } from '../../../src/anchor/drawing/watch-strokes';
import type { PaneRect } from '../../../src/core/axis/axis-mapping';
import { type DrawingPage, drawingPage } from './fake-drawing';

const PANE: PaneRect = { left: 100, top: 50, width: 300, height: 200 };
let page: DrawingPage;
let shapesIn: ReturnType<typeof watchStrokes>;
const nextTask = () => Promise.resolve();

beforeEach(() => {
  page = drawingPage();
  shapesIn = watchStrokes(page.window);
});
afterEach(() => document.body.replaceChildren());

describe('watchStrokes', () => {
  test('passes arguments and results through', () => {
    const context = page.context(PANE);
    expect(context.lineTo(3, 4)).toBe('native');
    expect(context.fillRect(1, 2, 3, 4)).toBe('native');
    expect(page.calls).toEqual([
      ['lineTo', 3, 4],
      ['fillRect', 1, 2, 3, 4],
    ]);
  });

  test('gives each stroke of a path from where the one before ended, curves by their ends', () => {
    const context = page.context(PANE);
    context.beginPath();
    context.moveTo(0, 10);
    context.lineTo(5, 20);
    context.bezierCurveTo(6, 0, 8, 0, 10, 30);
    context.quadraticCurveTo(12, 0, 15, 40);
    context.closePath();
    expect(shapesIn(PANE)).toEqual([
      {
        rects: [],
        strokes: [
          [100, 60, 105, 70],
          [105, 70, 110, 80],
          [110, 80, 115, 90],
          [115, 90, 100, 60],
        ],
      },
    ]);
  });

  test('begins no stroke where a new path or a move has ended the one before', () => {
    const context = page.context(PANE);
    context.moveTo(0, 0);
    context.beginPath();
    context.lineTo(5, 5);
    context.moveTo(7, 7);
    context.lineTo(8, 8);
    expect(shapesIn(PANE)[0].strokes).toEqual([[107, 57, 108, 58]]);
  });

  test('gives rectangles by their corners, through transform and scale of the bitmap', () => {
    const context = page.context(PANE, 2);
    Object.assign(context, { transform: { a: 2, b: 0, c: 0, d: 2, e: 4, f: 6 } });
    context.fillRect(10, 20, 30, 40);
    context.strokeRect(1, 1, 1, 1);
    context.rect(0, 0, 5, 5);
    context.roundRect(0, 0, 6, 6, 1);
    expect(shapesIn(PANE)[0].rects).toEqual([
      [112, 73, 142, 113],
      [103, 54, 104, 55],
      [102, 53, 107, 58],
      [102, 53, 108, 59],
    ]);
  });

  test('knows what a path object holds when a canvas draws it, wherever that is', () => {
    const context = page.context(PANE);
    const path = new page.window.Path2D();
    path.lineTo(1, 1);
    path.lineTo(2, 3);
    path.rect(4, 4, 2, 2);
    expect(shapesIn(PANE)).toEqual([]);
    Object.assign(context, { transform: { a: 1, b: 0, c: 0, d: 1, e: 0.5, f: 0.5 } });
    context.stroke(path);
    expect(shapesIn(PANE)).toEqual([
      { rects: [[104.5, 54.5, 106.5, 56.5]], strokes: [[101.5, 51.5, 102.5, 53.5]] },
    ]);
  });

  test('a new paint, a cleared canvas: what was there before is forgotten', async () => {
    const context = page.context(PANE);
    context.fillRect(0, 0, 1, 1);
    await nextTask();
    context.fillRect(5, 5, 1, 1);
    expect(shapesIn(PANE)[0].rects).toEqual([[105, 55, 106, 56]]);
    context.clearRect(0, 0, 10, 10);
    expect(shapesIn(PANE)).toHaveLength(1);
    context.clearRect(0, 0, 300, 200);
    expect(shapesIn(PANE)).toEqual([]);
    context.fillRect(9, 9, 1, 1);
    expect(shapesIn(PANE)[0].rects).toEqual([[109, 59, 110, 60]]);
  });

  test('keeps what a canvas shows that is not painted anew, each canvas by itself', async () => {
    const [back, front] = [page.context(PANE), page.context(PANE)];
    back.fillRect(0, 0, 1, 1);
    await nextTask();
    front.fillRect(5, 5, 1, 1);
    expect(shapesIn(PANE).map(({ rects }) => rects)).toEqual([[[100, 50, 101, 51]], [[105, 55, 106, 56]]]);
  });

  test('leaves out canvases that are hidden, elsewhere or gone, and turned contexts', () => {
    const [hidden, gone, turned] = [page.context(PANE), page.context(PANE), page.context(PANE)];
    const elsewhere = page.context({ ...PANE, left: 0 });
    Object.assign(turned, { transform: { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 } });
    for (const context of [hidden, gone, turned, elsewhere]) context.fillRect(0, 0, 1, 1);
    hidden.canvas.style.visibility = 'hidden';
    gone.canvas.remove();
    expect(shapesIn(PANE)).toEqual([]);
  });

  test('takes no arguments that are no numbers, and never throws', () => {
    const context = page.context(PANE);
    const hostile = { valueOf: () => Number.NaN } as unknown as number;
    context.moveTo(hostile, 1);
    context.lineTo(2, 2);
    context.fillRect(0, 0, Number.POSITIVE_INFINITY, 1);
    context.fill('evenodd');
    (context as unknown as { stroke(path: number): void }).stroke(7);
    expect(shapesIn(PANE)).toEqual([]);
  });

  test('rests when nobody has asked for long, until the next question', async () => {
    const context = page.context(PANE);
    for (let paint = 0; paint < 620; paint++) {
      context.fillRect(paint / 10, 0, 1, 1);
      await nextTask();
    }
    expect(shapesIn(PANE)[0].rects[0][0]).toBeLessThan(100 + 61);
    context.fillRect(200, 0, 1, 1);
    expect(shapesIn(PANE)[0].rects).toEqual([[300, 50, 301, 51]]);
  });

  test('queues one task of its own a paint', () => {
    const queue = vi.fn();
    const quiet = drawingPage();
    Object.assign(quiet.window, { queueMicrotask: queue });
    watchStrokes(quiet.window);
    const context = quiet.context(PANE);
    for (let i = 0; i < 5; i++) context.fillRect(i, 0, 1, 1);
    expect(queue).toHaveBeenCalledTimes(1);
  });
});
