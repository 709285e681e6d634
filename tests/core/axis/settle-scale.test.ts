import { describe, expect, it } from 'vitest';
import {
  coordinateToPrice,
  type PriceAxis,
  type PriceLine,
  priceToCoordinate,
  type TimeAxis,
} from '../../../src/core/axis/axis-mapping';
import type { DrawnRect } from '../../../src/core/axis/drawn-bars';
import { candlesOf, type DrawnCandles } from '../../../src/core/axis/drawn-candles';
import { createOwnBars, type RangeBar } from '../../../src/core/axis/own-bars';
import { settleScale } from '../../../src/core/axis/settle-scale';
import { labBars, labCandles } from '../../pages/lab/lab-candles';
import { HEIGHT } from './draw-bars';

const HOUR = 3600;
const BARS = labBars(labCandles());
const SPACING_PX = 8;
const PANE = { left: 0, top: 0, width: 900, height: HEIGHT };
const FITTED = { samples: 5, inliers: 5, rmsPx: 0.3 };

/** A line through the prices of the pane's edges. */
function lineOf(scale: PriceLine['scale'], low: number, high: number): PriceLine {
  const u = scale === 'log' ? Math.log : (price: number) => price;
  const a = HEIGHT / (u(low) - u(high));
  return { scale, a, b: -a * u(high) };
}

interface View {
  shown: RangeBar[];
  linear: PriceLine;
  log: PriceLine;
  time: TimeAxis;
}

/** Some bars on a pane that they fill, on either scale: the two agree at its edges and are apart in between. */
function viewOf(first: number, count: number): View {
  const shown = BARS.slice(first, first + count);
  const [low, high] = [Math.min(...shown.map((b) => b.low)), Math.max(...shown.map((b) => b.high))];
  const pxPerSec = SPACING_PX / HOUR;
  return {
    shown,
    linear: lineOf('linear', low - (high - low) * 0.1, high + (high - low) * 0.1),
    log: lineOf('log', low - (high - low) * 0.1, high + (high - low) * 0.1),
    time: { pxPerSec, x0: 20 - shown[0].timeSec * pxPerSec, barSec: HOUR, inliers: 5, ambiguous: false },
  };
}

/** What a chart draws on its own scale on whole px, as it is read on another. */
function drawn(shown: RangeBar[], truth: PriceLine, read: PriceLine, shift = 0): DrawnCandles {
  const rects = shown.map(({ high, low }, i): DrawnRect => {
    const [top, bottom] = [high, low].map((p) => Math.round(priceToCoordinate(truth, p * (1 + shift))));
    return [20 + i * SPACING_PX, top, bottom, 5];
  });
  const candles = candlesOf(rects, { ...read, ...FITTED }, HEIGHT);
  if (!candles) throw new Error('no candles');
  return candles;
}

function settled(
  view: View,
  truth: 'linear' | 'log',
  read: 'linear' | 'log',
  bars: RangeBar[] = BARS,
  shift = 0,
  doubt: Pick<PriceAxis, 'isCoarse'> = {},
): PriceAxis | null {
  const rival = view[read === 'log' ? 'linear' : 'log'];
  const price = { ...view[read], ...FITTED, ...doubt, rival };
  const candles = drawn(view.shown, view[truth], view[read], shift);
  return settleScale(price, PANE, candles, view.time, createOwnBars(bars));
}

/** How far the scales are apart in the middle of a view, px. */
function apartPx({ linear, log }: View): number {
  return Math.abs(priceToCoordinate(log, coordinateToPrice(linear, HEIGHT / 2)) - HEIGHT / 2);
}

const FIRSTS = [40, 150, 260, 370, 480, 590];
const VIEWS = FIRSTS.map((first) => viewOf(first, 60));

describe('settleScale', () => {
  it('of candles drawn on the rival scale takes that, wherever the two are a px apart', () => {
    const clear = VIEWS.filter((view) => apartPx(view) > 1);
    expect(clear.length).toBeGreaterThan(2);
    for (const view of clear) {
      expect(settled(view, 'log', 'linear')).toMatchObject(view.log);
      expect(settled(view, 'linear', 'log')).toMatchObject(view.linear);
    }
  });

  it('of candles drawn on the scale that the labels gave keeps it', () => {
    for (const view of VIEWS.filter((one) => apartPx(one) > 1)) {
      expect(settled(view, 'linear', 'linear')).toMatchObject(view.linear);
      expect(settled(view, 'log', 'log')).toMatchObject(view.log);
    }
  });

  it('names no rival any more and keeps what is known of the labels', () => {
    const view = VIEWS.find((one) => apartPx(one) > 1) ?? VIEWS[0];
    expect(settled(view, 'log', 'linear')).toEqual({ ...view.log, ...FITTED });
  });

  it('takes the rival also of a market whose prices are a little apart from ours', () => {
    const clear = VIEWS.filter((view) => apartPx(view) > 1);
    for (const view of clear) expect(settled(view, 'log', 'linear', BARS, 0.0005)?.scale).toBe('log');
  });

  it('tells nothing where no rival is named, whatever the candles say', () => {
    const view = VIEWS[0];
    const price: PriceAxis = { ...view.linear, ...FITTED };
    const candles = drawn(view.shown, view.log, view.linear);
    expect(settleScale(price, PANE, candles, view.time, createOwnBars(BARS))).toBeNull();
  });

  it('tells nothing where too few bars are ours, or none', () => {
    for (const view of VIEWS) {
      expect(settled(view, 'log', 'linear', view.shown.slice(0, 7))).toBeNull();
      expect(settled(view, 'log', 'linear', [])).toBeNull();
    }
  });

  it('tells nothing where the candles are not those of our bars', () => {
    const others = BARS.map(({ timeSec }, i) => ({ ...BARS[(i * 37) % BARS.length], timeSec }));
    for (const view of VIEWS) expect(settled(view, 'log', 'linear', others)).toBeNull();
  });

  it('tells nothing where the chart draws bars shorter than ours', () => {
    const view = VIEWS[0];
    const price = { ...view.linear, ...FITTED, rival: view.log };
    const time = { ...view.time, pxPerSec: SPACING_PX / 900 };
    const candles = drawn(view.shown, view.log, view.linear);
    expect(settleScale(price, PANE, candles, time, createOwnBars(BARS))).toBeNull();
  });

  it('keeps the scale of bars of no usual length', () => {
    const view = VIEWS[0];
    const price = { ...view.linear, ...FITTED, rival: view.log };
    const time = { ...view.time, pxPerSec: SPACING_PX / 4321 };
    const candles = drawn(view.shown, view.log, view.linear);
    expect(settleScale(price, PANE, candles, time, createOwnBars(BARS))).toBeNull();
  });

  it('leaves a line of closes to the labels', () => {
    const view = VIEWS[0];
    const price = { ...view.linear, ...FITTED, rival: view.log };
    const candles = { ...drawn(view.shown, view.log, view.linear), isLine: true };
    expect(settleScale(price, PANE, candles, view.time, createOwnBars(BARS))).toBeNull();
  });

  it('does not count the newest of our bars, which is still at work', () => {
    const view = viewOf(BARS.length - 100, 100);
    expect(apartPx(view)).toBeGreaterThan(1);
    const bars = BARS.map((bar, i) => (i === BARS.length - 1 ? { ...bar, high: bar.high * 1.05 } : bar));
    expect(settled(view, 'linear', 'linear', bars)?.scale).toBe('linear');
    expect(settled(view, 'log', 'log', bars)?.scale).toBe('log');
  });
});

describe('settleScale of coarse labels', () => {
  const coarse = { isCoarse: true } as const;
  /** A view whose labels put everything some px too low, as rounded ones may. */
  const moved = (view: View, px: number): View => ({
    ...view,
    linear: { ...view.linear, b: view.linear.b + px },
    log: { ...view.log, b: view.log.b + px },
  });
  const settledOn = (view: View, truth: PriceLine, shift = 0) => {
    const price = { ...view.linear, ...FITTED, ...coarse, rival: view.log };
    const candles = drawn(view.shown, truth, view.linear, shift);
    return settleScale(price, PANE, candles, view.time, createOwnBars(BARS));
  };

  it('takes the scale on which our bars were drawn, and names no doubt any more', () => {
    for (const view of VIEWS.filter((one) => apartPx(one) > 1)) {
      expect(settled(view, 'log', 'linear', BARS, 0, coarse)).toEqual({ ...view.log, ...FITTED });
      expect(settled(view, 'linear', 'linear', BARS, 0, coarse)).toEqual({ ...view.linear, ...FITTED });
    }
  });

  it('takes either of two scales that are alike, where the candles lie on both', () => {
    for (const view of VIEWS) {
      const twin = { ...view, log: view.linear };
      expect(settledOn(twin, view.linear)).toMatchObject(view.linear);
    }
  });

  it('confirms none that puts our bars a little way off', () => {
    for (const view of VIEWS)
      for (const px of [-4, 2, 9]) expect(settledOn(moved(view, px), view.linear)).toBeNull();
  });

  it('confirms none that is right at the candles alone, and off at the edges of the pane', () => {
    for (const view of VIEWS) {
      const middle = coordinateToPrice(view.linear, HEIGHT / 2);
      const a = view.linear.a * 1.05;
      const steep = { ...view.linear, a, b: HEIGHT / 2 - a * middle };
      expect(settledOn({ ...view, linear: steep }, view.linear)).toBeNull();
    }
  });

  it('confirms none by candles of another market', () => {
    for (const view of VIEWS) expect(settledOn(view, view.linear, 0.004)).toBeNull();
  });
});
