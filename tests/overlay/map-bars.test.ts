import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUsd } from '../../src/core/frame/quantise';
import { inkFor } from '../../src/overlay/ink';
import { barUsd, mapBars } from '../../src/overlay/map-bars';
import { mapWidth, paintMap, visibleBins } from '../../src/overlay/paint-map';
import { createPaneView, readMapping } from '../../src/overlay/pane-view';
import { mappingOf } from './layer-stage';
import { PixelCanvas } from './pixel-canvas';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 40, bins: 300, warmUp: 150 });
const { grid, profile } = FRAME;
const INK = inkFor('dark', 'red-longs');

/** Keeps the filled rectangles; the rest of the context does nothing. */
function recorder() {
  const bars: { x: number; y: number; width: number; height: number; colour: string }[] = [];
  const canvas = new PixelCanvas();
  const { context } = canvas;
  Object.assign(context, {
    fillRect: (x: number, y: number, width: number, height: number) => {
      bars.push({ x, y, width, height, colour: context.fillStyle });
    },
  });
  return { bars, context: context as unknown as CanvasRenderingContext2D };
}

function viewOf(low: number, high: number, height = 300) {
  const view = createPaneView();
  readMapping(view, mappingOf({ low, high, pane: { left: 0, top: 0, width: 600, height } }), 1);
  return view;
}

describe('mapBars', () => {
  it('CORE-03 mapBars(frame) has bins that equal the last heat column within its code', () => {
    const bars = mapBars(FRAME);
    const last = (grid.columns - 1) * grid.bins;
    for (let bin = 0; bin < grid.bins; bin += 1) {
      const heat = decodeUsd(grid.usd[last + bin], { floor: grid.usdFloor, ceil: grid.usdCeil });
      const usd = barUsd(bars.profile, bin);
      if (usd > grid.usdFloor * 1.1) expect(Math.abs(usd / heat - 1)).toBeLessThan(0.07);
    }
  });

  it('CORE-03 mapBars(frame) sums from the price outward to all shorts above and all longs below', () => {
    const bars = mapBars(FRAME);
    const sum = (values: Float32Array, from: number, to: number) =>
      values.slice(from, to).reduce((total, usd) => total + usd, 0);
    expect(bars.cumulative[grid.bins - 1] / sum(profile.short, bars.split, grid.bins)).toBeCloseTo(1, 5);
    expect(bars.cumulative[0] / sum(profile.long, 0, bars.split)).toBeCloseTo(1, 5);
    for (let bin = bars.split + 1; bin < grid.bins; bin += 1) {
      expect(bars.cumulative[bin]).toBeGreaterThanOrEqual(bars.cumulative[bin - 1]);
    }
    for (let bin = bars.split - 1; bin > 0; bin -= 1) {
      expect(bars.cumulative[bin - 1]).toBeGreaterThanOrEqual(bars.cumulative[bin]);
    }
  });

  it('mapBars(one giant bin) keeps the length of the others', () => {
    const before = mapBars(FRAME).fullUsd;
    const long = profile.long.slice();
    long[20] = 1e15;
    expect(mapBars({ ...FRAME, profile: { ...profile, long } }).fullUsd / before).toBeLessThan(1.2);
  });

  it('mapBars(empty profile, price of NaN) is finite and empty', () => {
    const empty = { ...profile, long: new Float32Array(grid.bins), short: new Float32Array(grid.bins) };
    const bars = mapBars({ profile: empty, markPrice: Number.NaN });
    expect([bars.fullUsd, bars.fullCumulative, bars.split]).toEqual([0, 0, 0]);
  });
});

describe('paintMap', () => {
  const low = FRAME.markPrice * 0.97;
  const high = FRAME.markPrice * 1.03;

  it('paintMap hugs the right edge and is never wider than 80 px', () => {
    const { bars, context } = recorder();
    paintMap(context, viewOf(low, high), mapBars(FRAME), INK, 'side', false);
    expect(bars.length).toBeGreaterThan(20);
    for (const bar of bars) {
      expect(bar.x + bar.width).toBeCloseTo(600);
      expect(bar.width).toBeLessThanOrEqual(80);
    }
    expect(mapWidth(viewOf(low, high))).toBe(80);
  });

  it('CORE-07 paintMap draws longs below the price and shorts above it, each in its colour', () => {
    const { bars, context } = recorder();
    const view = viewOf(low, high);
    paintMap(context, view, mapBars(FRAME), INK, 'side', false);
    const price = view.a * FRAME.markPrice + view.b;
    for (const bar of bars) {
      if (bar.y > price + 3) expect(bar.colour).toBe(INK.estimatedLong);
      if (bar.y + bar.height < price - 3) expect(bar.colour).toBe(INK.estimatedShort);
    }
  });

  it('paintMap(by leverage) uses the three colours of the groups, and CORE-05 none of the observed ones', () => {
    const { bars, context } = recorder();
    const groups = new Float32Array(3 * grid.bins).fill(1e6);
    paintMap(
      context,
      viewOf(low, high),
      mapBars({ ...FRAME, profile: { ...profile, groups } }),
      INK,
      'leverage',
      true,
    );
    expect(new Set(bars.map(({ colour }) => colour))).toEqual(new Set(INK.leverage));
    expect(INK.leverage).not.toContain(INK.observedLong);
    expect([INK.estimatedLong, INK.estimatedShort]).not.toContain(INK.observedShort);
  });

  it('paintMap(by leverage) stacks the groups from the edge to the length of the whole bar', () => {
    const { bars, context } = recorder();
    const groups = new Float32Array(3 * grid.bins).fill(1);
    const long = new Float32Array(grid.bins).fill(3);
    const short = new Float32Array(grid.bins);
    const view = viewOf(low, high);
    paintMap(
      context,
      view,
      mapBars({ ...FRAME, profile: { ...profile, groups, long, short } }),
      INK,
      'leverage',
      false,
    );
    const row = bars.filter(({ y }) => Math.abs(y - bars[5].y) < 0.01).sort((a, b) => b.x - a.x);
    expect(row.map(({ colour }) => colour)).toEqual([...INK.leverage]);
    expect(row[0].x + row[0].width).toBeCloseTo(600);
    expect(row[1].x + row[1].width).toBeCloseTo(row[0].x);
    expect(row[2].x).toBeCloseTo(520);
  });

  it('paintMap(any view) makes bars of at least a pixel and a half by summing neighbours, and never throws', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 900 }),
        (span, height) => {
          const { bars, context } = recorder();
          const view = viewOf(FRAME.markPrice * Math.exp(-span), FRAME.markPrice * Math.exp(span), height);
          paintMap(context, view, mapBars(FRAME), INK, 'side', true);
          expect(bars.length).toBeLessThanOrEqual(height / 1.5 + 6);
        },
      ),
      { seed: 6, numRuns: 60 },
    );
  });

  it('visibleBins(view off the grid) is empty', () => {
    const { from, to } = visibleBins(viewOf(1, 2), mapBars(FRAME));
    expect(to).toBeLessThanOrEqual(from);
  });
});
