import { beforeEach, describe, expect, test } from 'vitest';
import { observePainting, type PaintObserver } from '../../src/anchor/axis-tap/observe';
import type { Surface } from '../../src/anchor/axis-tap/painted-label';

/** The few members of a 2D context that the observer reads. */
class FakeContext {
  font = '12px sans-serif';
  textAlign = 'left';
  textBaseline = 'middle';
  direction = 'ltr';
  transform = { a: 2, b: 0, c: 0, d: 2, e: 10, f: 20 };
  calls: unknown[][] = [];

  constructor(readonly canvas: { isConnected?: boolean; width: number; height: number }) {}

  fillText(...args: unknown[]): string {
    this.calls.push(args);
    return 'native';
  }

  strokeText(): void {}

  drawImage(): void {}

  getTransform() {
    return this.transform;
  }

  measureText(text: string) {
    return { width: text.length * 6, actualBoundingBoxAscent: 4, actualBoundingBoxDescent: 2 };
  }
}

const NATIVE = { ...Object.getOwnPropertyDescriptors(FakeContext.prototype) };
let flushes: Set<Surface>[] = [];
let isListening = true;
let observer: PaintObserver;

function page() {
  return { CanvasRenderingContext2D: FakeContext, queueMicrotask } as unknown as Window & typeof globalThis;
}

function context(
  canvas: { isConnected?: boolean; width: number; height: number } = {
    isConnected: true,
    width: 100,
    height: 400,
  },
) {
  return new FakeContext(canvas);
}

const labels = (of: FakeContext) => observer.labelsOf(of.canvas as unknown as Surface);
const drawImage = (on: FakeContext, ...args: unknown[]) =>
  (on.drawImage as (...given: unknown[]) => void)(...args);

beforeEach(() => {
  Object.defineProperties(FakeContext.prototype, NATIVE);
  flushes = [];
  isListening = true;
  observer = observePainting(
    page(),
    () => isListening,
    (word) => word === 'Nov',
    (surfaces) => flushes.push(surfaces),
  );
});

describe('observePainting', () => {
  test('passes call, arguments and result through', () => {
    const given = context();
    expect((given.fillText as (...args: unknown[]) => string)('61,234', 5, 6, 70)).toBe('native');
    expect(given.calls).toEqual([['61,234', 5, 6, 70]]);
    expect(FakeContext.prototype.fillText.name).toBe('fillText');
  });

  test('keeps text and place in device pixels, by ink and by box', () => {
    const given = context();
    given.fillText('61,234', 5, 6);
    expect(labels(given)).toEqual([
      {
        text: '61,234',
        x: (5 + 18) * 2 + 10,
        ink: (6 - 1) * 2 + 20,
        box: 6 * 2 + 20,
        edge: 20,
        align: 'left',
        halfWidth: 36,
        size: 24,
      },
    ]);
  });

  test.each([
    ['center', 'top', 10, 22],
    ['right', 'bottom', 10 - 36, 10],
    ['end', 'alphabetic', 10 - 36, 14],
  ])('of %s and %s text knows the middle', (align, baseline, dx, box) => {
    const given = Object.assign(context(), {
      textAlign: align,
      textBaseline: baseline,
      transform: { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 },
    });
    given.fillText('123456', 5, 5 + (baseline === 'top' ? 0 : baseline === 'bottom' ? 6 : 3));
    expect(labels(given)[0].x).toBe(dx);
    expect(labels(given)[0].box).toBe(box);
  });

  test('takes right-to-left start for right', () => {
    const given = Object.assign(context(), { textAlign: 'start', direction: 'rtl' });
    given.fillText('123456', 50, 5);
    expect(labels(given)[0].x).toBeLessThan(labels(given)[0].edge);
  });

  test('leaves out words, long and empty texts, objects, and turned text', () => {
    const given = context();
    for (const text of ['Volume', '', '1'.repeat(29), { toString: () => '61000' }, null])
      given.fillText(text, 1, 1);
    given.transform = { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 };
    given.fillText('61000', 1, 1);
    expect(labels(given)).toEqual([]);
  });

  test('keeps month names and plain numbers', () => {
    const given = context();
    given.fillText('Nov', 1, 1);
    given.fillText(17, 40, 1);
    expect(labels(given).map((l) => l.text)).toEqual(['Nov', '17']);
  });

  test('flushes once after the task, with every surface painted in it', async () => {
    const [one, other] = [context(), context({ isConnected: true, width: 1, height: 1 })];
    for (const c of [one, other, one]) c.fillText('1', 1, 1);
    expect(flushes).toEqual([]);
    await Promise.resolve();
    expect(flushes.map((f) => f.size)).toEqual([2]);
  });

  test('begins anew with the next paint', async () => {
    const given = context();
    given.fillText('1', 1, 1);
    await Promise.resolve();
    given.fillText('2', 1, 1);
    expect(labels(given).map((l) => l.text)).toEqual(['2']);
  });

  test('carries labels over when a canvas is drawn onto another', async () => {
    const cache = context({ width: 200, height: 50 });
    cache.transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
    cache.fillText('61,234', 20, 25);
    await Promise.resolve();
    const shown = context();
    drawImage(shown, cache.canvas, 0, 0, 200, 50, 100, 300, 100, 25);
    expect(labels(shown)[0]).toMatchObject({
      text: '61,234',
      edge: (100 + 10) * 2 + 10,
      box: (300 + 12.5) * 2 + 20,
      size: 12,
    });
  });

  test('carries over only what lies in the part that is drawn', async () => {
    const cache = context({ width: 400, height: 400 });
    cache.transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
    cache.fillText('1', 20, 25);
    cache.fillText('2', 20, 225);
    const shown = context();
    drawImage(shown, cache.canvas, 0, 200, 400, 100, 0, 0, 400, 100);
    expect(labels(shown).map((l) => l.text)).toEqual(['2']);
  });

  test('keeps nothing while nobody listens', () => {
    isListening = false;
    const given = context();
    given.fillText('61,234', 5, 6);
    expect(labels(given)).toEqual([]);
  });

  test('hides its own errors and shows the native ones', () => {
    const broken = Object.assign(context(), {
      getTransform: () => {
        throw new Error('mine');
      },
    });
    expect(() => broken.fillText('61,234', 5, 6)).not.toThrow();
    expect(() => FakeContext.prototype.fillText.call(undefined as never, '1')).toThrow(TypeError);
  });

  test('leaves a frozen prototype as it is', () => {
    class Frozen extends FakeContext {}
    Object.freeze(
      Object.defineProperty(Frozen.prototype, 'fillText', { value: () => 'own', configurable: false }),
    );
    const frozenPage = { CanvasRenderingContext2D: Frozen, queueMicrotask } as unknown as Window &
      typeof globalThis;
    expect(() =>
      observePainting(
        frozenPage,
        () => true,
        () => false,
        () => undefined,
      ),
    ).not.toThrow();
  });
});
