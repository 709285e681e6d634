import { beforeEach, describe, expect, it, vi } from 'vitest';
import { axisTap } from '../../../src/anchor/axis-tap/axis-tap';
import type { RunningStrategy } from '../../../src/anchor/strategy';
import { type PaneRect, priceToCoordinate } from '../../../src/core/axis/axis-mapping';
import { readBars } from '../../../src/core/axis/drawn-bars';
import { type FakePage, fakePage, placeAt } from '../fake-page';
import { type Line, paintClock, paintPrices } from '../paint-axis';

const PANE = { left: 10, top: 20, width: 600, height: 300 };
const AXIS = { left: 610, top: 20, width: 60, height: 300 };
const TIMES = { left: 10, top: 320, width: 600, height: 28 };
const LINE = { a: -0.05, b: 3100 };
const HEIGHTS = [30, 80, 130, 180, 230, 270];

let page: FakePage;
let tap: RunningStrategy;
let changes: number;
let referencePrice: number;
let isListening: boolean;
let areBarsWanted: boolean;

const settled = () => Promise.resolve();

/** A chart of three canvases: pane, price axis, time axis. */
function addChart(scale = 1, parent?: Element) {
  const pane = page.canvas(PANE, scale, parent);
  const axis = page.canvas(AXIS, scale, parent);
  const times = page.canvas(TIMES, scale, parent);
  const scaled = { a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 };
  for (const canvas of [pane, axis, times]) page.context(canvas).transform = scaled;
  return { pane, axis, times };
}

/** Paints prices and clock of a chart, and waits for the task to end. */
async function paint({ axis, times }: ReturnType<typeof addChart>, line: Line = LINE, ys = HEIGHTS) {
  paintPrices(page.context(axis), line, ys);
  paintClock(page.context(times), 14);
  await settled();
}

function boxed(name: string, value: string): HTMLElement {
  const box = page.document.body.appendChild(page.document.createElement('div'));
  box.setAttribute(name, value);
  return box;
}

beforeEach(() => {
  page = fakePage();
  changes = 0;
  referencePrice = 0;
  [isListening, areBarsWanted] = [true, false];
  tap = axisTap.start({
    window: page.window,
    isHidden: () => false,
    isListening: () => isListening,
    referencePrice: () => referencePrice,
    wantsBars: () => areBarsWanted,
    changed: () => {
      changes++;
    },
  });
});

describe('axisTap', () => {
  it('before anything is painted reads no chart', () => {
    addChart();
    tap.tick();
    expect(tap.read()).toEqual([]);
  });

  it('locks a chart in the task that paints its axis, and says so once', async () => {
    const chart = addChart();
    await paint(chart);
    expect(changes).toBe(1);
    expect(tap.read()).toMatchObject([{ element: chart.pane, state: 'locked', pane: PANE }]);
  });

  it.each([1, 1.25, 2])('at %d device px per px finds the line of the prices', async (scale) => {
    await paint(addChart(scale));
    const { price } = tap.read()[0];
    expect(price?.a).toBeCloseTo(LINE.a, 6);
    expect(price?.b).toBeCloseTo(LINE.b + PANE.top, 3);
  });

  it('finds an inverted axis and a logarithmic one', async () => {
    const chart = addChart();
    await paint(chart, { a: 0.05, b: -2900 });
    expect(tap.read()[0].price?.a).toBeCloseTo(0.05, 6);
    for (const y of HEIGHTS)
      page.context(chart.axis).fillText((100 * Math.exp((300 - y) / 60)).toFixed(2), 4, y + 1);
    await settled();
    expect(tap.read()[0].price).toMatchObject({ scale: 'log' });
    expect(tap.read()[0].price?.a).toBeCloseTo(-60, 1);
  });

  it('gives the times of the axis below, by the middle of their texts', async () => {
    await paint(addChart());
    const { timeLabels = [] } = tap.read()[0];
    expect(timeLabels.map(({ text }) => text)).toEqual([
      '08:00',
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
    ]);
    // Five glyphs of 6 px, from x = 40 on, in a pane that begins at 10 px.
    expect(timeLabels.slice(0, 2).map(({ x }) => x)).toEqual([65, 125]);
  });

  it('of fewer than three times gives none', async () => {
    const chart = addChart();
    paintPrices(page.context(chart.axis), LINE, HEIGHTS);
    paintClock(page.context(chart.times), 14, { hours: 2 });
    await settled();
    expect(tap.read()[0]).toMatchObject({ state: 'locked', timeLabels: [] });
  });

  it('reads labels that are copied from a cache', async () => {
    const chart = addChart();
    const cache = page.document.createElement('canvas');
    Object.assign(cache, { width: 60, height: 300 });
    paintPrices(page.context(cache), LINE, HEIGHTS);
    await settled();
    page.context(chart.axis).drawImage(cache, 0, 0);
    await settled();
    expect(tap.read()[0].price?.b).toBeCloseTo(LINE.b + PANE.top, 6);
  });

  it('reads two charts apart', async () => {
    const first = addChart();
    const second = addChart();
    for (const [canvas, rect] of [
      [second.pane, PANE],
      [second.axis, AXIS],
      [second.times, TIMES],
    ] as [HTMLCanvasElement, PaneRect][])
      placeAt(canvas, { ...rect, top: rect.top + 500 });
    await paint(first);
    await paint(second, { a: -2, b: 900 });
    expect(tap.read().map(({ element, price }) => [element, Math.round(price?.b ?? 0)])).toEqual([
      [first.pane, 3120],
      [second.pane, 1420],
    ]);
  });

  /** A second chart right below the first. */
  function addBelow() {
    const chart = addChart();
    placeAt(chart.pane, { ...PANE, top: 348 });
    placeAt(chart.axis, { ...AXIS, top: 348 });
    placeAt(chart.times, { ...TIMES, top: 648 });
    return chart;
  }

  it.each([
    [1, 1],
    [2, 6],
    [6, 2],
    [1, 6],
  ])('reads two charts apart, one above the other, over %d and %d times', async (...hours) => {
    const charts = [addChart(), addBelow()];
    charts.forEach(({ axis, times }, i) => {
      paintPrices(page.context(axis), LINE, HEIGHTS);
      paintClock(page.context(times), 14, { hours: hours[i] });
    });
    await settled();
    const read = tap.read();
    expect(read.map(({ element }) => element)).toEqual(charts.map(({ pane }) => pane));
    expect(read.map(({ timeLabels }) => timeLabels?.length)).toEqual(hours.map((h) => (h > 2 ? h : 0)));
  });

  it('reads panes over one time axis as one chart, a low one with a legend between them', async () => {
    const [main, other] = [addChart(), addBelow()];
    main.times.remove();
    const legend = page.canvas({ ...TIMES, height: 60 });
    placeAt(other.pane, { ...PANE, top: 380, height: 200 });
    placeAt(other.axis, { ...AXIS, top: 380, height: 200 });
    placeAt(other.times, { ...TIMES, top: 580 });
    for (const text of ['Vol 12.3K', '14.05']) page.context(legend).fillText(text, 10, 12);
    // So few labels on whole px tell the scale of a narrow range alone.
    const narrow = { a: -0.5, b: 30_500 };
    for (const { axis } of [main, other]) paintPrices(page.context(axis), narrow, HEIGHTS.slice(0, 4));
    paintClock(page.context(other.times), 14);
    await settled();
    expect(tap.read().map(({ element, timeLabels }) => [element, timeLabels?.length])).toEqual([
      [main.pane, 6],
    ]);
  });

  it('follows a chart that moves, without a paint', async () => {
    const chart = addChart();
    await paint(chart);
    for (const canvas of [chart.pane, chart.axis, chart.times])
      placeAt(canvas, { ...(canvas === chart.axis ? AXIS : PANE), top: 120 });
    expect(tap.read()[0].pane.top).toBe(120);
    expect(tap.read()[0].price?.b).toBeCloseTo(3220, 6);
  });
});

describe('the bars of a chart', () => {
  async function paintBars({ pane }: ReturnType<typeof addChart>): Promise<void> {
    page.context(pane).fillRect(100, 50, 6, 40);
    await settled();
  }

  it('are read while they are wanted', async () => {
    const chart = addChart();
    areBarsWanted = true;
    await paint(chart);
    await paintBars(chart);
    expect(readBars(tap.read()[0].bars ?? '')).toEqual([[103, 50, 90, 6]]);
  });

  it('are not told before anybody wants them, but then those of a chart that has not moved since', async () => {
    const chart = addChart();
    await paint(chart);
    await paintBars(chart);
    expect(tap.read()[0].bars).toBeUndefined();
    areBarsWanted = true;
    expect(readBars(tap.read()[0].bars ?? '')).toEqual([[103, 50, 90, 6]]);
  });

  it('are told unasked where few labels on whole px leave two scales open, a little way apart', async () => {
    const chart = addChart();
    await paint(chart, { a: -0.125, b: 7700 }, [90, 150, 210]);
    await paintBars(chart);
    const [{ state, price, bars }] = tap.read();
    expect([state, price?.scale, price?.rival?.scale]).toEqual(['locked', 'linear', 'log']);
    expect(readBars(bars ?? '')).toEqual([[103, 50, 90, 6]]);
    // In the frame's px, as the chosen line is: the label 150 px below the pane's top.
    const middle = price?.rival && priceToCoordinate(price.rival, (150 - 7700) / -0.125);
    expect(middle).toBeCloseTo(170, 0);
  });

  it('are told again when they are wanted again', async () => {
    const chart = addChart();
    areBarsWanted = true;
    await paint(chart);
    await paintBars(chart);
    areBarsWanted = false;
    await paintBars(chart);
    expect(tap.read()[0].bars).toBeUndefined();
    areBarsWanted = true;
    expect(readBars(tap.read()[0].bars ?? '')).toEqual([[103, 50, 90, 6]]);
  });
});

describe('an axis that is read again', () => {
  it('is fitted only to what is new: labels, place of the labels, size or our price', async () => {
    const chart = addChart();
    await paint(chart);
    const fits = vi.spyOn(Math, 'hypot');
    await paint(chart);
    tap.tick();
    expect(fits).not.toHaveBeenCalled();
    await paint(chart, { ...LINE, b: 3110 });
    expect(fits).toHaveBeenCalled();
    fits.mockClear();
    referencePrice = 61_000;
    tap.tick();
    expect(fits).toHaveBeenCalled();
    fits.mockRestore();
  });

  it('is lost with a bitmap that was resized, and read again with its next labels', async () => {
    const chart = addChart();
    await paint(chart);
    const { height } = chart.axis;
    chart.axis.height = height * 2;
    tap.tick();
    expect(tap.read()).toEqual([]);
    chart.axis.height = height;
    await paint(chart);
    expect(tap.read()[0].state).toBe('locked');
  });
});

describe('the height of a label', () => {
  it.each([
    ['class', 'tv-lightweight-charts', 'the ink', 0],
    ['k-line-chart-id', 'k1', 'the box', 1],
    ['class', 'uplot', 'the box', 1],
    ['class', 'unknown', 'the ink', 0],
  ])('inside %s=%s is the middle of %s', async (name, value, _, shift) => {
    await paint(addChart(1, boxed(name, value)));
    expect(tap.read()[0].price?.b).toBeCloseTo(LINE.b + PANE.top + shift, 6);
  });

  it('in klinecharts allows residuals of its whole px, elsewhere not', async () => {
    const crooked = HEIGHTS.map((y, i) => [y, y + (i % 2 ? 0.75 : -0.75)]);
    const paintCrooked = async (chart: ReturnType<typeof addChart>) => {
      for (const [at, shown] of crooked)
        page.context(chart.axis).fillText(((3100 - at) * 20).toFixed(1), 4, shown);
      await settled();
    };
    await paintCrooked(addChart(1, boxed('k-line-chart-id', 'k1')));
    expect(tap.read()[0].state).toBe('locked');
    page.document.body.replaceChildren();
    await paintCrooked(addChart());
    expect(tap.read().at(-1)).toMatchObject({ state: 'lost', reason: 'no-fit' });
  });

  it('in klinecharts centres a time by its rounded width, as the library does', async () => {
    const chart = addChart(1, boxed('k-line-chart-id', 'k1'));
    const context = page.context(chart.times);
    context.font = '11px sans-serif';
    await paint(chart);
    // Five glyphs of 5.5 px: 27.5 px, taken as 28.
    expect(tap.read()[0].timeLabels?.[0].x).toBe(10 + 40 + 14);
  });
});

describe('a surface that holds plot and axes', () => {
  function paintShared(canvas: HTMLCanvasElement, withTimes = true) {
    paintPrices(page.context(canvas), LINE, HEIGHTS, { x: 560 });
    if (withTimes) paintClock(page.context(canvas), 295);
    return settled();
  }

  it('is locked with its own row of times', async () => {
    const canvas = page.canvas(PANE);
    await paintShared(canvas);
    const [chart] = tap.read();
    expect(chart).toMatchObject({ element: canvas, state: 'locked' });
    expect(chart.pane.width).toBeLessThan(560);
    expect(chart.timeLabels).toHaveLength(6);
  });

  it('without a row of times is none: it may be an order book', async () => {
    await paintShared(page.canvas(PANE), false);
    expect(tap.read()).toEqual([]);
  });

  it.each([1, 2])('ends where its plot was painted, at %d device px per px', async (scale) => {
    const [plot, axes] = [page.canvas(PANE, scale), page.canvas(PANE, scale)];
    for (const canvas of [plot, axes])
      page.context(canvas).transform = { a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 };
    page.context(plot).rect(40, 6, 500, 274);
    await settled();
    await paintShared(axes);
    expect(tap.read()[0].pane).toEqual({ left: 50, top: 26, width: 500, height: 274 });
  });

  it('may be several canvases on top of one another', async () => {
    const [plot, axes] = [page.canvas(PANE), page.canvas(PANE)];
    paintClock(page.context(plot), 295);
    await settled();
    await paintShared(axes, false);
    expect(tap.read()).toMatchObject([{ element: plot, state: 'locked' }]);
  });

  it('speaks for itself, whatever narrow column of numbers stands beside it', async () => {
    const [canvas, book] = [page.canvas(PANE), page.canvas(AXIS)];
    await paintShared(canvas);
    paintPrices(page.context(book), { a: -0.5, b: 900 }, HEIGHTS);
    await settled();
    expect(tap.read()).toHaveLength(1);
    expect(tap.read()[0].price?.b).toBeCloseTo(3120, 6);
  });
});

describe('an axis that lies on its plot', () => {
  const INSIDE = { ...AXIS, left: 550 };

  it('is locked, and the room beside it is the pane', async () => {
    const chart = addChart();
    placeAt(chart.axis, INSIDE);
    await paint(chart);
    expect(tap.read()).toMatchObject([
      { element: chart.pane, state: 'locked', pane: { ...PANE, width: 540 } },
    ]);
    expect(tap.read()[0].timeLabels).toHaveLength(6);
  });

  it.each(['before', 'after'])(
    'is read with a plot that has a row of times of its own, painted %s the axis',
    async (order) => {
      const [plot, axis] = [page.canvas(PANE), page.canvas(INSIDE)];
      const parts = [
        () => paintClock(page.context(plot), 295),
        () => paintPrices(page.context(axis), LINE, HEIGHTS),
      ];
      for (const paintPart of order === 'before' ? parts : parts.reverse()) {
        paintPart();
        await settled();
      }
      const read = tap.read();
      expect(read).toMatchObject([{ element: plot, state: 'locked' }]);
      expect(read[0].timeLabels?.map(({ x }) => x).slice(0, 2)).toEqual([65, 125]);
      expect(read[0].price?.b).toBeCloseTo(LINE.b + PANE.top, 6);
      // The plot ends above its times and beside its prices.
      expect(read[0].pane.top + read[0].pane.height).toBeLessThan(PANE.top + 290);
      expect(read[0].pane.width).toBeLessThan(541);
    },
  );

  it('speaks once for a plot of several canvases, whichever of them has the times', async () => {
    const [, plot, axis] = [page.canvas(PANE), page.canvas(PANE), page.canvas(INSIDE)];
    paintPrices(page.context(axis), LINE, HEIGHTS);
    paintClock(page.context(plot), 295);
    await settled();
    expect(tap.read()).toMatchObject([{ element: plot, state: 'locked' }]);
    expect(tap.read()[0].timeLabels).toHaveLength(6);
  });

  it('beside another that says something else locks nothing', async () => {
    const [chart, other] = [addChart(), page.canvas({ ...AXIS, left: 10 })];
    placeAt(chart.axis, INSIDE);
    paintPrices(page.context(other), { a: -0.03, b: 2000 }, HEIGHTS);
    await paint(chart);
    expect(tap.read()).toMatchObject([{ state: 'ambiguous', reason: 'two-axes' }]);
  });

  it('that was taken away leaves no chart', async () => {
    const chart = addChart();
    placeAt(chart.axis, INSIDE);
    await paint(chart);
    chart.axis.remove();
    tap.tick();
    expect(tap.read()).toEqual([]);
  });
});

describe('what axisTap does not lock', () => {
  it('is a column of numbers beside no pane', async () => {
    const book = page.canvas(AXIS);
    paintPrices(page.context(book), LINE, HEIGHTS);
    await settled();
    expect(tap.read()).toEqual([]);
  });

  it('is an axis with two labels', async () => {
    await paint(addChart(), LINE, [40, 240]);
    expect(tap.read()).toMatchObject([{ state: 'lost', reason: 'few-labels', price: null }]);
  });

  it('is an axis of percents', async () => {
    const chart = addChart();
    paintPrices(page.context(chart.axis), LINE, HEIGHTS, { format: (p) => `${(p / 1e4).toFixed(2)}%` });
    await settled();
    expect(tap.read()).toMatchObject([{ state: 'unsupported', reason: 'percent-axis' }]);
  });

  it('is an axis that our price cannot be on, until the price fits', async () => {
    referencePrice = 0.25;
    await paint(addChart());
    expect(tap.read()).toMatchObject([{ state: 'unsupported', reason: 'price-not-on-axis' }]);
    referencePrice = 59_000;
    tap.tick();
    expect(tap.read()).toMatchObject([{ state: 'locked' }]);
  });

  it('is anything painted while nobody listens', async () => {
    isListening = false;
    await paint(addChart());
    tap.tick();
    expect(tap.read()).toEqual([]);
    expect(changes).toBe(0);
  });
});

describe('a locked chart', () => {
  it('keeps its line through a partial paint that agrees with it', async () => {
    const chart = addChart();
    await paint(chart);
    await paint(chart, LINE, [150.5]);
    expect(tap.read()[0].price?.b).toBeCloseTo(3120, 6);
  });

  it('is lost when its axis is painted with other prices in other places', async () => {
    const chart = addChart();
    await paint(chart);
    await paint(chart, { a: -0.07, b: 4000 }, [100, 200]);
    expect(tap.read()).toMatchObject([{ state: 'lost', reason: 'few-labels' }]);
  });

  it('is lost while its axis has a new height that was not painted yet', async () => {
    const chart = addChart();
    await paint(chart);
    chart.axis.height = 320;
    tap.tick();
    expect(tap.read()).toEqual([]);
    await paint(chart);
    expect(tap.read()).toMatchObject([{ state: 'locked' }]);
  });

  it.each(['pane', 'axis'] as const)('is gone with its %s', async (part) => {
    const chart = addChart();
    await paint(chart);
    chart[part].remove();
    expect(tap.read()).toEqual([]);
    tap.tick();
    expect(tap.read()).toEqual([]);
  });
});
