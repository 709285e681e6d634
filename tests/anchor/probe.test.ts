import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HELLO_EVENT, READY_EVENT } from '../../src/anchor/channel';
import { startProbe } from '../../src/anchor/probe';
import type { AxisReport } from '../../src/core/axis/axis-report';
import { parseMapping } from '../../src/core/axis/parse-mapping';
import { fakeHostApi, HOST_CHART } from './fake-host';
import { type FakePage, fakePage } from './fake-page';
import { openAnew } from './open-anew';
import { paintPrices } from './paint-axis';

const PANE = { left: 10, top: 20, width: 800, height: 401 };
const AXIS = { ...PANE, left: 810, width: 60 };
const LINE = { a: -0.05, b: 3100 };
const HEIGHTS = [30, 90, 150, 210, 270, 330];
const NAME = 'heard-by-nobody-else';

let page: FakePage;
/** What the isolated script would take: parsed as it parses, so that a message it refuses fails the test. */
let heard: AxisReport[];
/** What the page's own error handler would see. */
let pageErrors: unknown[];
/** Puts back what a test has broken: happy-dom's windows share some prototypes. */
let mend: (() => void)[];

function say(type: string, detail: unknown): void {
  page.document.dispatchEvent(new page.window.CustomEvent(type, { detail }));
}

function listenAs(name: string): void {
  page.document.addEventListener(name, (event) => {
    const report = parseMapping((event as CustomEvent<unknown>).detail);
    expect(report).not.toBeNull();
    if (report) heard.push(report);
  });
  say(HELLO_EVENT, name);
}

function addChart() {
  return { pane: page.canvas(PANE), axis: page.canvas(AXIS) };
}

async function paint(
  axis: HTMLCanvasElement,
  line = LINE,
  format?: (price: number) => string,
): Promise<void> {
  paintPrices(page.context(axis), line, HEIGHTS, { format });
  await Promise.resolve();
}

/** Puts something in the place of a property until the test ends. */
function replace(object: object, name: string, property: PropertyDescriptor): void {
  const old = Object.getOwnPropertyDescriptor(object, name);
  mend.push(() => {
    Reflect.deleteProperty(object, name);
    if (old) Object.defineProperty(object, name, old);
  });
  Object.defineProperty(object, name, { configurable: true, ...property });
}

function throwing(): never {
  throw new Error('the page forbids it');
}

/** Everything a chart and its reader go through in a life: paint, time, scroll, price, a stop and a new start. */
async function live(axis: HTMLCanvasElement): Promise<void> {
  await paint(axis);
  page.beat();
  await page.frame();
  page.document.dispatchEvent(new page.window.Event('scroll'));
  page.window.dispatchEvent(new page.window.Event('resize'));
  page.document.dispatchEvent(new page.window.Event('visibilitychange'));
  say(HELLO_EVENT, `${NAME} 61000`);
  say(HELLO_EVENT, '');
  say(HELLO_EVENT, 'another');
  page.beat();
}

beforeEach(() => {
  page = fakePage();
  [heard, pageErrors, mend] = [[], [], []];
  page.window.addEventListener('error', (event) => pageErrors.push(event.error));
});

afterEach(() => {
  for (const undo of mend.reverse()) undo();
});

describe('startProbe', () => {
  it('calls out, and tells whoever answers the axes of a chart in the task that paints them', async () => {
    let calls = 0;
    page.document.addEventListener(READY_EVENT, () => calls++);
    startProbe(page.window);
    listenAs(NAME);
    const { axis } = addChart();
    await paint(axis);
    expect(calls).toBe(1);
    expect(heard).toMatchObject([
      { v: 1, chartKey: 'c1', source: 'axis-tap', state: 'locked', pane: PANE, price: { scale: 'linear' } },
    ]);
    expect(heard[0].price?.b).toBeCloseTo(LINE.b + PANE.top, 6);
  });

  it('tells a late listener what was painted before', async () => {
    startProbe(page.window);
    const { axis } = addChart();
    await paint(axis);
    listenAs(NAME);
    expect(heard).toMatchObject([{ state: 'locked' }]);
  });

  it('a second time in one document does nothing', async () => {
    startProbe(page.window);
    const { fillText } = page.window.CanvasRenderingContext2D.prototype;
    startProbe(page.window);
    expect(page.window.CanvasRenderingContext2D.prototype.fillText).toBe(fillText);
    listenAs(NAME);
    await paint(addChart().axis);
    expect(heard).toHaveLength(1);
  });

  it('in a window that got a new document starts again', async () => {
    startProbe(page.window);
    const first = page.document;
    const next = first.implementation.createHTMLDocument();
    Object.defineProperty(page.window, 'document', { value: next });
    let calls = 0;
    next.addEventListener(READY_EVENT, () => calls++);
    startProbe(page.window);
    startProbe(page.window);
    expect(calls).toBe(1);
  });

  it('believes the chart object before the painted labels, and falls back when it goes', async () => {
    startProbe(page.window);
    listenAs(NAME);
    Object.assign(page.window, { tradingViewApi: fakeHostApi([HOST_CHART]) });
    const { axis } = addChart();
    await paint(axis);
    Object.assign(page.window, { tradingViewApi: undefined });
    page.beat();
    expect(heard.map(({ chartKey, source, state }) => [chartKey, source, state])).toEqual([
      ['c1', 'host-api', 'locked'],
      ['c1', 'axis-tap', 'locked'],
    ]);
    expect(heard[0].price).toMatchObject({ a: -0.2 });
    expect(heard[1].price?.a).toBeCloseTo(LINE.a, 9);
  });

  it('says of a chart painted in a worker that it cannot be read', () => {
    const { prototype } = page.window.HTMLCanvasElement;
    replace(prototype, 'transferControlToOffscreen', { value: () => ({}) });
    startProbe(page.window);
    listenAs(NAME);
    page.canvas(PANE).transferControlToOffscreen();
    page.beat();
    expect(heard).toMatchObject([{ state: 'unsupported', reason: 'worker-canvas', pane: PANE }]);
  });

  it('takes our own price to decide what 61.234 means', async () => {
    startProbe(page.window);
    listenAs(NAME);
    const { axis } = addChart();
    await paint(axis, { a: -50, b: 3100 }, (price) => price.toFixed(3));
    expect(heard.at(-1)).toMatchObject({ state: 'ambiguous', reason: 'number-format', price: null });
    say(HELLO_EVENT, `${NAME} 59`);
    expect(heard.at(-1)).toMatchObject({ state: 'locked', price: { a: expect.closeTo(-50, 6) } });
    say(HELLO_EVENT, `${NAME} 59000`);
    expect(heard.at(-1)).toMatchObject({ state: 'locked', price: { a: expect.closeTo(-0.05, 6) } });
  });

  it('says that a chart is lost with its canvases', async () => {
    startProbe(page.window);
    listenAs(NAME);
    const { pane, axis } = addChart();
    await paint(axis);
    pane.remove();
    axis.remove();
    page.beat();
    expect(heard.at(-1)).toMatchObject({ chartKey: 'c1', state: 'lost', reason: 'gone', price: null });
  });

  it('hears a new listener again after document.open() has dropped its ear', async () => {
    startProbe(page.window);
    await openAnew(page.document);
    listenAs(NAME);
    await paint(addChart().axis);
    expect(heard).toMatchObject([{ state: 'locked' }]);
  });
});

describe('a probe that was told to stop', () => {
  /** Types that somebody listens to, counted on document and window from here on. */
  function countListeners(): () => string[] {
    const on = new Set<string>();
    for (const object of [page.window.EventTarget.prototype, page.document, page.window]) {
      const { addEventListener, removeEventListener } = object;
      replace(object, 'addEventListener', {
        value(this: EventTarget, ...args: Parameters<EventTarget['addEventListener']>) {
          on.add(args[0]);
          addEventListener.apply(this, args);
        },
      });
      replace(object, 'removeEventListener', {
        value(this: EventTarget, ...args: Parameters<EventTarget['removeEventListener']>) {
          on.delete(args[0]);
          removeEventListener.apply(this, args);
        },
      });
    }
    return () => [...on].sort();
  }

  it('says nothing, asks for no frame and keeps only the ear for a new listener', async () => {
    const listeners = countListeners();
    startProbe(page.window);
    say(HELLO_EVENT, NAME);
    const { axis } = addChart();
    Object.assign(page.window, { tradingViewApi: fakeHostApi([HOST_CHART]) });
    await paint(axis);
    page.beat();
    expect(listeners()).toEqual([HELLO_EVENT, 'resize', 'scroll', 'visibilitychange']);
    say(HELLO_EVENT, '');
    await page.frame();
    page.beat();
    expect(page.framesAhead()).toBe(0);
    expect(listeners()).toEqual([HELLO_EVENT]);
  });

  it('reads and sends nothing more, and the page paints as before', async () => {
    startProbe(page.window);
    listenAs(NAME);
    const { axis } = addChart();
    await paint(axis);
    say(HELLO_EVENT, '');
    const before = heard.length;
    await paint(axis, { a: -0.1, b: 6000 });
    page.beat();
    expect(page.context(axis).fillText('7', 1, 1)).toBe('native');
    expect(heard).toHaveLength(before);
  });

  it('tells everything to the next listener', async () => {
    startProbe(page.window);
    listenAs(NAME);
    const { axis } = addChart();
    await paint(axis);
    say(HELLO_EVENT, '');
    listenAs('next');
    expect(heard).toMatchObject([{ chartKey: 'c1' }, { chartKey: 'c1', state: 'locked' }]);
  });
});

describe('on a hostile page, startProbe', () => {
  /** What a page may take away: each breaks one thing that the probe uses. */
  const HOSTILE: [string, (window: FakePage['window']) => void][] = [
    ['document.addEventListener', (w) => replace(w.document, 'addEventListener', { value: throwing })],
    ['document.removeEventListener', (w) => replace(w.document, 'removeEventListener', { value: throwing })],
    ['window.addEventListener', (w) => replace(w, 'addEventListener', { value: throwing })],
    ['document.querySelectorAll', (w) => replace(w.document, 'querySelectorAll', { value: throwing })],
    ['requestAnimationFrame', (w) => replace(w, 'requestAnimationFrame', { value: throwing })],
    ['the visibility of the document', (w) => replace(w.document, 'visibilityState', { get: throwing })],
    ['the chart object', (w) => replace(w, 'tradingViewApi', { get: throwing })],
    [
      'the place of elements',
      (w) => replace(w.Element.prototype, 'getBoundingClientRect', { get: throwing }),
    ],
    ['the roots of elements', (w) => replace(w.Node.prototype, 'getRootNode', { value: throwing })],
    [
      'the transform',
      (w) => replace(w.CanvasRenderingContext2D.prototype, 'getTransform', { value: throwing }),
    ],
    ['measureText', (w) => replace(w.CanvasRenderingContext2D.prototype, 'measureText', { value: throwing })],
    ['a frozen context', (w) => Object.freeze(w.CanvasRenderingContext2D.prototype)],
  ];

  async function survives(axis: HTMLCanvasElement): Promise<void> {
    await expect(live(axis)).resolves.toBeUndefined();
    expect(pageErrors).toEqual([]);
  }

  it.each(HOSTILE)('lets no error out when %s breaks while it runs', async (_, breakIt) => {
    startProbe(page.window);
    listenAs(NAME);
    const { axis } = addChart();
    await paint(axis);
    breakIt(page.window);
    await survives(axis);
  });

  it.each(HOSTILE)('lets no error out when %s is broken before it starts', async (_, breakIt) => {
    const { axis } = addChart();
    breakIt(page.window);
    expect(() => startProbe(page.window)).not.toThrow();
    await survives(axis);
  });

  it.each(['hidden', 'visibilityState'])('reads past a %s of the page that breaks', async (name) => {
    startProbe(page.window);
    listenAs(NAME);
    replace(page.document, name, { get: throwing });
    await paint(addChart().axis);
    expect(heard).toMatchObject([{ state: 'locked' }]);
  });

  it('keeps telling its listener when the page breaks CustomEvent', async () => {
    startProbe(page.window);
    listenAs(NAME);
    replace(page.window, 'CustomEvent', { value: throwing });
    await paint(addChart().axis);
    expect(heard).toMatchObject([{ state: 'locked' }]);
  });

  it("survives a listener of the page's that throws on the mapping event", async () => {
    startProbe(page.window);
    listenAs(NAME);
    page.document.addEventListener(NAME, throwing);
    const { axis } = addChart();
    await paint(axis);
    await paint(axis, { a: -0.1, b: 6000 });
    expect(heard).toHaveLength(2);
  });

  it('starts in a window that may not be written to without a sound', () => {
    Object.freeze(page.window);
    expect(() => startProbe(page.window)).not.toThrow();
  });
});
