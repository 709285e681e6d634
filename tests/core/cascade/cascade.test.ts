import { describe, expect, test } from 'vitest';
import { cascadePath } from '../../../src/core/cascade/cascade-path';
import {
  type CascadePath,
  cascadeCurve,
  vulnerability,
  walkCascade,
} from '../../../src/core/cascade/cascade-walk';
import { type CrowdingGauges, crowding } from '../../../src/core/cascade/crowding';
import { hills, LOG_BIN, MARK, MIDDLE, profileOf } from '../clusters/profile-samples';

function path(usd: number[], change: Partial<CascadePath> = {}): CascadePath {
  return { usd: Float32Array.from(usd), logBin: 0.001, sigmaDay: 0.03, volumeDayUsd: 1e9, ...change };
}

describe('walkCascade', () => {
  test('walkCascade through empty bins ends where the shock ends', () => {
    const end = walkCascade(path(new Array(100).fill(0)), 0.01);
    expect(end).toMatchObject({ endDistance: 0.01, forcedUsd: 0, amplification: 1, isWithinBins: true });
  });

  test('walkCascade converts seven tenths of what the shock swept and adds its square-root impact', () => {
    const usd = new Array(100).fill(0);
    usd[5] = 1e6;
    const end = walkCascade(path(usd), 0.01);
    expect(end.forcedUsd).toBeCloseTo(7e5, 3);
    expect(end.endDistance).toBeCloseTo(0.01 + 0.6 * 0.03 * Math.sqrt(7e5 / 1e9), 9);
  });

  test('walkCascade counts the bin in which the reach ends by the part that is swept', () => {
    const end = walkCascade(path([0, 0, 1e3], { volumeDayUsd: 1e15 }), 0.0025);
    expect(end.forcedUsd).toBeCloseTo(0.5 * 1e3 * 0.7, 1);
  });

  test('walkCascade runs on when each swept zone reaches the next', () => {
    const usd = new Array(200).fill(0);
    for (let bin = 10; bin < 100; bin += 5) usd[bin] = 6e8;
    const end = walkCascade(path(usd), 0.011);
    expect(end.endDistance).toBeGreaterThan(0.03);
    expect(end.amplification).toBeGreaterThan(3);
  });

  test('walkCascade that leaves the known bins says so', () => {
    expect(walkCascade(path(new Array(20).fill(1e9)), 0.01).isWithinBins).toBe(false);
  });

  test('walkCascade without volume moves nothing beyond the shock', () => {
    expect(walkCascade(path(new Array(50).fill(1e6), { volumeDayUsd: Number.NaN }), 0.01).endDistance).toBe(
      0.01,
    );
  });

  test('walkCascade never ends nearer for a larger shock', () => {
    const dense = path(Array.from({ length: 300 }, (_, bin) => ((bin * 7919) % 13) * 1e6));
    let last = 0;
    for (let shock = 0.001; shock < 0.2; shock += 0.001) {
      const { endDistance } = walkCascade(dense, shock);
      expect(endDistance).toBeGreaterThanOrEqual(last);
      last = endDistance;
    }
  });
});

test('cascadeCurve gives low, middle and high ends in order for each shock', () => {
  const points = cascadeCurve(path(new Array(200).fill(1e6)), [0.005, 0.01, 0.02], 1e9, true);
  for (const { low, end, high } of points) {
    expect(low.endDistance).toBeLessThan(end.endDistance);
    expect(end.endDistance).toBeLessThan(high.endDistance);
  }
});

test('cascadeCurve of a level that rests on little or that reports contradict has the wider ends', () => {
  const filled = path(new Array(200).fill(1e6));
  const [known] = cascadeCurve(filled, [0.01], 1e9, true, 200);
  const [guessed] = cascadeCurve(filled, [0.01], 1e9, true, 0);
  expect(guessed.low.endDistance).toBeLessThan(known.low.endDistance);
  expect(guessed.high.endDistance).toBeGreaterThan(known.high.endDistance);
  const [tooMuch] = cascadeCurve(filled, [0.01], 1e9, true, 200, Math.log(8));
  expect(tooMuch.low.endDistance).toBeLessThan(known.low.endDistance);
  expect(tooMuch.high).toEqual(known.high);
  const [tooLittle] = cascadeCurve(filled, [0.01], 1e9, true, 200, -Math.log(8));
  expect(tooLittle.low).toEqual(known.low);
  expect(tooLittle.high.endDistance).toBeGreaterThan(known.high.endDistance);
});

test('vulnerability is 0 without positions and rises with their density', () => {
  expect(vulnerability(path(new Array(200).fill(0)))).toBe(0);
  const some = vulnerability(path(new Array(200).fill(1e5)));
  expect(vulnerability(path(new Array(200).fill(1e6)))).toBeGreaterThan(some);
});

test('cascadePath gives the bins of the side, nearest first', () => {
  const profile = profileOf(
    hills([
      [MIDDLE - 4, 50, 0],
      [MIDDLE + 2, 80, 0],
    ]),
  );
  const down = cascadePath(profile, 'long', MARK, 0.03, 1e9);
  const up = cascadePath(profile, 'short', MARK, 0.03, 1e9);
  expect(down.usd.indexOf(50)).toBe(3);
  expect(up.usd.indexOf(80)).toBe(2);
  expect(down.logBin).toBe(LOG_BIN);
  expect(profile.long[MIDDLE - 4]).toBe(50);
});

describe('crowding', () => {
  const history: CrowdingGauges[] = Array.from({ length: 30 }, (_, index) => ({
    funding: 0.0001 * Math.sin(index),
    accountLogOdds: 0.1 * Math.cos(index),
    openInterestPerVolume: 1 + 0.1 * Math.sin(2 * index),
    riskLogRatio: 0.2 * Math.sin(3 * index),
  }));
  const calm: CrowdingGauges = { funding: 0, accountLogOdds: 0, openInterestPerVolume: 1, riskLogRatio: 0 };

  test('crowding is near 0 in a calm market and stays within -1..1', () => {
    expect(Math.abs(crowding(calm, history))).toBeLessThan(0.2);
    expect(crowding({ ...calm, funding: 1 }, history)).toBeLessThanOrEqual(1);
  });

  test('crowding is positive for crowded longs and negative for crowded shorts', () => {
    const long = { ...calm, funding: 0.0003, accountLogOdds: 0.3 };
    const short = { ...calm, funding: -0.0003, accountLogOdds: -0.3 };
    expect(crowding(long, history)).toBeGreaterThan(0.5);
    expect(crowding(short, history)).toBeLessThan(-0.5);
  });

  test('crowding counts open interest over volume toward the side of the others', () => {
    const large = { ...calm, accountLogOdds: -0.2, funding: -0.0001, openInterestPerVolume: 2 };
    expect(crowding(large, history)).toBeLessThan(crowding({ ...large, openInterestPerVolume: 1 }, history));
  });

  test('crowding without any history is NaN', () => {
    expect(crowding(calm, [])).toBeNaN();
  });
});
