import { beforeEach, describe, expect, test } from 'vitest';
import { type HostSnapshot, hostApi, hostPrice, hostTime, judgeHost } from '../../src/anchor/host-api';
import type { RunningStrategy } from '../../src/anchor/strategy';
import { type FakeHostChart, fakeHostApi, HOST_CHART } from './fake-host';
import { type FakePage, fakePage, placeAt } from './fake-page';

interface Scale {
  getVisiblePriceRange(): { from: number; to: number } | null;
  getMode(): number;
}

function scale(from: number, to: number, mode = 0): Scale {
  return { getVisiblePriceRange: () => ({ from, to }), getMode: () => mode };
}

describe('hostPrice', () => {
  test.each([0, 2, 3])('in mode %d puts `from` on the bottom row h - 1 and `to` on row 0', (mode) => {
    const axis = hostPrice(scale(60_000, 62_000, mode), 401);
    expect(axis?.scale).toBe('linear');
    expect((axis?.a ?? 0) * 60_000 + (axis?.b ?? 0)).toBeCloseTo(400, 9);
    expect((axis?.a ?? 0) * 62_000 + (axis?.b ?? 0)).toBeCloseTo(0, 9);
  });

  test('in mode 1 is linear in the logarithm', () => {
    const axis = hostPrice(scale(100, 10_000, 1), 401);
    expect(axis?.scale).toBe('log');
    expect((axis?.a ?? 0) * Math.log(1000) + (axis?.b ?? 0)).toBeCloseTo(200, 9);
  });

  test('of an inverted scale, whose ends are swapped already, rises downwards', () => {
    expect(hostPrice(scale(62_000, 60_000), 401)?.a).toBeGreaterThan(0);
  });

  test.each([
    ['no range', { getVisiblePriceRange: () => null, getMode: () => 0 }],
    ['an empty range', scale(5, 5)],
    ['a range that is no number', scale(Number.NaN, 5)],
    ['a logarithm of zero', scale(0, 5, 1)],
  ])('of %s is null', (_, given) => {
    expect(hostPrice(given, 401)).toBeNull();
  });
});

describe('hostTime', () => {
  const HOUR = 3600;

  /** A time scale of 800 px with bars of 8 px, the newest at `last` s. */
  function timeScale(rightOffset: number, last = 1_700_000_000, gapAfter = 0) {
    const centre = 800 - (rightOffset + 0.5) * 8;
    return {
      width: () => 800,
      barSpacing: () => 8,
      rightOffset: () => rightOffset,
      coordinateToTime: (x: number) => {
        const back = Math.round((centre - x) / 8);
        if (back < 0) return null;
        return last - back * HOUR - (gapAfter && back > gapAfter ? 40 * HOUR : 0);
      },
    };
  }

  test.each([0, 5, -3.25, -200])('with the right offset %d puts every bar in its place', (rightOffset) => {
    const axis = hostTime(timeScale(rightOffset));
    const x = (axis?.x0 ?? 0) + 1_700_000_000 * (axis?.pxPerSec ?? 0);
    expect(x).toBeCloseTo(800 - (rightOffset + 0.5) * 8, 3);
    expect(axis?.barSec).toBeCloseTo(HOUR, 6);
  });

  test('is null where bars have a gap, so that time is not even', () => {
    expect(hostTime(timeScale(0, 1_700_000_000, 30))).toBeNull();
  });

  test('is null without bars, times or width', () => {
    expect(hostTime({ ...timeScale(0), coordinateToTime: () => null })).toBeNull();
    expect(hostTime({ ...timeScale(0), barSpacing: () => 0 })).toBeNull();
    expect(hostTime({ ...timeScale(0), width: () => 10 })).toBeNull();
  });
});

describe('judgeHost', () => {
  const shot = (price: HostSnapshot['price']): HostSnapshot => ({
    height: 401,
    twinsAbove: 0,
    width: 800,
    price,
    time: null,
    symbolText: 'BTCUSDT',
  });
  const bitcoin = shot(hostPrice(scale(60_000, 62_000), 401));

  test('locks a chart that shows our price, or has it within three of its spans', () => {
    expect(judgeHost(bitcoin, 61_000)).toEqual({ state: 'locked' });
    expect(judgeHost(bitcoin, 67_900)).toEqual({ state: 'locked' });
    expect(judgeHost(shot(hostPrice(scale(100, 10_000, 1), 401)), 500_000)).toEqual({ state: 'locked' });
  });

  test('locks any chart while no price is known', () => {
    expect(judgeHost(bitcoin, 0)).toEqual({ state: 'locked' });
  });

  test('does not lock a chart of other prices', () => {
    expect(judgeHost(bitcoin, 2400)).toEqual({ state: 'unsupported', reason: 'price-not-on-axis' });
    expect(judgeHost(bitcoin, 68_100)).toEqual({ state: 'unsupported', reason: 'price-not-on-axis' });
  });

  test('calls a chart without a price range lost', () => {
    expect(judgeHost(shot(null), 61_000)).toEqual({ state: 'lost', reason: 'no-range' });
  });
});

describe('hostApi', () => {
  const PANE = { left: 50, top: 30, width: 800, height: 401 };

  let page: FakePage;
  let running: RunningStrategy;
  let changes: number;
  let isListening: boolean;

  /** Puts an API object into the page under one of its two names. */
  function serve(api: unknown, name = 'tradingViewApi'): void {
    Object.defineProperty(page.window, name, { get: () => api, configurable: true });
  }

  function serveChart(change: Partial<FakeHostChart> = {}): FakeHostChart {
    const chart = { ...HOST_CHART, ...change };
    serve(fakeHostApi([chart]));
    return chart;
  }

  const heightOf = (price: number) => {
    const axis = running.read()[0].price;
    return (axis?.a ?? 0) * (axis?.scale === 'log' ? Math.log(price) : price) + (axis?.b ?? 0);
  };

  beforeEach(() => {
    page = fakePage();
    [changes, isListening] = [0, true];
    running = hostApi.start({
      window: page.window,
      isHidden: () => false,
      isListening: () => isListening,
      referencePrice: () => 0,
      wantsBars: () => false,
      changed: () => {
        changes++;
      },
    });
  });

  test('of a chart gives pane, both axes and symbol, in px of the viewport', () => {
    serveChart();
    const element = page.canvas(PANE);
    expect(running.read()).toEqual([
      {
        element,
        pane: PANE,
        state: 'locked',
        reason: undefined,
        price: {
          scale: 'linear',
          a: -0.2,
          b: 0.2 * 62_000 + 30,
          samples: 0,
          inliers: 0,
          rmsPx: 0,
        },
        time: {
          pxPerSec: 8 / 3600,
          x0: expect.closeTo(50 + 800 - 5.5 * 8 - (1_700_000_000 * 8) / 3600, 3),
          barSec: 3600,
          inliers: 0,
          ambiguous: false,
        },
        symbolText: 'BINANCE:BTCUSDT.P',
      },
    ]);
  });

  test.each([
    [0, 61_000],
    [1, Math.sqrt(60_000 * 62_000)],
    [2, 61_000],
    [3, 61_000],
  ])('in mode %d has the ends on rows 0 and h - 1, and %d half way', (mode, middle) => {
    serveChart({ mode });
    page.canvas(PANE);
    expect(heightOf(62_000)).toBeCloseTo(30, 6);
    expect(heightOf(60_000)).toBeCloseTo(430, 6);
    expect(heightOf(middle)).toBeCloseTo(230, 6);
  });

  test.each([0, 1, 2, 3])('in mode %d, inverted, has them the other way round', (mode) => {
    serveChart({ mode, range: [62_000, 60_000] });
    page.canvas(PANE);
    expect(heightOf(60_000)).toBeCloseTo(30, 6);
    expect(heightOf(62_000)).toBeCloseTo(430, 6);
  });

  test('of a chart shown at another size stretches both axes', () => {
    serveChart();
    const canvas = page.canvas(PANE);
    const half = { ...PANE, width: 400, height: 200.5 };
    placeAt(canvas, half);
    Object.defineProperty(canvas, 'offsetWidth', { value: 800, configurable: true });
    Object.defineProperty(canvas, 'offsetHeight', { value: 401, configurable: true });
    expect(heightOf(60_000)).toBeCloseTo(30 + 200, 6);
    expect(running.read()[0].time?.pxPerSec).toBeCloseTo(4 / 3600, 12);
  });

  test.each(['tradingViewApi', 'TradingViewApi'])('finds the object as window.%s', (name) => {
    serve(fakeHostApi([HOST_CHART]), name);
    page.canvas(PANE);
    expect(running.read()).toHaveLength(1);
  });

  test('of several charts in a layout guesses each in the order of the page, and locks none by itself', () => {
    const eth = { ...HOST_CHART, symbol: 'ETHUSDT', range: [2000, 2100] as [number, number] };
    serve(fakeHostApi([HOST_CHART, eth]));
    const [left, right] = [page.canvas(PANE), page.canvas({ ...PANE, left: 900 })];
    expect(running.read().map(({ element, symbolText, state }) => [element, symbolText, state])).toEqual([
      [left, 'BINANCE:BTCUSDT.P', 'ambiguous'],
      [right, 'ETHUSDT', 'ambiguous'],
    ]);
  });

  test('takes canvases on top of one another for one pane', () => {
    serve(fakeHostApi([HOST_CHART, { ...HOST_CHART, symbol: 'ETHUSDT' }]));
    const first = page.canvas(PANE);
    page.canvas(PANE);
    const second = page.canvas({ ...PANE, top: 500 });
    expect(running.read().map(({ element }) => element)).toEqual([first, second]);
  });

  test('of panes of one size takes the one that holds the main series', () => {
    serveChart({ paneHeights: [401, 401, 120], mainPane: 1 });
    page.canvas(PANE);
    const main = page.canvas({ ...PANE, top: 440 });
    expect(running.read().map(({ element }) => element)).toEqual([main]);
  });

  test('of a chart without a price range says so and keeps its time', () => {
    serveChart({ range: null });
    page.canvas(PANE);
    const [reading] = running.read();
    expect(reading).toMatchObject({ state: 'lost', reason: 'no-range', price: null });
    expect(reading.time).not.toBeNull();
  });

  test.each<[string, unknown]>([
    ['no object', undefined],
    ['a chart without a main series', fakeHostApi([{ ...HOST_CHART, mainPane: 9 }])],
    ['another size than any canvas', fakeHostApi([{ ...HOST_CHART, width: 700 }])],
    ['an object without methods', {}],
    ['a number of charts that is none', { ...fakeHostApi([HOST_CHART]), chartsCount: () => Number.NaN }],
    [
      'a method that throws',
      {
        activeChart: () => {
          throw new Error('not ready');
        },
      },
    ],
  ])('of %s reads nothing', (_, api) => {
    serve(api);
    page.canvas(PANE);
    expect(running.read()).toEqual([]);
  });

  test('of an object that may not be looked at reads nothing, and throws nothing', async () => {
    serveChart();
    page.canvas(PANE);
    running.tick();
    Object.defineProperty(page.window, 'tradingViewApi', {
      get: () => {
        throw new Error('page');
      },
    });
    expect(running.read()).toEqual([]);
    await expect(page.frame()).resolves.toBeUndefined();
  });

  test('of a layout that claims a million charts asks for sixteen', () => {
    const asked: number[] = [];
    const { chart, ...api } = fakeHostApi([HOST_CHART]);
    serve({
      ...api,
      chartsCount: () => 1e6,
      chart: (index: number) => {
        asked.push(index);
        return chart(0);
      },
    });
    running.read();
    expect(asked).toHaveLength(16);
  });

  test('cuts long texts of the page', () => {
    serveChart({ symbol: 'x'.repeat(500) });
    page.canvas(PANE);
    const [{ symbolText }] = running.read();
    expect(symbolText?.length).toBe(60);
  });

  test('looks once a frame, and says when range, mode or bars have changed', async () => {
    const chart = serveChart();
    running.tick();
    expect(changes).toBe(1);
    await page.frame();
    await page.frame();
    expect(changes).toBe(1);
    for (const change of [{ range: [1, 2] }, { mode: 1 }, { barSpacing: 9 }] as Partial<FakeHostChart>[]) {
      Object.assign(chart, change);
      await page.frame();
    }
    expect(changes).toBe(4);
    running.tick();
    expect(page.framesAhead()).toBe(1);
  });

  test('on a page that gives no frames looks again with each tick', () => {
    const chart = serveChart();
    Object.assign(page.window, {
      requestAnimationFrame: () => {
        throw new Error('page');
      },
    });
    running.tick();
    chart.range = [1, 2];
    running.tick();
    expect(changes).toBe(2);
  });

  test('asks for no frames without a chart, nor after everybody has left', async () => {
    running.tick();
    expect(page.framesAhead()).toBe(0);
    serveChart();
    running.tick();
    expect(page.framesAhead()).toBe(1);
    isListening = false;
    await page.frame();
    expect(page.framesAhead()).toBe(0);
  });
});
