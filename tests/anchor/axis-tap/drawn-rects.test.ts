import { beforeEach, describe, expect, it } from 'vitest';
import { observePainting, type PaintObserver } from '../../../src/anchor/axis-tap/observe';
import { readBars, writeBars } from '../../../src/core/axis/drawn-bars';

/** A context that only draws rectangles, each test with a prototype of its own. */
function rectContextKind() {
  return class {
    transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
    canvas = { isConnected: true, width: 600, height: 400 };
    fillRect(..._: number[]): void {}
    rect(..._: number[]): void {}
    roundRect(..._: number[]): void {}
    clearRect(..._: number[]): void {}
    fillText(..._: unknown[]): void {}
    measureText = () => ({ width: 30, actualBoundingBoxAscent: 4, actualBoundingBoxDescent: 2 });
    font = '12px sans-serif';
    textAlign = 'left';
    textBaseline = 'middle';
    strokeText(): void {}
    drawImage(): void {}
    getTransform() {
      return this.transform;
    }
  };
}

let observer: PaintObserver;
let isHidden: boolean;
let flushes: number;
let context: InstanceType<ReturnType<typeof rectContextKind>>;

const drawn = () => readBars(writeBars(observer.rectsOf(context.canvas as unknown as Element)));
const nextTask = () => Promise.resolve();

beforeEach(() => {
  const Kind = rectContextKind();
  isHidden = false;
  flushes = 0;
  observer = observePainting(
    { queueMicrotask, CanvasRenderingContext2D: Kind } as unknown as Window & typeof globalThis,
    () => isHidden,
    () => true,
    () => false,
    () => {
      flushes++;
    },
  );
  context = new Kind();
});

describe('observePainting', () => {
  it('notes narrow rectangles in device px, drawn upwards as well', () => {
    context.transform = { ...context.transform, a: 2, d: 2, f: 10 };
    context.fillRect(10, 20, 5, 30);
    context.rect(30, 80, 4, -40);
    context.roundRect(50, 5, 1, 10);
    expect(drawn()).toEqual([
      [25, 50, 110, 10],
      [64, 90, 170, 8],
      [101, 20, 40, 2],
    ]);
  });

  it('flushes once after the task that drew', async () => {
    for (let i = 0; i < 9; i++) context.fillRect(i * 10, 20, 5, 30);
    await nextTask();
    expect(flushes).toBe(1);
  });

  it('notes nothing in a hidden tab, and asks for no flush', async () => {
    isHidden = true;
    context.fillRect(10, 20, 5, 30);
    context.rect(30, 80, 4, -40);
    await nextTask();
    expect(drawn()).toEqual([]);
    expect(flushes).toBe(0);
  });

  it('leaves out lines, wide areas and turned drawings', () => {
    context.fillRect(0, 100, 600, 1);
    context.fillRect(10, 20, 5, 0);
    context.transform = { ...context.transform, b: 0.5 };
    context.fillRect(10, 20, 5, 30);
    expect(drawn()).toEqual([]);
  });

  it('forgets what a new paint, a new background or an erasure has covered', async () => {
    context.fillRect(10, 20, 5, 30);
    await nextTask();
    context.fillRect(40, 20, 5, 30);
    expect(drawn()).toEqual([[42.5, 20, 50, 5]]);
    context.fillRect(0, 0, 600, 400);
    expect(drawn()).toEqual([]);
    context.fillRect(10, 20, 5, 30);
    context.clearRect(0, 0, 600, 400);
    expect(drawn()).toEqual([]);
  });

  it.each(['rect', 'roundRect'] as const)(
    'forgets no labels for a %s of the whole canvas, which may clip',
    (trace) => {
      context.fillText('15', 250, 10);
      context[trace](0, 0, 600, 400);
      expect(observer.labelsOf(context.canvas as unknown as HTMLCanvasElement)).toHaveLength(1);
    },
  );

  it('forgets the labels of a picture that is painted over in the same task', () => {
    const texts = () => observer.labelsOf(context.canvas as unknown as HTMLCanvasElement).map((l) => l.text);
    context.fillText('15', 250, 10);
    context.fillRect(0, 0, 600, 40);
    expect(texts()).toEqual(['15']);
    context.fillRect(0, 0, 600, 400);
    context.fillText('14', 250, 10);
    expect(texts()).toEqual(['14']);
  });
});
