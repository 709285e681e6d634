import { beforeEach, describe, expect, it } from 'vitest';
import { observePainting, type PaintObserver } from '../../../src/anchor/axis-tap/observe';
import { readBars } from '../../../src/core/axis/drawn-bars';

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
    /** As a native method would, each makes another transform; what they are given does not matter here. */
    #shift(): void {
      this.transform = { ...this.transform, e: this.transform.e + 100 };
    }
    restore(): void {
      this.#shift();
    }
    scale(): void {
      this.#shift();
    }
    rotate(): void {
      this.#shift();
    }
    translate(): void {
      this.#shift();
    }
    resetTransform(): void {
      this.#shift();
    }
    reset(): void {
      this.#shift();
    }
    setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
      this.transform = { a, b, c, d, e, f };
    }
  };
}

let observer: PaintObserver;
let isHidden: boolean;
let flushes: number;
let context: InstanceType<ReturnType<typeof rectContextKind>>;

const drawn = () => readBars(observer.rectsOf(context.canvas as unknown as Element));
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

  it.each(['restore', 'scale', 'rotate', 'translate', 'resetTransform', 'reset'] as const)(
    'places what is painted after %s by the new transform, what was painted before by the old one',
    (change) => {
      context.fillRect(10, 20, 5, 30);
      context[change]();
      context.fillRect(10, 20, 5, 30);
      expect(drawn()).toEqual([
        [12.5, 20, 50, 5],
        [112.5, 20, 50, 5],
      ]);
    },
  );

  it('places what two contexts paint in turn each by its own transform', () => {
    const other = new (context.constructor as new () => typeof context)();
    other.setTransform(1, 0, 0, 1, 200, 0);
    for (const each of [context, other, context, other]) each.fillRect(10, 20, 5, 30);
    const xOf = ({ canvas }: typeof context) =>
      readBars(observer.rectsOf(canvas as unknown as Element)).map(([x]) => x);
    expect([xOf(context), xOf(other)]).toEqual([
      [12.5, 12.5],
      [212.5, 212.5],
    ]);
  });

  it('asks a context for its transform once for all it paints in a row, and again in the next task', async () => {
    let asked = 0;
    Object.assign(context, { getTransform: () => [context.transform, asked++][0] });
    for (let x = 0; x < 50; x += 10) context.fillRect(x, 20, 5, 30);
    expect(asked).toBe(1);
    await nextTask();
    context.transform = { ...context.transform, e: 7 };
    context.fillRect(10, 20, 5, 30);
    expect([asked, drawn()]).toEqual([2, [[19.5, 20, 50, 5]]]);
  });

  it('tells what a task has painted so far, and then all of it', async () => {
    context.fillRect(10, 20, 5, 30);
    expect(drawn()).toHaveLength(1);
    context.fillRect(40, 20, 5, 30);
    expect(drawn()).toHaveLength(2);
    await nextTask();
    expect([drawn(), drawn()].map(({ length }) => length)).toEqual([2, 2]);
  });

  it('leaves out lines, wide areas and turned drawings', () => {
    context.fillRect(0, 100, 600, 1);
    context.fillRect(10, 20, 5, 0);
    context.setTransform(1, 0.5, 0, 1, 0, 0);
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
