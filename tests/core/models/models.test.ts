import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { writeAgreement } from '../../../src/core/models/agreement';
import type { DensityModel, ModelState } from '../../../src/core/models/density-model';
import { OI_DELTA } from '../../../src/core/models/oi-delta';
import { OI_TABLE } from '../../../src/core/models/oi-table';
import { PIVOTS } from '../../../src/core/models/pivots';
import { DENSITY_MODELS } from '../../../src/core/models/registry';
import { TURNOVER } from '../../../src/core/models/turnover';
import { VOLUME_LEVERAGE, VOLUME_LEVERAGE_SWEEP } from '../../../src/core/models/volume-leverage';
import { createRandom } from '../../../src/core/simulate/seeded-random';
import { flatBar as bar, GRID, sum, usdNear } from './model-samples';

function randomBars(seed: number, count: number): EstimatorBar[] {
  const random = createRandom(seed);
  let close = 100;
  return Array.from({ length: count }, (_, at) => {
    const open = close;
    close *= Math.exp(0.002 * random.normal());
    return bar(at, {
      open,
      close,
      high: Math.max(open, close) * (1 + 0.001 * random.uniform()),
      low: Math.min(open, close) * (1 - 0.001 * random.uniform()),
      volumeBase: 20 * random.uniform(),
      openInterestBase: 1000 + 50 * random.uniform(),
    });
  });
}

function read(
  model: DensityModel,
  state: ModelState,
  grid = GRID,
): { long: Float64Array; short: Float64Array } {
  const long = new Float64Array(grid.bins);
  const short = new Float64Array(grid.bins);
  model.write(state, grid, long, short);
  return { long, short };
}

function run(model: DensityModel, bars: readonly EstimatorBar[]): ModelState {
  const state = model.create(0.001);
  for (const one of bars) model.update(state, one);
  return state;
}

describe.each(DENSITY_MODELS.map((model) => [model.id, model] as const))('%s', (_, model) => {
  test('writes nothing before the first bar', () => {
    const { long, short } = read(model, model.create(0.001));
    expect(sum(long) + sum(short)).toBe(0);
  });

  test('continues from a checkpoint as if it had never stopped', () => {
    const bars = randomBars(5, 120);
    const whole = run(model, bars);
    const resumed = structuredClone(run(model, bars.slice(0, 70)));
    for (const one of bars.slice(70)) model.update(resumed, one);
    expect(read(model, resumed)).toEqual(read(model, whole));
  });

  test('writes finite, non-negative USD whatever is missing', () => {
    const bars = randomBars(6, 60).map((one, at) => ({
      ...one,
      volumeBase: at % 3 === 0 ? null : one.volumeBase,
      openInterestBase: at % 4 === 0 ? null : one.openInterestBase,
    }));
    const { long, short } = read(model, run(model, bars));
    for (const usd of [...long, ...short]) expect(usd >= 0 && Number.isFinite(usd)).toBe(true);
  });

  test('survives a fall by 60 %', () => {
    const fall = bar(200, { open: 100, high: 100, low: 40, close: 40 });
    const { long, short } = read(
      model,
      run(model, [...randomBars(7, 60), fall, bar(201, { open: 40, high: 41, low: 39, close: 40 })]),
    );
    expect(Number.isFinite(sum(long) + sum(short))).toBe(true);
  });
});

describe('turnover', () => {
  test('puts bought volume at the long levels and sold volume at the short ones', () => {
    const state = run(TURNOVER, [bar(0, { takerBuyBase: 7.5 })]);
    const { long, short } = read(TURNOVER, state);
    expect(sum(long)).toBeCloseTo(750, 6);
    expect(sum(short)).toBeCloseTo(250, 6);
    expect(usdNear(long, 100 * (0.9 / 0.996))).toBeCloseTo(750 * 0.3, 6);
    expect(usdNear(short, 100 * (1.1 / 1.004))).toBeCloseTo(250 * 0.3, 6);
  });

  test('lets half of a multiple go in its half-life', () => {
    const quiet = Array.from({ length: 288 * 2 }, (_, at) => bar(at + 1, { volumeBase: 0 }));
    const before = read(TURNOVER, run(TURNOVER, [bar(0)])).long;
    const after = read(TURNOVER, run(TURNOVER, [bar(0), ...quiet])).long;
    const price = 100 * (0.8 / 0.996);
    expect(usdNear(after, price) / usdNear(before, price)).toBeCloseTo(0.5, 6);
  });

  test('removes what the mark range has reached and keeps the rest', () => {
    const dip = bar(1, { volumeBase: 0, markLow: 97, markHigh: 100, low: 90 });
    const { long } = read(TURNOVER, run(TURNOVER, [bar(0), dip]));
    expect(usdNear(long, 100 * (0.99 / 0.996))).toBe(0);
    expect(usdNear(long, 100 * (0.9 / 0.996))).toBeGreaterThan(0);
  });
});

describe('oi-delta', () => {
  test('opens longs in a green bar, shorts in a red one, by the rise of the open interest', () => {
    const green = read(
      OI_DELTA,
      run(OI_DELTA, [bar(0), bar(1, { openInterestBase: 1010, open: 99.9, low: 99.9 })]),
    );
    expect(sum(green.long)).toBeCloseTo(10 * ((100 + 99.9 + 100) / 3), 6);
    expect(sum(green.short)).toBe(0);
    const red = read(
      OI_DELTA,
      run(OI_DELTA, [bar(0), bar(1, { openInterestBase: 1010, open: 100.1, high: 100.1 })]),
    );
    expect(sum(red.long)).toBe(0);
    expect(sum(red.short)).toBeGreaterThan(0);
  });

  test('shrinks everything in proportion when the open interest falls', () => {
    const up = run(OI_DELTA, [bar(0), bar(1, { openInterestBase: 1100 })]);
    const before = sum(read(OI_DELTA, up).long);
    OI_DELTA.update(up, bar(2, { openInterestBase: 550 }));
    expect(sum(read(OI_DELTA, up).long)).toBeCloseTo(before / 2, 6);
  });
});

describe('volume x leverages', () => {
  test('puts the whole volume on both sides, a quarter at each multiple', () => {
    const { long, short } = read(VOLUME_LEVERAGE, run(VOLUME_LEVERAGE, [bar(0)]));
    expect(sum(long)).toBeCloseTo(1000, 6);
    expect(sum(short)).toBeCloseTo(1000, 6);
    expect(usdNear(long, 100 * (0.98 / 0.996))).toBeCloseTo(250, 6);
  });

  test('keeps reached levels without the sweep and drops them with it', () => {
    const bars = [bar(0), bar(1, { volumeBase: 0, low: 97, close: 98 })];
    const price = 100 * (0.98 / 0.996);
    expect(usdNear(read(VOLUME_LEVERAGE, run(VOLUME_LEVERAGE, bars)).long, price)).toBeCloseTo(250, 6);
    expect(usdNear(read(VOLUME_LEVERAGE_SWEEP, run(VOLUME_LEVERAGE_SWEEP, bars)).long, price)).toBe(0);
  });
});

describe('oi-table', () => {
  test('puts the open interest around the last close', () => {
    const { long, short } = read(OI_TABLE, run(OI_TABLE, [bar(0)]));
    expect(sum(long)).toBeCloseTo(1000 * 100, 6);
    expect(sum(short)).toBeCloseTo(1000 * 100, 6);
  });
});

describe('pivots', () => {
  test('knows a swing low twelve bars later and puts longs below it', () => {
    const bars = Array.from({ length: 30 }, (_, at) => {
      const price = 100 + Math.abs(at - 15) * 0.05;
      return bar(at, { open: price, high: price, low: price, close: price });
    });
    expect(sum(read(PIVOTS, run(PIVOTS, bars.slice(0, 27))).long)).toBe(0);
    const { long, short } = read(PIVOTS, run(PIVOTS, bars.slice(0, 28)));
    expect(usdNear(long, 100 * (0.9 / 0.996))).toBeGreaterThan(0);
    expect(sum(short)).toBe(0);
  });
});

describe('write onto another lattice', () => {
  test('keeps the total of what lies inside', () => {
    const state = run(TURNOVER, randomBars(8, 200));
    const fine = read(TURNOVER, state);
    const coarse = read(TURNOVER, state, {
      logPriceMin: GRID.logPriceMin + 0.00037,
      logBin: 0.0023,
      bins: 430,
    });
    expect(sum(coarse.long)).toBeCloseTo(sum(fine.long), 3);
    expect(sum(coarse.short)).toBeCloseTo(sum(fine.short), 3);
  });
});

describe('writeAgreement', () => {
  test('is the common profile where all models have the same shape, at the scale of the first', () => {
    const out = new Float64Array(3);
    writeAgreement(
      [
        [2, 4, 6],
        [10, 20, 30],
      ],
      out,
    );
    expect([...out].map((usd) => Number(usd.toFixed(9)))).toEqual([2, 4, 6]);
  });

  test('is 0 where any model sees nothing', () => {
    const out = new Float64Array(2);
    writeAgreement(
      [
        [5, 5],
        [0, 9],
      ],
      out,
    );
    expect(out[0]).toBe(0);
    expect(out[1]).toBeGreaterThan(0);
  });

  test('of an empty model is empty', () => {
    const out = Float64Array.of(3, 3);
    writeAgreement(
      [
        [5, 5],
        [0, 0],
      ],
      out,
    );
    expect([...out]).toEqual([0, 0]);
  });

  test('never exceeds the first total', () => {
    const profile = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(profile, profile, (one, other) => {
        const out = new Float64Array(5);
        writeAgreement([one, other], out);
        expect(sum(out)).toBeLessThanOrEqual(sum(one) + 1e-9);
      }),
      { seed: 4 },
    );
  });

  test('of no models throws', () => {
    expect(() => writeAgreement([], new Float64Array(1))).toThrow('no profiles');
  });
});

test('model ids are unique', () => {
  expect(new Set(DENSITY_MODELS.map((model) => model.id)).size).toBe(DENSITY_MODELS.length);
});
