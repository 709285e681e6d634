import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedLiquidations } from '../../src/core/frame/heatmap-frame';
import { inkFor } from '../../src/overlay/ink';
import { LayerContent } from '../../src/overlay/layer-content';
import { groupObserved } from '../../src/overlay/observed-bars';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { paintEvents, paintObserved, stripHeight } from '../../src/overlay/paint-observed';
import { createPaneView, readMapping, xOfTime } from '../../src/overlay/pane-view';
import { createStage, mappingOf } from './layer-stage';
import { PixelCanvas } from './pixel-canvas';
import { syntheticFrame } from './synthetic-frame';

const HOUR = 3_600_000;
const START = 1_767_225_600_000;
const INK = inkFor('dark', 'red-longs');

describe('groupObserved', () => {
  it('CORE-04 groupObserved(known bars) gives exact sums, longs and shorts apart', () => {
    const series = groupObserved(
      [
        { timeMs: START, longUsd: 1, shortUsd: 10 },
        { timeMs: START + 300_000, longUsd: 2, shortUsd: 20 },
        { timeMs: START + HOUR, longUsd: 4, shortUsd: 40 },
      ],
      HOUR,
    );
    expect([...series.timeMs]).toEqual([START, START + HOUR]);
    expect([...series.longUsd]).toEqual([3, 4]);
    expect([...series.shortUsd]).toEqual([30, 40]);
  });

  it('groupObserved(any bars and length) loses no dollar', () => {
    const bar = fc.record({
      timeMs: fc.integer({ min: START, max: START + 40 * HOUR }),
      longUsd: fc.integer({ min: 0, max: 1e9 }),
      shortUsd: fc.integer({ min: 0, max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.array(bar), fc.constantFrom(60_000, 300_000, HOUR, 24 * HOUR), (bars, barMs) => {
        const series = groupObserved(bars, barMs);
        const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
        expect(sum(series.longUsd)).toBe(sum(bars.map(({ longUsd }) => longUsd)));
        expect(sum(series.shortUsd)).toBe(sum(bars.map(({ shortUsd }) => shortUsd)));
        for (const time of series.timeMs) expect(time % barMs).toBe(0);
      }),
      { seed: 6 },
    );
  });

  it('groupObserved(nothing) is empty; a bar length of 0 throws with the value', () => {
    expect(groupObserved([], HOUR).fullUsd).toBe(0);
    expect(() => groupObserved([], 0)).toThrow('invalid bar length: 0');
  });
});

describe('LayerContent.observed', () => {
  it('observed(bars thinner than two pixels) sums neighbours until they can be seen, losing nothing', () => {
    const frame = syntheticFrame({ columns: 200, bins: 60, warmUp: 5 });
    const content = new LayerContent(createStage().document, ENGLISH, 'en');
    content.setFrame(frame);
    const { columnMs } = frame.grid;
    expect(content.observed(columnMs, 3 / columnMs)?.barMs).toBe(columnMs);
    const pooled = content.observed(columnMs, 0.3 / columnMs);
    expect(pooled?.barMs).toBe(columnMs * 8);
    const sum = (values: Iterable<number> = []) => [...values].reduce((a, b) => a + b, 0);
    const all = frame.observed.bars.reduce((total, { longUsd }) => total + longUsd, 0);
    expect(sum(pooled?.longUsd) / all).toBeCloseTo(1, 9);
  });

  it('observed(no time axis, absurd scale) ends', () => {
    const content = new LayerContent(createStage().document, ENGLISH, 'en');
    content.setFrame(syntheticFrame({ columns: 5, bins: 60, warmUp: 5 }));
    expect(content.observed(0, 0)).toBeNull();
    expect(content.observed(0, 1e-300)?.timeMs).toHaveLength(1);
  });
});

function viewOf(bars: number, height = 400) {
  const view = createPaneView();
  const pane = { left: 0, top: 0, width: 600, height };
  readMapping(
    view,
    mappingOf({ low: 90, high: 110, fromMs: START, toMs: START + bars * HOUR, barMs: HOUR, pane }),
    1,
  );
  return view;
}

/** Rectangles of each filled path and circles drawn, with their colours. */
function recorder() {
  const rects: { x: number; y: number; width: number; height: number; colour: string }[] = [];
  const circles: { x: number; y: number; radius: number; colour: string; isFilled: boolean }[] = [];
  const { context } = new PixelCanvas();
  let circle: number[] | null = null;
  Object.assign(context, {
    beginPath: () => {
      circle = null;
    },
    fillRect: (x: number, y: number, width: number, height: number) => {
      if (context.fillStyle !== INK.quiet) rects.push({ x, y, width, height, colour: context.fillStyle });
    },
    arc: (...arc: number[]) => {
      circle = arc;
    },
    fill: () => {
      if (circle)
        circles.push({
          x: circle[0],
          y: circle[1],
          radius: circle[2],
          colour: context.fillStyle,
          isFilled: true,
        });
    },
    stroke: () => {
      if (circle)
        circles.push({
          x: circle[0],
          y: circle[1],
          radius: circle[2],
          colour: context.strokeStyle,
          isFilled: false,
        });
    },
  });
  return { rects, circles, context: context as unknown as CanvasRenderingContext2D };
}

describe('paintObserved', () => {
  const series = groupObserved(
    [
      { timeMs: START + 2 * HOUR, longUsd: 100, shortUsd: 25 },
      { timeMs: START + 5 * HOUR, longUsd: 0, shortUsd: 100 },
    ],
    HOUR,
  );

  it('CORE-04 paintObserved centres each bar on the time axis, shorts up and longs down, within 60 px', () => {
    const view = viewOf(20);
    const { rects, context } = recorder();
    paintObserved(context, view, series, INK);
    const shorts = rects.filter(({ colour }) => colour === INK.observedShort);
    const longs = rects.filter(({ colour }) => colour === INK.observedLong);
    expect(shorts).toHaveLength(2);
    expect(longs).toHaveLength(1);
    expect(longs[0].x + longs[0].width / 2).toBeCloseTo(xOfTime(view, START + 2 * HOUR));
    expect(shorts[1].x + shorts[1].width / 2).toBeCloseTo(xOfTime(view, START + 5 * HOUR));
    const middle = view.height - stripHeight(view) / 2;
    expect(longs[0].y).toBe(middle);
    expect(shorts[0].y + shorts[0].height).toBeCloseTo(middle);
    for (const { y, height } of rects) {
      expect(y).toBeGreaterThanOrEqual(view.height - 60);
      expect(y + height).toBeLessThanOrEqual(view.height);
    }
  });

  it('paintObserved(price axis alone) draws nothing', () => {
    const view = { ...viewOf(20), hasTime: false };
    const { rects, context } = recorder();
    paintObserved(context, view, series, INK);
    expect(rects).toEqual([]);
  });

  it('VIS-08 the default is red for longs and green for shorts; the presets turn it round or avoid both', () => {
    expect([INK.observedLong, INK.observedShort]).toEqual(['#f6465d', '#0ecb81']);
    const turned = inkFor('light', 'green-longs');
    expect([turned.observedLong, turned.observedShort]).toEqual(['#07905a', '#e0304a']);
    const safe = inkFor('dark', 'colour-blind');
    expect([safe.observedLong, safe.observedShort]).toEqual(['#e69f00', '#3d9be9']);
  });
});

describe('paintEvents', () => {
  const observed: ObservedLiquidations = {
    bars: [],
    points: [
      { timeMs: START + 2 * HOUR, price: 100, positionSide: 'long', notionalUsd: 1e6 },
      { timeMs: START + 3 * HOUR, price: 100, positionSide: 'short', notionalUsd: 1e4 },
    ],
    flushes: [{ lowPrice: 99, highPrice: 101, longUsd: 5, shortUsd: 1, lastMs: START + 4 * HOUR }],
    isLowerBound: true,
  };

  it('CORE-06 paintEvents rings the largest past flushes at their price', () => {
    const { circles, context } = recorder();
    const view = viewOf(400);
    paintEvents(context, view, observed, 1e6, INK);
    expect(circles).toHaveLength(1);
    expect(circles[0]).toMatchObject({ isFilled: false, colour: INK.observedLong, y: 200 });
    expect(circles[0].x).toBeCloseTo(xOfTime(view, START + 4 * HOUR));
  });

  it('paintEvents(zoomed in) adds a dot an event, larger for more money', () => {
    const { circles, context } = recorder();
    paintEvents(context, viewOf(20), observed, 1e6, INK);
    const dots = circles.filter(({ isFilled }) => isFilled);
    expect(dots.map(({ colour }) => colour)).toEqual([INK.observedLong, INK.observedShort]);
    expect(dots[0].radius).toBeGreaterThan(dots[1].radius);
  });
});
