// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { writeBars, writeRect } from '../../src/core/axis/drawn-bars';
import { type ChartTimes, readChartTimes } from '../../src/page/chart-times';
import { labBars, labCandles } from '../pages/lab/lab-candles';

const HOUR = 3600;
const DAY = 24 * HOUR;
const SPACING = 6;
const CANDLES = labCandles();
const SHOWN = CANDLES.slice(-100);
const FROM = SHOWN[0].timeSec;
const PANE = { left: 0, top: 0, width: 600, height: 400 };
const A = -0.02;
const B = 400 + 0.02 * Math.min(...SHOWN.map((c) => c.low));
const toY = (price: number) => A * price + B;

/** The day numbers under the candles, on a chart whose clock is `zoneSec` ahead. */
function days(zoneSec: number) {
  const first = Math.ceil((FROM + zoneSec) / DAY) * DAY;
  return Array.from({ length: 4 }, (_, i) => {
    const wall = first + i * DAY;
    return { text: `${new Date(wall * 1000).getUTCDate()}`, x: ((wall - zoneSec - FROM) / HOUR) * SPACING };
  });
}

function mapping(chartKey: string): AxisMapping {
  const price = { scale: 'linear', a: A, b: B, samples: 9, inliers: 9, rmsPx: 0 } as const;
  return { v: 1, seq: 1, chartKey, source: 'axis-tap', state: 'locked', pane: PANE, price, time: null };
}

function lieAt(element: Element, left: number): void {
  const rect = { ...PANE, left, x: left, y: 0, right: left + PANE.width, bottom: PANE.height };
  element.getBoundingClientRect = () => rect as DOMRect;
}

function canvas(): HTMLCanvasElement {
  const element = document.body.appendChild(document.createElement('canvas'));
  Object.assign(element, { width: PANE.width, height: PANE.height });
  lieAt(element, 0);
  return element;
}

/** What the probe sees of the candles. */
function painted(count = SHOWN.length): string {
  const rects = SHOWN.slice(0, count).map(({ high, low }, i) =>
    writeRect(i * SPACING - 1, toY(high), i * SPACING + 1, toY(low)),
  );
  return writeBars(rects);
}

const bring = vi.fn();
let times: ChartTimes;
let stop: AbortController;
let element: HTMLCanvasElement;
const look = (zoneSec: number, chartKey = 'c1') => times.read(mapping(chartKey), days(zoneSec), element);
/** Shows the candles for a second. */
const prove = (zoneSec = 0) => {
  for (let i = 0; i < 2; i++) {
    times.note('c1', painted());
    expect(look(zoneSec)?.ambiguous).toBe(false);
    vi.advanceTimersByTime(1100);
  }
};
const leftSec = (axis: { x0: number; pxPerSec: number } | null) => axis && -axis.x0 / axis.pxPerSec;
const asked = (chartKey = 'c1') => times.wantsBars(new Map([[chartKey, PANE]]));

beforeEach(() => {
  vi.useFakeTimers({ now: (CANDLES[CANDLES.length - 1].timeSec + 2220) * 1000 });
  stop = new AbortController();
  times = readChartTimes(window, stop.signal, bring);
  times.setBars(labBars(CANDLES));
  element = canvas();
});
afterEach(() => {
  stop.abort();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('readChartTimes', () => {
  test('asks for candles until they have proven the zone, and follows the labels from there', () => {
    expect(look(0)?.ambiguous).toBe(true);
    expect(asked()).toBe(true);
    prove();
    expect(look(0)?.ambiguous).toBe(false);
    expect(asked()).toBe(false);
  });

  test('asks for candles again after ten seconds', () => {
    prove();
    look(0);
    vi.advanceTimersByTime(12_000);
    look(0);
    expect(asked()).toBe(true);
  });

  test('leaves a chart alone for a while whose zone is known and whose candles are none of ours any more', () => {
    prove();
    vi.advanceTimersByTime(10_000);
    times.setBars(labBars(labCandles(61_000, 0.006, 900, 8)));
    let asks = 0;
    for (let i = 0; i < 100; i++) {
      vi.advanceTimersByTime(300);
      times.note('c1', `${painted()}${writeRect(i, 0, i, 1)}`);
      expect(look(0)?.ambiguous).toBe(false);
      if (asked()) asks++;
    }
    expect(asks).toBeGreaterThan(10);
    expect(asks).toBeLessThan(40);
  });

  test.each([8, -5, 5.5])(
    'draws a chart that is set %d h on by its candles, and not at all without',
    (hours) => {
      prove();
      expect(look(hours * HOUR)?.ambiguous).toBe(true);
      times.note('c1', painted());
      const axis = look(hours * HOUR);
      expect(axis?.ambiguous).toBe(false);
      expect(leftSec(axis)).toBeCloseTo(FROM, -1);
    },
  );

  test('finds candles at once after many views of too few', () => {
    for (let view = 0; view < 20; view++) {
      times.note('c1', painted(5 - (view % 2)));
      expect(times.read(mapping('c1'), [], element)).toBeNull();
    }
    times.note('c1', painted(20));
    expect(leftSec(times.read(mapping('c1'), [], element))).toBeCloseTo(FROM, -1);
  });

  test('finds the same candles anew where the page has been scrolled sideways', () => {
    times.note('c1', painted());
    times.read(mapping('c1'), [], element);
    lieAt(element, 50);
    times.note('c1', painted());
    const pane = { ...PANE, left: 50 };
    const axis = times.read({ ...mapping('c1'), pane }, [], element);
    expect(axis && axis.x0 + FROM * axis.pxPerSec).toBeCloseTo(50, 0);
  });

  test('keeps the doubt of a chart that could not be read for a moment', () => {
    look(0);
    expect(look(-5 * HOUR)?.ambiguous).toBe(true);
    times.lose('c1');
    expect(look(-5 * HOUR)?.ambiguous).toBe(true);
  });

  test('keeps what candles have told of a chart that could not be read for a moment', () => {
    prove();
    expect(look(0)?.ambiguous).toBe(false);
    times.lose('c1');
    expect(look(0)?.ambiguous).toBe(false);
    element.remove();
    times.lose('c1');
    expect(look(0)?.ambiguous).toBe(true);
  });

  test('believes no zone of a chart that takes the place of one whose zone was known', () => {
    prove();
    element.remove();
    times.lose('c1');
    element = canvas();
    expect(look(0, 'c2')?.ambiguous).toBe(true);
    times.note('c2', painted());
    const axis = look(-5 * HOUR, 'c2');
    expect([axis?.ambiguous, Math.round(((leftSec(axis) ?? 0) - FROM) / 100)]).toEqual([false, 0]);
  });
});

describe('readChartTimes, of charts that the probe sees no candles of,', () => {
  /** Answers as the part that watches strokes: the line of the closes, half-way on a canvas. */
  function drawLine(shift = 0): void {
    const line = SHOWN.map(({ close }, i) => [i * SPACING, toY(close) + shift, toY(close) + shift, 0]);
    const detail = JSON.stringify([[], line]);
    const answer = () => document.dispatchEvent(new CustomEvent('liqlens:drawn', { detail }));
    document.addEventListener('liqlens:what-is-drawn', answer, { signal: stop.signal });
  }
  const lookAt = (zoneSec: number, i: number, source: AxisMapping['source'] = 'axis-tap') => {
    const price = { scale: 'linear', a: A, b: B + i / 1000, samples: 9, inliers: 9, rmsPx: 0 } as const;
    return times.read({ ...mapping('c1'), source, price }, days(zoneSec), element);
  };

  beforeEach(() => {
    bring.mockClear();
    stop.abort();
    stop = new AbortController();
    times = readChartTimes(window, stop.signal, bring);
    times.setBars(labBars(CANDLES));
  });

  test('brings the part that watches strokes after two views in vain', () => {
    for (let i = 0; i < 2; i++) {
      expect(lookAt(0, i)?.ambiguous).toBe(true);
      expect(bring).not.toHaveBeenCalled();
    }
    lookAt(0, 2);
    expect(bring).toHaveBeenCalledTimes(1);
  });

  test('takes a view that is asked for again at once for one view, and for another a while later', () => {
    for (let i = 0; i < 5; i++) lookAt(0, 0);
    vi.advanceTimersByTime(300);
    lookAt(0, 0);
    expect(bring).not.toHaveBeenCalled();
    lookAt(0, 0);
    expect(bring).toHaveBeenCalledTimes(1);
  });

  test('brings it at once for a chart that is read here, and never without bars of ours', () => {
    times.setBars([]);
    for (let i = 0; i < 5; i++) lookAt(0, i, 'svg-text');
    expect(bring).not.toHaveBeenCalled();
    times.setBars(labBars(CANDLES));
    lookAt(0, 6, 'svg-text');
    expect(bring).toHaveBeenCalledTimes(1);
  });

  test('brings it where the chart shows any zone, and finds that', () => {
    for (let i = 0; i < 3; i++) lookAt(8 * HOUR, i);
    expect(bring).toHaveBeenCalledTimes(1);
    drawLine();
    expect(leftSec(lookAt(8 * HOUR, 3))).toBeCloseTo(FROM, -1);
  });

  test('is asked to look again where the line has not followed its labels yet', () => {
    const keys = new Map([['c1', PANE]]);
    drawLine();
    for (let i = 0; i < 2; i++) {
      lookAt(0, i, 'svg-text');
      vi.advanceTimersByTime(11_000);
    }
    expect(times.isDoubted(keys)).toBe(false);
    lookAt(7 * HOUR, 2, 'svg-text');
    expect(times.isDoubted(keys)).toBe(true);
    expect(times.isDoubted(new Map())).toBe(false);
    vi.advanceTimersByTime(500);
    lookAt(0, 3, 'svg-text');
    expect(times.isDoubted(keys)).toBe(false);
  });

  test('asks no strokes of a chart without time labels: nothing would tell that it has moved', () => {
    drawLine();
    const { price: _, ...rest } = mapping('c1');
    const read = (labels: ReturnType<typeof days>, i: number) =>
      times.read(
        {
          ...rest,
          source: 'svg-text',
          price: { ...rest, scale: 'linear', a: A, b: B + i / 1000, samples: 9, inliers: 9, rmsPx: 0 },
        } as never,
        labels,
        element,
      );
    for (let i = 0; i < 5; i++) {
      expect(read([], i)).toBeNull();
      vi.advanceTimersByTime(300);
    }
    expect(read(days(0), 9)?.ambiguous).toBe(false);
  });

  test('brings nothing while candles prove the zone', () => {
    for (let i = 0; i < 40; i++) {
      vi.advanceTimersByTime(1000);
      times.note('c1', painted());
      expect(look(0)?.ambiguous).toBe(false);
    }
    expect(bring).not.toHaveBeenCalled();
  });

  test.each([0, 8, -5, 5.5])('finds its time by the line of its closes, its clock set %d h on', (hours) => {
    drawLine();
    const axes = [0, 1, 2, 3].map((i) => lookAt(hours * HOUR, i));
    expect(axes.map((axis) => axis?.ambiguous)).toEqual([true, true, false, false]);
    expect(leftSec(axes[2])).toBeCloseTo(FROM, -1);
  });

  test('finds the next chart in its place at once', () => {
    drawLine();
    for (let i = 0; i < 3; i++) lookAt(0, i);
    element.remove();
    times.lose('c1');
    element = canvas();
    expect(look(0, 'c2')?.ambiguous).toBe(false);
  });

  test('asks the probe for no rectangles any more where it noted none, though bars are still looked for', () => {
    drawLine();
    for (let i = 0; i < 3; i++) {
      expect(asked()).toBe(i > 0);
      lookAt(0, i);
    }
    vi.advanceTimersByTime(11_000);
    lookAt(0, 3);
    expect(times.isOpen(new Map([['c1', PANE]]))).toBe(true);
    expect(asked()).toBe(false);
  });

  test('asks the probe for rectangles again after three views in which strokes told nothing', () => {
    drawLine();
    for (let i = 0; i < 4; i++) {
      asked();
      lookAt(0, i);
    }
    expect(asked()).toBe(false);
    stop.abort();
    stop = new AbortController();
    for (let i = 4; i < 8; i++) {
      vi.advanceTimersByTime(11_000);
      lookAt(0, i);
    }
    expect(asked()).toBe(true);
  });

  test('leaves the time open where the line is none of ours', () => {
    times.setBars(labBars(labCandles(61_000, 0.006, 900, 8)));
    drawLine();
    for (let i = 0; i < 30; i++) {
      vi.advanceTimersByTime(300);
      expect(lookAt(0, i)?.ambiguous).toBe(true);
    }
  });
});
