import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceToCoordinate, timeToCoordinate } from '../../src/core/axis/axis-mapping';
import type { HeatGrid } from '../../src/core/frame/heatmap-frame';
import { HeatBitmap, poolFactor } from '../../src/overlay/heat-bitmap';
import { paintHeat, stripCount } from '../../src/overlay/paint-heat';
import { createPaneView, readMapping } from '../../src/overlay/pane-view';
import { createStage, mappingOf, pixelsOf } from './layer-stage';

const BINS = 400;
const LOG_BIN = 0.0005;
const START = 1_767_225_600_000;
const COLUMN = 300_000;
const RED = 0xff0000ff;

/** A grid with one level: `bin`, in every column from `fromColumn` on. */
function gridWithLevel(bin: number, fromColumn = 0, columns = 50): HeatGrid {
  const salience = new Uint8Array(columns * BINS);
  for (let column = fromColumn; column < columns; column += 1) salience[column * BINS + bin] = 255;
  const bars = new Float32Array(columns).fill(60_000);
  return {
    startMs: START,
    columnMs: COLUMN,
    columns,
    logPriceMin: Math.log(60_000) - (BINS / 2) * LOG_BIN,
    logBin: LOG_BIN,
    bins: BINS,
    salience,
    salienceMax: 16,
    usd: salience,
    usdFloor: 1,
    usdCeil: 10,
    split: new Uint16Array(columns).fill(BINS / 2),
    high: bars,
    low: bars,
    close: bars,
    frozenColumns: columns,
    frozenHash: '',
  };
}

type View = Parameters<typeof mappingOf>[0] & { dpr?: number };

function paint(grid: HeatGrid, view: View) {
  const { document } = createStage();
  const bitmap = new HeatBitmap(document);
  bitmap.set(
    { codes: grid.salience, columns: grid.columns, bins: grid.bins },
    new Uint32Array(256).fill(RED, 1),
  );
  const canvas = document.createElement('canvas');
  const pane = createPaneView();
  const mapping = mappingOf(view);
  const dpr = view.dpr ?? 1;
  if (!readMapping(pane, mapping, dpr)) throw new Error('mapping refused');
  canvas.width = Math.round(mapping.pane.width * dpr);
  canvas.height = Math.round(mapping.pane.height * dpr);
  const pixels = pixelsOf(canvas);
  paintHeat(pixels.getContext() as unknown as CanvasRenderingContext2D, pane, grid, bitmap);
  return { pixels, mapping, dpr };
}

/** First and one past the last inked row of a column of pixels, device px; null when it is empty. */
function inkedRows(pixels: ReturnType<typeof paint>['pixels'], x: number): [number, number] | null {
  const rows = Array.from({ length: pixels.height }, (_, y) => y).filter((y) => pixels.pixel(x, y)[3] > 0);
  return rows.length === 0 ? null : [rows[0], rows[rows.length - 1] + 1];
}

/** Where the level must be by the mapping alone, device px of the pane. */
function expectedRows(
  grid: HeatGrid,
  bin: number,
  { mapping, dpr }: ReturnType<typeof paint>,
): [number, number] {
  const { price, pane } = mapping;
  if (price === null) throw new Error('no price axis');
  const y = (index: number) =>
    (priceToCoordinate(price, Math.exp(grid.logPriceMin + index * grid.logBin)) - pane.top) * dpr;
  return [Math.min(y(bin), y(bin + 1)), Math.max(y(bin), y(bin + 1))];
}

const axis = fc.record({
  centre: fc.double({ min: 58_500, max: 61_500, noNaN: true }),
  span: fc.double({ min: 0.002, max: 0.25, noNaN: true }),
  scale: fc.constantFrom('linear' as const, 'log' as const),
  isInverted: fc.boolean(),
  dpr: fc.constantFrom(0.5, 1, 1.25, 2, 3, 4),
  bin: fc.integer({ min: 5, max: BINS - 6 }),
});

describe('paintHeat', () => {
  it('CORE-02 paintHeat(any axis) draws a level where the mapping says, within one device pixel', () => {
    fc.assert(
      fc.property(axis, ({ centre, span, scale, isInverted, dpr, bin }) => {
        const grid = gridWithLevel(bin);
        const pane = { left: 10, top: 20, width: 24, height: 300 };
        const drawn = paint(grid, {
          low: centre * (1 - span / 2),
          high: centre * (1 + span / 2),
          fromMs: START,
          toMs: START + 50 * COLUMN,
          scale,
          isInverted,
          dpr,
          pane,
        });
        const [top, bottom] = expectedRows(grid, bin, drawn);
        const height = drawn.pixels.height;
        const rows = inkedRows(drawn.pixels, Math.floor(drawn.pixels.width / 2));
        if (bottom < 0 || top > height) {
          expect(rows === null || rows[1] <= 1 || rows[0] >= height - 1).toBe(true);
          return;
        }
        // Bins smaller than a pixel are pooled, so a level may be drawn up to twice the size of what is pooled.
        const pooled = poolFactor(bottom - top) * (bottom - top);
        if (rows === null) {
          expect(Math.min(bottom, height) - Math.max(0, top)).toBeLessThan(1);
          return;
        }
        expect(rows[0]).toBeGreaterThanOrEqual(Math.floor(Math.max(0, top - pooled)) - 1);
        expect(rows[0]).toBeLessThanOrEqual(Math.max(0, top) + 1);
        expect(rows[1]).toBeLessThanOrEqual(Math.ceil(Math.min(height, bottom + pooled)) + 1);
        expect(rows[1]).toBeGreaterThanOrEqual(Math.min(height, bottom) - 1);
      }),
      { seed: 6, numRuns: 150 },
    );
  });

  it('paintHeat(level born at column 20) begins at the left edge of that bar and runs to the right edge', () => {
    const grid = gridWithLevel(200, 20);
    const { pixels, mapping } = paint(grid, {
      low: 59_800,
      high: 60_200,
      fromMs: START,
      toMs: START + 60 * COLUMN,
    });
    const row =
      Array.from({ length: pixels.height }, (_, y) => y).find((y) => pixels.pixel(399, y)[3] > 0) ?? -1;
    const inked = Array.from({ length: 400 }, (_, x) => x).filter((x) => pixels.pixel(x, row + 1)[3] > 0);
    const time = mapping.time;
    if (time === null) throw new Error('no time axis');
    const centre = timeToCoordinate(time, START + 20 * COLUMN) - mapping.pane.left;
    const halfBar = (COLUMN / 2000) * time.pxPerSec;
    expect(Math.abs(inked[0] - (centre - halfBar))).toBeLessThanOrEqual(1);
    expect(inked[inked.length - 1]).toBe(399);
    expect(inked).toHaveLength(400 - inked[0]);
  });

  it('paintHeat(hour bars over five-minute columns) begins at the left edge of the hour', () => {
    const grid = gridWithLevel(200, 12);
    const { pixels, mapping } = paint(grid, {
      low: 59_800,
      high: 60_200,
      fromMs: START - 3_600_000,
      toMs: START + 60 * COLUMN,
      barMs: 3_600_000,
    });
    const rows = inkedRows(pixels, 399) ?? [0, 0];
    const first = Array.from({ length: 400 }, (_, x) => x).find((x) => pixels.pixel(x, rows[0])[3] > 0) ?? -1;
    const time = mapping.time;
    if (time === null) throw new Error('no time axis');
    const hour = timeToCoordinate(time, START + 3_600_000) - mapping.pane.left;
    expect(Math.abs(first - (hour - 1800 * time.pxPerSec))).toBeLessThanOrEqual(1);
  });

  it('paintHeat(price axis alone) draws the newest column at the right edge only', () => {
    const grid = gridWithLevel(200, 49);
    const { pixels } = paint(grid, { low: 59_800, high: 60_200 });
    expect(inkedRows(pixels, 399)).not.toBeNull();
    expect(inkedRows(pixels, 310)).not.toBeNull();
    expect(inkedRows(pixels, 280)).toBeNull();
  });

  it('paintHeat(history shorter than the chart) leaves the time before it blank', () => {
    const grid = gridWithLevel(200);
    const { pixels } = paint(grid, {
      low: 59_800,
      high: 60_200,
      fromMs: START - 50 * COLUMN,
      toMs: START + 50 * COLUMN,
    });
    expect(inkedRows(pixels, 190)).toBeNull();
    expect(inkedRows(pixels, 210)).not.toBeNull();
  });

  it.each([
    ['a linear axis that reaches below zero', { low: -90_000, high: 210_000 }],
    ['a view far above the grid', { low: 1e6, high: 2e6 }],
    ['a view far below the grid', { low: 1e-12, high: 1e-9 }],
    ['a view of one tick', { low: 60_000, high: 60_000.001 }],
    ['a pane of 40 px', { low: 59_000, high: 61_000, pane: { left: 0, top: 0, width: 40, height: 40 } }],
    [
      'a pane of half a pixel',
      { low: 59_000, high: 61_000, pane: { left: 0, top: 0, width: 0.5, height: 0.5 } },
    ],
    ['years of time', { low: 59_000, high: 61_000, fromMs: 0, toMs: START * 2 }],
    ['one second of time', { low: 59_000, high: 61_000, fromMs: START, toMs: START + 1000 }],
  ])('paintHeat(%s) draws or does not draw, without an exception', (_, view) => {
    for (const scale of ['linear', 'log'] as const) {
      if (scale === 'log' && view.low < 0) continue;
      for (const isInverted of [false, true]) {
        for (const dpr of [0.5, 1, 4]) {
          expect(() => paint(gridWithLevel(200), { ...view, scale, isInverted, dpr })).not.toThrow();
        }
      }
    }
  });

  it('paintHeat(one bin, one column) does not throw', () => {
    const tiny: HeatGrid = { ...gridWithLevel(0, 0, 1), bins: 1, salience: Uint8Array.from([255]) };
    const view = { low: tiny.logPriceMin, high: 70_000, fromMs: START, toMs: START + COLUMN };
    expect(paint(tiny, { ...view, low: 50_000 }).pixels.inked()).toBeGreaterThan(0);
  });
});

describe('stripCount', () => {
  it('stripCount(any range) keeps the bend of the axis under a quarter pixel', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 10, max: 2000 }),
        (logRange, height) => {
          const width = logRange / stripCount(logRange, height);
          expect(((width * width) / 8) * (height / logRange)).toBeLessThanOrEqual(0.25);
        },
      ),
      { seed: 6 },
    );
  });
});

describe('poolFactor', () => {
  it('poolFactor(cell of a pixel or more) is 1, of less a power of two up to 32', () => {
    expect([2, 1, 0.7, 0.5, 0.2, 0.001, 0].map(poolFactor)).toEqual([1, 1, 1, 2, 4, 32, 32]);
  });
});
