import { describe, expect, test } from 'vitest';
import { buildProfile } from '../../../src/core/frame/build-profile';
import { layersOf } from '../../../src/core/frame/frame-layers';
import { frameWindow } from '../../../src/core/frame/frame-window';
import { addObserved, createLedger, observedBetween } from '../../../src/core/frame/observed-ledger';
import { atr1h, sigmaDay } from '../../../src/core/frame/volatility';
import { formingAt, T0, W } from './grid-samples';

describe('layersOf', () => {
  test.each([
    ['calibrated', ['low', 'medium', 'high'], [0, 1, 2, 3]],
    ['calibrated', ['medium'], [1, 2]],
    ['high-leverage', ['low', 'medium', 'high'], [2, 3]],
    ['high-leverage', ['high'], [3]],
    ['all-leverage', ['high'], [0, 1, 2, 3]],
    ['calibrated', [], []],
  ] as const)('layersOf %s with %s is %s', (model, groups, layers) => {
    expect(layersOf({ model, groups: [...groups] })).toEqual(layers);
  });
});

describe('frameWindow', () => {
  const edges = ({ firstBin, bins }: ReturnType<typeof frameWindow>) => [
    Math.exp(firstBin * W),
    Math.exp((firstBin + bins) * W),
  ];

  test('frameWindow covers 15 % to either side and the range of the columns, at most 30 %', () => {
    const [low, high] = edges(frameWindow(100, 101, 99, W));
    expect(low).toBeLessThanOrEqual(85);
    expect(low).toBeGreaterThan(81);
    expect(high).toBeGreaterThanOrEqual(115);
    expect(high).toBeLessThan(119);
    expect(edges(frameWindow(100, 125, 99, W))[1]).toBeGreaterThanOrEqual(125);
    expect(edges(frameWindow(100, 300, 1, W))[1]).toBeLessThan(135);
  });

  test('frameWindow stays the same while the price moves little', () => {
    const windows = [100, 100.1, 100.2].map((mark) => JSON.stringify(frameWindow(mark, 101, 99, W)));
    expect(new Set(windows).size).toBe(1);
  });

  test('frameWindow without any range is that of the mark price', () => {
    const unknown = frameWindow(100, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, W);
    expect(unknown).toEqual(frameWindow(100, 101, 99, W));
  });
});

describe('buildProfile', () => {
  const window = frameWindow(100, 101, 99, W);
  const newest = [
    {
      column: formingAt(T0, 100, [
        { price: 95, usd: 10 },
        { price: 105, usd: 20, layer: 3 },
      ]),
      isCounted: true,
    },
  ];
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

  test('buildProfile keeps full precision and tells sides and groups apart', () => {
    const { profile, exchangeUsd } = buildProfile({
      window,
      logBin: W,
      side: 'both',
      models: [{ layers: [0, 1, 2, 3], newest }],
      hasGroups: true,
    });
    expect([sum(profile.long), sum(profile.short)]).toEqual([10, 20]);
    expect(
      [0, 1, 2].map((group) =>
        sum(profile.groups.subarray(group * profile.bins, (group + 1) * profile.bins)),
      ),
    ).toEqual([0, 10, 20]);
    expect(exchangeUsd.map(sum)).toEqual([30]);
  });

  test('buildProfile leaves out layers and sides that are not wanted', () => {
    const long = buildProfile({
      window,
      logBin: W,
      side: 'long',
      models: [{ layers: [1], newest }],
      hasGroups: true,
    });
    expect([sum(long.profile.long), sum(long.profile.short)]).toEqual([10, 0]);
  });

  test('buildProfile leaves out an exchange that only gives the prices', () => {
    const priced = [{ ...newest[0], isCounted: false }, newest[0]];
    const models = [{ layers: [0, 1, 2, 3], newest: priced }];
    const { profile, exchangeUsd } = buildProfile({
      window,
      logBin: W,
      side: 'both',
      models,
      hasGroups: true,
    });
    expect(sum(profile.long) + sum(profile.short)).toBe(30);
    expect(exchangeUsd).toHaveLength(1);
  });

  test('buildProfile of several models shows where they concur, on the scale of the first', () => {
    const layers = [0, 1, 2, 3];
    const other = formingAt(T0, 100, [
      { price: 95, usd: 1000 },
      { price: 90, usd: 1000 },
    ]);
    const models = [
      {
        layers,
        newest: [
          {
            column: formingAt(T0, 100, [
              { price: 95, usd: 10 },
              { price: 97, usd: 10 },
            ]),
            isCounted: true,
          },
        ],
      },
      { layers, newest: [{ column: other, isCounted: true }] },
    ];
    const { profile } = buildProfile({ window, logBin: W, side: 'both', models, hasGroups: true });
    expect(sum(profile.long)).toBeCloseTo(10, 4);
    expect(profile.long.filter((usd) => usd > 0)).toHaveLength(1);
  });

  test('buildProfile of no exchange is empty', () => {
    const { profile } = buildProfile({
      window,
      logBin: W,
      side: 'both',
      models: [{ layers: [1], newest: [] }],
      hasGroups: true,
    });
    expect(sum(profile.long) + sum(profile.short)).toBe(0);
  });
});

describe('volatility', () => {
  const HOUR = 3_600_000;
  const bars = (count: number, stepMs: number, move: number) =>
    Array.from({ length: count }, (_, index) => {
      const close = 100 * Math.exp((index % 2) * move);
      return { openTimeMs: T0 + index * stepMs, high: close + 1, low: close - 1, close };
    });

  test('atr1h of hours with the same range is that range', () => {
    expect(atr1h(bars(48, HOUR, 0))).toBeCloseTo(2, 9);
  });

  test('atr1h joins five-minute bars into hours', () => {
    expect(atr1h(bars(20 * 12, HOUR / 12, 0))).toBeCloseTo(2, 9);
  });

  test('atr1h before fifteen hours is NaN', () => {
    expect(atr1h(bars(14, HOUR, 0))).toBeNaN();
  });

  test('sigmaDay of moves of m every five minutes is m sqrt(288)', () => {
    expect(sigmaDay(bars(2000, HOUR / 12, 0.002))).toBeCloseTo(0.002 * Math.sqrt(288), 4);
  });

  test('sigmaDay does not depend on the spacing of the bars', () => {
    expect(sigmaDay(bars(500, HOUR, 0.002 * Math.sqrt(12)))).toBeCloseTo(0.002 * Math.sqrt(288), 4);
  });

  test('sigmaDay of too few bars is NaN', () => {
    expect(sigmaDay(bars(5, HOUR, 0.01))).toBeNaN();
  });
});

describe('observed liquidations', () => {
  const event = (
    timeMs: number,
    notionalUsd: number,
    price = 100,
    positionSide: 'long' | 'short' = 'long',
  ) => ({
    timeMs,
    price,
    positionSide,
    notionalUsd,
    isSampled: false,
  });

  test('observedBetween sums by column and side, over several ledgers', () => {
    const one = createLedger();
    const two = createLedger();
    addObserved(one, event(T0 + 1, 10), 300_000);
    addObserved(one, event(T0 + 600_000, 5, 100, 'short'), 300_000);
    addObserved(two, event(T0 + 299_999, 7), 300_000);
    const { bars, points, isLowerBound } = observedBetween([one, two], T0, T0 + 900_000, 600_000);
    expect(bars).toEqual([
      { timeMs: T0, longUsd: 17, shortUsd: 0 },
      { timeMs: T0 + 600_000, longUsd: 0, shortUsd: 5 },
    ]);
    expect(points.map(({ notionalUsd }) => notionalUsd)).toEqual([10, 7, 5]);
    expect(isLowerBound).toBe(false);
  });

  test('addObserved keeps every event of the last minutes, however small, and of the older ones the largest', () => {
    const ledger = createLedger();
    const minute = 60_000;
    for (let index = 0; index < 9000; index += 1)
      addObserved(ledger, event(T0 + index, 100 + index), 300_000);
    const late = T0 + 60 * minute;
    for (let index = 0; index < 7000; index += 1) addObserved(ledger, event(late + index, 1), 300_000);
    const lately = ledger.events.filter(({ timeMs }) => timeMs >= late);
    expect(lately).toHaveLength(7000);
    const older = ledger.events.filter(({ timeMs }) => timeMs < late).map(({ notionalUsd }) => notionalUsd);
    expect(older.length).toBeLessThanOrEqual(6000);
    expect(Math.max(...older)).toBe(9099);
    expect(Math.min(...older)).toBeGreaterThan(100);
  });

  test('observedBetween keeps exact sums however many events there are, and the largest 400 as points', () => {
    const ledger = createLedger();
    for (let index = 0; index < 9000; index += 1)
      addObserved(ledger, event(T0 + index, 1 + (index % 100)), 300_000);
    const { bars, points } = observedBetween([ledger], T0, T0 + 300_000, 300_000);
    expect(bars[0].longUsd).toBe(90 * 5050);
    expect(points).toHaveLength(400);
    expect(Math.min(...points.map(({ notionalUsd }) => notionalUsd))).toBeGreaterThan(95);
    expect([...points].sort((a, b) => a.timeMs - b.timeMs)).toEqual(points);
  });

  test('observedBetween lists the prices where most was flushed, largest first', () => {
    const ledger = createLedger();
    addObserved(ledger, event(T0, 5, 110, 'short'), 300_000);
    for (let index = 1; index < 4; index += 1) addObserved(ledger, event(T0 + index, 4, 90), 300_000);
    const { flushes } = observedBetween([ledger], T0, T0 + 300_000, 300_000);
    expect(flushes.map(({ longUsd, shortUsd }) => [longUsd, shortUsd])).toEqual([
      [12, 0],
      [0, 5],
    ]);
    expect(flushes[0].lowPrice).toBeLessThanOrEqual(90);
    expect(flushes[0].highPrice).toBeGreaterThan(90);
    expect(flushes[0].lastMs).toBe(T0 + 3);
  });

  test('observedBetween says that sums are lower bounds as soon as one source is throttled', () => {
    const ledger = createLedger();
    addObserved(ledger, { ...event(T0, 1), isSampled: true }, 300_000);
    expect(observedBetween([createLedger(), ledger], T0, T0 + 1, 300_000).isLowerBound).toBe(true);
  });
});
