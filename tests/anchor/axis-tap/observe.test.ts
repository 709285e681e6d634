import { beforeEach, describe, expect, it } from 'vitest';
import { observePainting, type PaintObserver } from '../../../src/anchor/axis-tap/observe';
import type { Surface } from '../../../src/anchor/axis-tap/painted-label';
import { readBars } from '../../../src/core/axis/drawn-bars';
import { type FakeContext, type FakeContextKind, type FakeSurface, fakeContextKind } from '../fake-context';

let Shown: FakeContextKind;
let Offscreen: FakeContextKind;
let flushes: Set<Surface>[];
let isListening: boolean;
let isHidden: boolean;
let observer: PaintObserver;

function observe(page: object, onFlush = (surfaces: Set<Surface>) => void flushes.push(surfaces)): void {
  observer = observePainting(
    { queueMicrotask, ...page } as unknown as Window & typeof globalThis,
    () => isHidden,
    () => isListening,
    (word) => word === 'Nov',
    onFlush,
  );
}

/** A canvas in the page, and one outside it that may be a cache. */
const shown = () => new Shown({ isConnected: true, width: 100, height: 400 });
const cache = (width = 200, height = 50) => new Shown({ isConnected: false, width, height });
const texts = ({ canvas }: { canvas: FakeSurface }) =>
  observer.labelsOf(canvas as unknown as Surface).map((label) => label.text);
const nextTask = () => Promise.resolve();

beforeEach(() => {
  [Shown, Offscreen] = [fakeContextKind(), fakeContextKind()];
  flushes = [];
  [isListening, isHidden] = [true, false];
  observe({ CanvasRenderingContext2D: Shown, OffscreenCanvasRenderingContext2D: Offscreen });
});

describe('observePainting', () => {
  it.each(['fillText', 'strokeText', 'drawImage'] as const)(
    'passes arguments and result of %s through, under the same name',
    (method) => {
      const context = shown();
      expect(context[method]('61,234', 5, 6, 70)).toBe('native');
      expect(context.calls).toEqual([[method, '61,234', 5, 6, 70]]);
      expect(Shown.prototype[method].name).toBe(method);
    },
  );

  it.each(['fillText', 'strokeText'] as const)('keeps what %s paints, prices and months', (method) => {
    const context = shown();
    for (const text of ['61,234', 'Volume', 'Nov', 17]) context[method](text, 5, 6);
    expect(texts(context)).toEqual(['61,234', 'Nov', '17']);
  });

  it('flushes once after the task, with every surface painted in it', async () => {
    const [one, other] = [shown(), shown()];
    for (const context of [one, other, one]) context.fillText('1', 1, 1);
    expect(flushes).toEqual([]);
    await nextTask();
    expect(flushes).toEqual([new Set([one.canvas, other.canvas])]);
  });

  it('forgets what a shown canvas held when it is painted anew', async () => {
    const context = shown();
    context.fillText('1', 1, 1);
    await nextTask();
    context.fillText('2', 1, 1);
    expect(texts(context)).toEqual(['2']);
  });

  it('keeps at most 400 texts of a paint', () => {
    const context = shown();
    for (let i = 0; i < 500; i++) context.fillText(i, 1, i);
    expect(texts(context)).toHaveLength(400);
  });

  it('keeps nothing while nobody listens, and nothing asks it to flush', async () => {
    isListening = false;
    const [context, source] = [shown(), cache()];
    context.fillText('61,234', 5, 6);
    source.fillText('61,234', 5, 6);
    context.drawImage(source.canvas, 0, 0);
    await nextTask();
    expect(texts(context)).toEqual([]);
    expect(flushes).toEqual([]);
  });
});

describe('a label cache', () => {
  it('gives its labels to the canvas it is drawn onto, and that one is flushed', async () => {
    const source = cache();
    source.fillText('61,234', 20, 25);
    await nextTask();
    const context = shown();
    context.drawImage(source.canvas, 0, 0, 200, 50, 100, 300, 100, 25);
    expect(observer.labelsOf(context.canvas as unknown as Surface)).toMatchObject([
      { text: '61,234', edge: 110, box: 312.5, size: 6 },
    ]);
    await nextTask();
    expect(flushes.at(-1)).toEqual(new Set([context.canvas]));
  });

  it('on an OffscreenCanvas, which is in no page, is read as well', async () => {
    const source = new Offscreen({ width: 200, height: 50 });
    source.fillText('61,234', 20, 25);
    await nextTask();
    expect(flushes).toEqual([]);
    const context = shown();
    context.drawImage(source.canvas, 0, 0);
    expect(texts(context)).toEqual(['61,234']);
  });

  it('that is filled text by text over several tasks still holds the first', async () => {
    const source = cache(400, 100);
    for (const [text, x] of [
      ['1', 20],
      ['2', 120],
      ['3', 220],
    ] as const) {
      source.fillText(text, x, 25);
      shown().fillText('9', 1, 1);
      await nextTask();
    }
    const context = shown();
    context.drawImage(source.canvas, 0, 0, 200, 100, 0, 0, 200, 100);
    expect(texts(context)).toEqual(['1', '2']);
  });

  it('which are painted over and not painted again are told to be none', async () => {
    const context = shown();
    context.fillText('12:00', 5, 6);
    await nextTask();
    context.fillRect(0, 0, 100, 400);
    await nextTask();
    expect(flushes).toHaveLength(2);
    expect(texts(context)).toEqual([]);
    context.fillRect(0, 0, 100, 400);
    await nextTask();
    expect(flushes.slice(2)).toEqual([new Set()]);
  });

  it.each([
    [0, 0],
    [0, 0, Number.NaN, 400],
    [0, 0, 100, Number.NaN],
    [0, 0, 99, 300],
  ])('which are not painted over by a rectangle of %s, %s, %s, %s stay', async (...rect: number[]) => {
    const context = shown();
    context.fillText('12:00', 5, 6);
    await nextTask();
    context.fillRect(...rect);
    await nextTask();
    expect(texts(context)).toEqual(['12:00']);
  });

  it('whose place is painted over holds the newer text only', async () => {
    const source = cache(400, 100);
    for (const text of ['1', '2']) {
      source.fillText(text, 20, 25);
      shown().fillText('9', 1, 1);
      await nextTask();
    }
    source.fillText('3', 120, 25);
    const context = shown();
    context.drawImage(source.canvas, 0, 0, 200, 100, 0, 0, 200, 100);
    expect(texts(context)).toEqual(['2', '3']);
  });

  it('that was never painted, or is a picture, gives nothing', () => {
    const context = shown();
    context.drawImage(cache().canvas, 0, 0);
    context.drawImage({ src: 'logo.png' }, 0, 0);
    context.drawImage(null);
    expect(texts(context)).toEqual([]);
  });
});

describe('rectangles that may be candles', () => {
  const bars = ({ canvas }: { canvas: FakeSurface }) =>
    readBars(observer.rectsOf(canvas as unknown as HTMLCanvasElement));

  it.each(['fillRect', 'rect', 'roundRect'] as const)(
    'of %s are noted by middle, top, bottom and width, and the call passes through',
    (method) => {
      const context = shown();
      expect(context[method](10, 20, 6, 30)).toBe('native');
      expect(bars(context)).toEqual([[13, 20, 50, 6]]);
    },
  );

  it('are noted in device px, and the same when given from the other corner', () => {
    const context = Object.assign(shown(), { transform: { a: 2, b: 0, c: 0, d: 2, e: 4, f: 8 } });
    context.fillRect(10, 20, 6, 30);
    context.fillRect(16, 50, -6, -30);
    expect(bars(context)).toEqual([
      [30, 48, 108, 12],
      [30, 48, 108, 12],
    ]);
  });

  it('are those of the last task that drew any', async () => {
    const context = shown();
    context.fillRect(10, 20, 6, 30);
    await nextTask();
    context.fillText('1', 1, 1);
    await nextTask();
    expect(bars(context)).toHaveLength(1);
    context.fillRect(40, 20, 6, 30);
    expect(bars(context)).toEqual([[43, 20, 50, 6]]);
  });

  it.each<[string, (context: FakeContext) => void]>([
    ['the canvas is cleared', (context) => context.clearRect(0, 0, 100, 400)],
    ['a background is painted over them', (context) => context.fillRect(0, 0, 100, 400)],
  ])('are forgotten when %s', (_, repaint) => {
    const context = shown();
    context.fillRect(10, 20, 6, 30);
    repaint(context);
    expect(bars(context).filter(([x]) => x === 13)).toEqual([]);
  });

  it('are none that are wide, flat or turned', () => {
    const context = new Shown({ isConnected: true, width: 900, height: 400 });
    context.fillRect(10, 20, 800, 3);
    context.fillRect(10, 20, 6, 0);
    context.setTransform(0, 1, -1, 0, 0, 0);
    context.fillRect(10, 20, 6, 30);
    expect(bars(context)).toEqual([]);
  });

  it('are not noted while nobody listens', () => {
    const context = shown();
    isListening = false;
    context.fillRect(10, 20, 6, 30);
    expect(bars(context)).toEqual([]);
  });

  it('have what was painted with them read, though no text was', async () => {
    shown().fillRect(10, 20, 6, 30);
    await nextTask();
    expect(flushes).toHaveLength(1);
  });
});

describe('on a page that does not play along, observePainting', () => {
  it('hides its own errors', async () => {
    const context = Object.assign(shown(), {
      getTransform: () => {
        throw new Error('ours');
      },
    });
    expect(context.fillText('61,234', 5, 6)).toBe('native');
    await nextTask();
    expect(flushes).toEqual([]);
  });

  it('shows the native errors', () => {
    expect(() => Shown.prototype.fillText.call(undefined as never, '1')).toThrow(TypeError);
  });

  it('hides errors of a flush and reads the next paint', async () => {
    const Kind = fakeContextKind();
    const seen: number[] = [];
    observe({ CanvasRenderingContext2D: Kind }, (surfaces) => {
      seen.push(surfaces.size);
      throw new Error('ours');
    });
    for (let i = 0; i < 2; i++) {
      new Kind({ isConnected: true, width: 9, height: 9 }).fillText('1', 1, 1);
      await nextTask();
    }
    expect(seen).toEqual([1, 1]);
  });

  it('forgets what a canvas held that is painted in a hidden tab, and flushes nothing', async () => {
    const Kind = fakeContextKind();
    observe({ CanvasRenderingContext2D: Kind });
    const context = new Kind({ isConnected: true, width: 9, height: 9 });
    context.fillText('1', 1, 1);
    await nextTask();
    isHidden = true;
    context.fillText('2', 1, 1);
    await nextTask();
    expect(texts(context)).toEqual([]);
    expect(flushes).toHaveLength(1);
    isHidden = false;
    context.fillText('3', 1, 1);
    await nextTask();
    expect(texts(context)).toEqual(['3']);
    expect(flushes).toHaveLength(2);
  });

  it('measures nothing that is painted in a hidden tab', () => {
    const Kind = fakeContextKind();
    observe({ CanvasRenderingContext2D: Kind });
    isHidden = true;
    const context = new Kind({ isConnected: true, width: 9, height: 9 });
    const asked: string[] = [];
    context.getTransform = () => {
      asked.push('transform');
      return context.transform;
    };
    Object.defineProperty(context, 'font', { get: () => asked.push('font') });
    context.fillText('61,234', 1, 1);
    context.fillRect(0, 0, 100, 100);
    context.drawImage(context.canvas, 0, 0);
    expect(context.calls).toHaveLength(3);
    expect(asked).toEqual([]);
  });

  it('keeps what a label cache outside the page gets in a hidden tab', () => {
    const Kind = fakeContextKind();
    observe({ CanvasRenderingContext2D: Kind });
    isHidden = true;
    const cache = new Kind({ isConnected: false, width: 9, height: 9 });
    cache.fillText('1', 1, 1);
    expect(texts(cache)).toEqual(['1']);
  });

  it('reads through a fillText that the page had put over the native one', () => {
    const Kind = fakeContextKind();
    const native = Kind.prototype.fillText;
    Kind.prototype.fillText = function (this: FakeContext, ...args: unknown[]) {
      return `page: ${native.apply(this, args)}`;
    };
    observe({ CanvasRenderingContext2D: Kind });
    const context = new Kind({ isConnected: true, width: 9, height: 9 });
    expect(context.fillText('1', 1, 1)).toBe('page: native');
    expect(texts(context)).toEqual(['1']);
  });

  it('reads through a fillText that the page puts over ours', () => {
    const ours = Shown.prototype.fillText;
    Shown.prototype.fillText = function (this: FakeContext, ...args: unknown[]) {
      return ours.apply(this, [`${args[0]}0`, ...args.slice(1)]);
    };
    const context = shown();
    context.fillText('1', 1, 1);
    expect(texts(context)).toEqual(['10']);
  });

  it('sees nothing, and breaks nothing, where the page puts its own fillText in the place of ours', () => {
    Shown.prototype.fillText = () => 'own';
    const context = shown();
    expect(context.fillText('1', 1, 1)).toBe('own');
    expect(texts(context)).toEqual([]);
  });

  it('leaves a frozen prototype as it is and reads the other kind', () => {
    const [Frozen, Other] = [fakeContextKind(), fakeContextKind()];
    const { fillText } = Object.freeze(Frozen.prototype);
    observe({ CanvasRenderingContext2D: Frozen, OffscreenCanvasRenderingContext2D: Other });
    expect(Frozen.prototype.fillText).toBe(fillText);
    const context = new Other({ width: 9, height: 9 });
    context.fillText('1', 1, 1);
    expect(texts(context)).toEqual(['1']);
  });

  it('goes without a kind of context that the browser lacks', () => {
    expect(() => observe({})).not.toThrow();
  });
});
