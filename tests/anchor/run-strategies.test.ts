import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runStrategies, type StrategyRunner } from '../../src/anchor/run-strategies';
import type { AnchorStrategy, ChartReading, ProbeContext } from '../../src/anchor/strategy';
import { type FakePage, fakePage } from './fake-page';

const PANE = { left: 0, top: 0, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 } as const;

interface Said {
  seq: number;
  chartKey: string;
  source: string;
  state: string;
  reason?: string;
  price: { b: number } | null;
}

let page: FakePage;
let said: Said[];
let isListening: boolean;
let reference: number;
let isHidden: boolean;
let runner: StrategyRunner;

/** One locked chart in the page, at a place of its own unless told otherwise. */
function chart(change: Partial<ChartReading> = {}): ChartReading {
  const pane = { ...PANE, top: page.document.querySelectorAll('canvas').length * 400 };
  return { element: page.canvas(pane), state: 'locked', pane, price: PRICE, time: null, ...change };
}

/** A strategy that reads the given charts, and what breaks it. */
function reader(readings: ChartReading[], source: AnchorStrategy['source'] = 'axis-tap') {
  const broken = { start: false, read: false, tick: false };
  const failIf = (isBroken: boolean) => {
    if (isBroken) throw new Error('tampered');
  };
  let changed: () => void = () => undefined;
  const start = (context: ProbeContext) => {
    failIf(broken.start);
    changed = context.changed;
    return {
      read: () => {
        failIf(broken.read);
        return readings;
      },
      tick: () => failIf(broken.tick),
    };
  };
  return { readings, broken, changed: () => changed(), strategy: { source, start } };
}

function run(...readers: ReturnType<typeof reader>[]): void {
  runner = runStrategies(
    {
      window: page.window,
      isHidden: () => isHidden,
      isListening: () => isListening,
      referencePrice: () => reference,
      wantsBars: () => false,
    },
    readers.map(({ strategy }) => strategy),
    'c',
    (detail) => said.push(JSON.parse(detail)),
  );
  runner.tick();
}

function emit(type: string, target: EventTarget = page.document): void {
  target.dispatchEvent(new page.window.Event(type));
}

function show(visibilityState: 'visible' | 'hidden'): void {
  isHidden = visibilityState === 'hidden';
  emit('visibilitychange');
}

/** Listeners that are on: each `add` counts up and each `remove` down. */
function countListeners(...targets: EventTarget[]): () => number {
  const on = new Set<string>();
  targets.forEach((target, i) => {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (type: string, ...more: [EventListener, boolean?]) => {
      on.add(`${i} ${type}`);
      addEventListener.call(target, type, ...more);
    };
    target.removeEventListener = (type: string, ...more: [EventListener, boolean?]) => {
      on.delete(`${i} ${type}`);
      removeEventListener.call(target, type, ...more);
    };
  });
  return () => on.size;
}

beforeEach(() => {
  page = fakePage();
  said = [];
  [isListening, isHidden] = [true, false];
  reference = 0;
});
afterEach(() => runner.stop());

describe('runStrategies, with a reading that is not sure which chart it is of,', () => {
  const guess = (b: number) => chart({ state: 'ambiguous', price: { ...PRICE, b }, symbolText: 'BTCUSDT' });
  beforeEach(() => {
    reference = 61_000;
  });

  it('locks it when the labels of the chart say the same', () => {
    const unsure = guess(6400);
    run(reader([unsure], 'host-api'), reader([{ ...unsure, state: 'locked', price: { ...PRICE, b: 6401 } }]));
    expect(said).toMatchObject([
      { state: 'locked', source: 'host-api', price: { b: 6400 }, symbolText: 'BTCUSDT' },
    ]);
  });

  it.each([
    ['other heights', { b: 6420 }],
    ['another scale of the same height for our price', { a: -0.2, b: 12_500 }],
  ])('believes labels that say %s', (_, change) => {
    const unsure = guess(6400);
    const price = { ...PRICE, ...change };
    run(reader([unsure], 'host-api'), reader([{ ...unsure, state: 'locked', symbolText: undefined, price }]));
    expect(said).toMatchObject([{ state: 'locked', source: 'axis-tap', price: { b: change.b } }]);
    expect(said[0]).not.toHaveProperty('symbolText');
  });

  it('draws on no chart whose labels say nothing', () => {
    run(reader([guess(6400)], 'host-api'), reader([]));
    expect(said).toMatchObject([{ state: 'ambiguous' }]);
  });

  it('keeps the bars that only a later strategy saw drawn', () => {
    const unsure = guess(6400);
    run(reader([unsure], 'host-api'), reader([{ ...unsure, state: 'locked', bars: 'abcd' }]));
    expect(said).toMatchObject([
      { source: 'host-api', bars: 'abcd' },
      { source: 'host-api', state: 'locked' },
    ]);
  });
});

describe('runStrategies', () => {
  it('says a chart once while nothing changes', () => {
    run(reader([chart()]));
    runner.tick();
    emit('scroll');
    expect(said).toMatchObject([{ v: 1, chartKey: 'c1', source: 'axis-tap', state: 'locked' }]);
  });

  it('gives each chart a key of its own, and numbers that rise', () => {
    const both = reader([chart(), chart()]);
    run(both);
    both.readings[0] = { ...both.readings[0], price: { ...PRICE, b: 1 } };
    runner.tick();
    expect(said.map(({ chartKey }) => chartKey)).toEqual(['c1', 'c2', 'c1']);
    expect(said[1].seq).toBe(said[0].seq + 1);
    expect(said[2].seq).toBe(said[1].seq + 1);
  });

  it('says at once what a strategy has seen change', () => {
    const moving = reader([chart()]);
    run(moving);
    moving.readings[0] = { ...moving.readings[0], price: { ...PRICE, b: 6500 } };
    moving.changed();
    expect(said.at(-1)?.price).toMatchObject({ b: 6500 });
  });

  it.each(['scroll', 'resize'])('measures anew on %s, without a paint', (type) => {
    const moved = reader([chart()]);
    run(moved);
    moved.readings[0] = { ...moved.readings[0], pane: { ...PANE, top: -50 } };
    emit(type, type === 'resize' ? page.window : page.document);
    expect(said.at(-1)).toMatchObject({ pane: { top: -50 } });
  });

  it('says nothing while nobody listens', () => {
    isListening = false;
    const quiet = reader([chart()]);
    run(quiet);
    quiet.changed();
    expect(said).toEqual([]);
  });
});

describe('a chart that shows its bars', () => {
  const timeLabels = [{ text: '08:00', x: 100 }];

  it('is said with its bars first and with its times after, in two short events', () => {
    run(reader([chart({ bars: 'abcd', timeLabels })]));
    expect(said).toMatchObject([
      { bars: 'abcd', price: PRICE },
      { timeLabels, price: PRICE },
    ]);
    expect(said[0]).not.toHaveProperty('timeLabels');
    expect(said[1]).not.toHaveProperty('bars');
  });

  it('is said again when only its bars have changed', () => {
    const moving = reader([chart({ bars: 'abcd', timeLabels })]);
    run(moving);
    runner.tick();
    expect(said).toHaveLength(2);
    moving.readings[0] = { ...moving.readings[0], bars: 'efgh' };
    runner.tick();
    expect(said.slice(2)).toMatchObject([{ bars: 'efgh' }, { timeLabels }]);
  });

  it('is not said again when its bars are no longer asked for, nor when they then are the same', () => {
    const asked = reader([chart({ bars: 'abcd', timeLabels })]);
    run(asked);
    const [seen] = asked.readings;
    asked.readings[0] = { ...seen, bars: undefined };
    runner.tick();
    asked.readings[0] = seen;
    runner.tick();
    expect(said).toHaveLength(2);
  });

  it('is said with the same bars again once it has said something else without them', () => {
    const asked = reader([chart({ bars: 'abcd', timeLabels })]);
    run(asked);
    const [seen] = asked.readings;
    asked.readings[0] = { ...seen, bars: undefined, timeLabels: [] };
    runner.tick();
    asked.readings[0] = { ...seen, timeLabels: [] };
    runner.tick();
    expect(said.slice(2)).toMatchObject([{ timeLabels: [] }, { bars: 'abcd' }, { timeLabels: [] }]);
  });
});

describe('of several strategies, runStrategies', () => {
  const unread = { state: 'unsupported', reason: 'percent-axis', price: null } as const;

  it('believes the first that has locked a chart', () => {
    const seen = chart();
    run(reader([seen], 'host-api'), reader([{ ...seen, price: { ...PRICE, b: 1 } }], 'axis-tap'));
    expect(said).toMatchObject([{ source: 'host-api', price: { b: 6400 } }]);
  });

  it('falls back to a later one where the first could not lock', () => {
    const seen = chart();
    run(reader([{ ...seen, ...unread }], 'host-api'), reader([seen], 'axis-tap'));
    expect(said).toMatchObject([{ source: 'axis-tap', state: 'locked' }]);
  });

  it('gives the reason of the first where none could', () => {
    const seen = chart();
    run(
      reader([{ ...seen, ...unread }], 'host-api'),
      reader([{ ...seen, ...unread, reason: 'no-fit' }], 'axis-tap'),
    );
    expect(said).toMatchObject([{ source: 'host-api', reason: 'percent-axis' }]);
  });

  it('takes canvases at one place for one chart, and keeps its key when another strategy takes over', () => {
    const [front, back] = [chart({ pane: PANE }), chart({ pane: PANE })];
    const [first, second] = [reader([front], 'host-api'), reader([{ ...back, element: front.element }])];
    run(first, second, reader([back]));
    first.readings.length = 0;
    runner.tick();
    expect(said.map(({ chartKey, source }) => [chartKey, source])).toEqual([
      ['c1', 'host-api'],
      ['c1', 'axis-tap'],
    ]);
  });

  it('keeps the charts of one when the tick of another fails', () => {
    const [failing, sound] = [reader([chart()]), reader([chart()])];
    run(failing, sound);
    failing.broken.tick = true;
    runner.tick();
    const last = new Map(said.map(({ chartKey, state }) => [chartKey, state]));
    expect([...last]).toEqual([
      ['c1', 'lost'],
      ['c2', 'locked'],
    ]);
  });

  it('goes without one that does not start', () => {
    const failing = reader([chart()], 'host-api');
    failing.broken.start = true;
    run(failing, reader([chart()]));
    expect(said).toMatchObject([{ source: 'axis-tap', state: 'locked' }]);
  });
});

describe('a chart that is lost', () => {
  it.each(['read', 'tick'] as const)('because %s fails is taken back, and said again after', (how) => {
    const failing = reader([chart()]);
    run(failing);
    failing.broken[how] = true;
    runner.tick();
    expect(said.at(-1)).toMatchObject({ chartKey: 'c1', state: 'lost', price: null });
    failing.broken[how] = false;
    runner.tick();
    expect(said.at(-1)).toMatchObject({ chartKey: 'c1', state: 'locked' });
  });

  it('because it is not read any more is said to be gone, once', () => {
    const leaving = reader([chart()]);
    run(leaving);
    leaving.readings.length = 0;
    runner.tick();
    runner.tick();
    expect(said.slice(1)).toMatchObject([
      { chartKey: 'c1', state: 'lost', reason: 'gone', price: null, time: null },
    ]);
  });

  it('because it left the page comes back as another chart', () => {
    const leaving = reader([chart()]);
    const [seen] = leaving.readings;
    run(leaving);
    seen.element.remove();
    leaving.readings.length = 0;
    runner.tick();
    page.document.body.append(seen.element);
    leaving.readings.push(seen);
    runner.tick();
    expect(said.map(({ chartKey, state }) => [chartKey, state])).toEqual([
      ['c1', 'locked'],
      ['c1', 'lost'],
      ['c2', 'locked'],
    ]);
  });

  it('because its tab is hidden stays so until two frames were painted', async () => {
    run(reader([chart()]));
    show('hidden');
    expect(said.at(-1)).toMatchObject({ state: 'lost', reason: 'hidden' });
    runner.tick();
    expect(said).toHaveLength(2);
    show('visible');
    await page.frame();
    expect(said).toHaveLength(2);
    await page.frame();
    expect(said.at(-1)).toMatchObject({ chartKey: 'c1', state: 'locked' });
  });
});

describe('stop', () => {
  it('leaves no listener, and what happens after is not read', () => {
    const listeners = countListeners(page.document, page.window);
    const read = reader([chart()]);
    run(read);
    expect(listeners()).toBe(3);
    runner.stop();
    expect(listeners()).toBe(0);
    read.readings[0] = { ...read.readings[0], pane: { ...PANE, top: -50 } };
    emit('scroll');
    emit('resize', page.window);
    show('hidden');
    expect(said).toHaveLength(1);
  });

  it('on a page that forbids to take listeners off does not throw', () => {
    run(reader([chart()]));
    page.document.removeEventListener = vi.fn(() => {
      throw new Error('page');
    });
    expect(() => runner.stop()).not.toThrow();
  });
});

describe('restart', () => {
  it('says every chart again, and listens again', () => {
    const listeners = countListeners(page.document, page.window);
    const read = reader([chart(), chart()]);
    run(read);
    runner.stop();
    runner.restart();
    expect(said.map(({ chartKey }) => chartKey)).toEqual(['c1', 'c2', 'c1', 'c2']);
    expect(listeners()).toBe(3);
  });
});

describe('tick', () => {
  it('puts listeners back that document.open() has dropped', () => {
    const read = reader([chart()]);
    run(read);
    page.document.open();
    page.document.close();
    runner.tick();
    read.readings[0] = { ...read.readings[0], pane: { ...PANE, top: -50 } };
    emit('scroll');
    expect(said.at(-1)).toMatchObject({ pane: { top: -50 } });
  });

  it('sends candles as an event of their own before the labels of the same paint', () => {
    const labels = [{ text: '12:00', x: 5 }];
    run(reader([chart({ bars: 'abcd', timeLabels: labels })]));
    expect(said.map(({ seq: _, ...event }) => event)).toEqual([
      expect.objectContaining({ chartKey: 'c1', bars: 'abcd' }),
      expect.objectContaining({ chartKey: 'c1', timeLabels: labels }),
    ]);
    expect(said[0]).not.toHaveProperty('timeLabels');
    expect(said[1]).not.toHaveProperty('bars');
    runner.tick();
    expect(said.length).toBe(2);
  });
});
