import { beforeEach, describe, expect, it } from 'vitest';
import { bestOfPane, readCharts, roleOf, type TappedPane } from '../../../src/anchor/axis-tap/panes';
import type { TappedAxis } from '../../../src/anchor/axis-tap/tapped-axis';
import { canvasesBeside } from '../../../src/anchor/geometry';
import type { PaneRect } from '../../../src/core/axis/axis-mapping';
import { type FakePage, fakePage } from '../fake-page';

const PANE = { left: 10, top: 20, width: 600, height: 300 };
const AXIS = { left: 610, top: 20, width: 60, height: 300 };
const FIT = {
  scale: 'linear',
  a: -0.1,
  b: 6400,
  samples: 9,
  inliers: 8,
  onLine: 8,
  rmsPx: 0.1,
  spanPx: 250,
} as const;
const LOCKED = { state: 'locked', fit: FIT } as const;
const NO_FIT = { state: 'lost', reason: 'no-fit' } as const;
const OFF_AXIS = { state: 'unsupported', reason: 'price-not-on-axis' } as const;

let page: FakePage;

const role = (canvas: HTMLCanvasElement) => roleOf(canvas, canvasesBeside(canvas));

/** What an axis canvas of the size of `rect` said. */
function axisOf({ width, height }: PaneRect, change: Partial<TappedAxis> = {}): TappedAxis {
  return { reading: LOCKED, times: [], width, height, plot: null, aside: 0, ...change };
}

/** A pane with its axis at its right. */
function paneAt(rect: PaneRect, change: Partial<TappedAxis> = {}): TappedPane {
  const axisRect = { ...rect, left: rect.left + rect.width, width: 60 };
  return { ...axisOf(axisRect, change), pane: page.canvas(rect), axis: page.canvas(axisRect) };
}

beforeEach(() => {
  page = fakePage();
});

describe('roleOf', () => {
  it.each([
    ['right', AXIS],
    ['left', { ...AXIS, left: -50 }],
    ['right, 2 px off', { left: 612, top: 22, width: 60, height: 298 }],
  ])('of a narrow canvas at the %s of a pane is its price axis', (_, rect) => {
    const pane = page.canvas(PANE);
    expect(role(page.canvas(rect))).toEqual({ kind: 'price', pane, isInside: false });
  });

  it.each([
    ['right', { ...AXIS, left: 550 }],
    ['left', { ...AXIS, left: 10 }],
  ])('of a narrow canvas on the %s side of a pane is its price axis', (_, rect) => {
    const pane = page.canvas(PANE);
    expect(role(page.canvas(rect))).toEqual({ kind: 'price', pane, isInside: true });
  });

  it('of an axis beside its pane is that of the pane, though a canvas spans both', () => {
    page.canvas({ ...PANE, width: 660 });
    const pane = page.canvas(PANE);
    expect(role(page.canvas(AXIS))).toEqual({ kind: 'price', pane, isInside: false });
  });

  it.each([
    ['in the middle of a pane', { ...AXIS, left: 300 }],
    ['on a pane, but lower', { ...AXIS, left: 550, height: 280 }],
  ])('of a narrow canvas %s is none', (_, rect) => {
    page.canvas(PANE);
    expect(role(page.canvas(rect))).toMatchObject({ kind: 'none' });
  });

  it.each([
    ['that touches no pane', { ...AXIS, left: 614 }],
    ['that begins lower than the pane', { ...AXIS, top: 24 }],
    ['that is higher than the pane', { ...AXIS, height: 304 }],
    ['that is too low for an axis', { ...AXIS, height: 59 }],
  ])('of a narrow canvas %s is none', (_, rect) => {
    page.canvas({ ...PANE, height: rect.height === 59 ? 59 : PANE.height });
    expect(role(page.canvas(rect))).toMatchObject({ kind: 'none' });
  });

  it('of a narrow canvas beside another narrow one is none: a pane is wide', () => {
    page.canvas({ ...AXIS, left: 550 });
    expect(role(page.canvas(AXIS))).toMatchObject({ kind: 'none' });
  });

  it.each([
    ['a low strip', 28, 'time'],
    ['a strip of 80 px', 80, 'time'],
    ['a chart-sized canvas', 300, 'shared'],
  ])('of %s goes by its height', (_, height, kind) => {
    const pane = page.canvas({ ...PANE, height });
    expect(role(pane)).toEqual({ kind, pane, isInside: false });
  });
});

describe('bestOfPane', () => {
  /** An axis canvas in the chart's own box, and one in a box beside it. */
  function rivals() {
    const { document } = page;
    const outer = document.body.appendChild(document.createElement('div'));
    const chart = outer.appendChild(document.createElement('div'));
    const pane = page.canvas(PANE, 1, chart);
    const own = { ...axisOf(AXIS), pane, axis: page.canvas(AXIS, 1, chart) };
    const book = { ...axisOf(AXIS), pane, axis: page.canvas(AXIS, 1, outer) };
    return { pane, chart, own, book };
  }

  it("takes the axis in the pane's own box, in either order and even where only the other is locked", () => {
    const { own, book } = rivals();
    const unread = { ...own, reading: NO_FIT };
    expect(bestOfPane([own, book], 62_500)).toBe(own);
    expect(bestOfPane([book, own], 62_500)).toBe(own);
    expect(bestOfPane([unread, book], 62_500)).toBe(unread);
  });

  it('of two equally close ones takes the locked one, and of two that differ none', () => {
    const { pane, chart, own } = rivals();
    const reading = { state: 'locked', fit: { ...FIT, a: -0.05, b: 3300 } } as const;
    const left = { ...axisOf(AXIS, { reading }), pane, axis: page.canvas({ ...AXIS, left: -50 }, 1, chart) };
    expect(bestOfPane([left, { ...own, reading: NO_FIT }], 62_500)).toBe(left);
    expect(bestOfPane([left, own], 62_500)).toMatchObject({ pane, reading: { reason: 'two-axes' } });
  });
});

describe('readCharts', () => {
  it('of a pane with an axis canvas of its own moves the fit into the viewport', () => {
    const one = paneAt(PANE);
    expect(readCharts([one], [])).toMatchObject([
      {
        element: one.pane,
        pane: PANE,
        state: 'locked',
        price: { scale: 'linear', a: -0.1, b: 6400 + 20, samples: 9, inliers: 8, rmsPx: 0.1 },
        time: null,
        timeLabels: [],
      },
    ]);
  });

  it.each([
    ['right', 550, { left: 10, width: 540 }],
    ['left', 10, { left: 70, width: 540 }],
  ])('of an axis on the %s side of its pane gives the room beside it', (_, left, room) => {
    const rect = { ...AXIS, left };
    const one = { ...axisOf(rect), pane: page.canvas(PANE), axis: page.canvas(rect) };
    expect(readCharts([one], [])[0]).toMatchObject({ state: 'locked', pane: { ...PANE, ...room } });
  });

  it('of an axis that is shown larger than it was read stretches the fit', () => {
    const one = paneAt(PANE, { height: 150 });
    expect(readCharts([one], [])[0].price).toMatchObject({ a: -0.2, b: 2 * 6400 + 20 });
  });

  it('of a surface with plot and axes together gives the plot, its times and its fit', () => {
    const surface = page.canvas({ left: 100, top: 50, width: 800, height: 400 });
    const tapped: TappedAxis = {
      reading: LOCKED,
      width: 400,
      height: 400,
      plot: { left: 0, top: 10, width: 350, height: 360 },
      aside: 0,
      times: [{ text: '08:00', x: 25.123, y: 380 }],
    };
    const [chart] = readCharts([{ ...tapped, pane: surface, axis: surface }], []);
    expect(chart.pane).toEqual({ left: 100, top: 60, width: 700, height: 360 });
    expect(chart.price).toMatchObject({ a: -0.1, b: 6450 });
    expect(chart.timeLabels).toEqual([{ text: '08:00', x: 150.25 }]);
  });

  it('takes the times of the nearest axis below', () => {
    const strip = (top: number, text: string, left = PANE.left) => ({
      rect: { ...PANE, left, top, height: 28 },
      labels: [{ text, x: 100, y: 14 }],
    });
    const times = [strip(700, 'far'), strip(320, 'near'), strip(10, 'above'), strip(320, 'beside', 700)];
    expect(readCharts([paneAt(PANE)], times)[0].timeLabels).toEqual([{ text: 'near', x: 110 }]);
  });

  it.each([
    ['right', { left: 10, width: 660 }, 110],
    ['left', { left: -50, width: 660 }, 50],
    ['right, far', { left: 10, width: 900 }, null],
    ['left, from further in', { left: 60, width: 550 }, null],
  ])('takes times that reach below an axis at the %s', (_, place, x) => {
    const times = [
      { rect: { ...PANE, top: 320, height: 28, ...place }, labels: [{ text: '9:00', x: 100, y: 14 }] },
    ];
    expect(readCharts([paneAt(PANE)], times)[0].timeLabels).toEqual(x === null ? [] : [{ text: '9:00', x }]);
  });

  it('hands on at most 28 times', () => {
    const labels = Array.from({ length: 40 }, (_, i) => ({ text: `${i}:00`, x: i, y: 14 }));
    const times = [{ rect: { ...PANE, top: 320, height: 28 }, labels }];
    expect(readCharts([paneAt(PANE)], times)[0].timeLabels).toHaveLength(28);
  });

  it.each([NO_FIT, OFF_AXIS])('of an axis that is not locked says why', (reading) => {
    const [chart] = readCharts([paneAt(PANE, { reading })], []);
    expect(chart).toMatchObject({ ...reading, price: null, time: null, pane: PANE });
  });

  it('of panes in one stack lets the tallest speak', () => {
    const oscillator = paneAt({ ...PANE, top: 320, height: 100 });
    const main = paneAt(PANE);
    expect(readCharts([oscillator, main], []).map(({ element }) => element)).toEqual([main.pane]);
  });

  it('passes over a taller pane that cannot hold our price', () => {
    const volume = paneAt({ ...PANE, top: 320, height: 400 }, { reading: OFF_AXIS });
    const main = paneAt(PANE);
    expect(readCharts([volume, main], [])).toMatchObject([{ element: main.pane, state: 'locked' }]);
  });

  it('does not let a small pane speak for a tall one that could not be read', () => {
    const oscillator = paneAt({ ...PANE, top: 320, height: 100 });
    const main = paneAt(PANE, { reading: NO_FIT });
    expect(readCharts([oscillator, main], [])).toMatchObject([
      { element: main.pane, state: 'lost', reason: 'no-fit' },
    ]);
  });

  it('keeps charts apart that stand side by side, or over time axes of their own', () => {
    const beside = paneAt({ ...PANE, left: 700 });
    const [upper, lower] = [paneAt(PANE), paneAt({ ...PANE, top: 400 })];
    const times = [320, 700].map((top) => ({ rect: { ...PANE, top, height: 28 }, labels: [] }));
    expect(readCharts([upper, lower, beside], times).map(({ element }) => element)).toEqual([
      upper.pane,
      lower.pane,
      beside.pane,
    ]);
  });
});
