import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascadePath } from '../../../src/core/cascade/cascade-path';
import {
  type CascadePath,
  cascadeCurve,
  vulnerability,
  walkCascade,
} from '../../../src/core/cascade/cascade-walk';
import { type CrowdingGauges, crowding } from '../../../src/core/cascade/crowding';
import { accountLogOdds, riskLogRatio } from '../../../src/core/cascade/market-crowding';
import { BINS, LOG_BIN, MARK, MIDDLE, profileOf } from '../clusters/profile-samples';

const PATH: fc.Arbitrary<CascadePath> = fc.record({
  usd: fc
    .array(fc.double({ min: 0, max: 5e6, noNaN: true }), { minLength: 150, maxLength: 150 })
    .map((usd) => Float32Array.from(usd)),
  logBin: fc.constant(0.001),
  sigmaDay: fc.double({ min: 0.01, max: 0.06, noNaN: true }),
  volumeDayUsd: fc.double({ min: 1e8, max: 1e10, noNaN: true }),
});
/** Open interest, USD; NaN where it is unknown. */
const INTEREST = fc.constantFrom(1e8, 1e9, 1e11, Number.NaN);
const SHOCK = fc.double({ min: 0.001, max: 0.05, noNaN: true });

describe('walkCascade', () => {
  test('ends where the shock and the square-root impact of what it forced carry it', () => {
    fc.assert(
      fc.property(PATH, SHOCK, (path, shock) => {
        const { forcedUsd, endDistance, amplification } = walkCascade(path, shock);
        const impact = 0.6 * path.sigmaDay * Math.sqrt(forcedUsd / path.volumeDayUsd);
        expect(endDistance).toBeCloseTo(shock + impact, 9);
        expect(amplification).toBeCloseTo(endDistance / shock, 12);
      }),
      { seed: 81 },
    );
  });

  test('never forces more than seven tenths of what lies on its way', () => {
    fc.assert(
      fc.property(PATH, SHOCK, (path, shock) => {
        const { forcedUsd, endDistance } = walkCascade(path, shock);
        const met = path.usd.slice(0, Math.ceil(endDistance / path.logBin + 1e-9));
        expect(forcedUsd).toBeLessThanOrEqual(0.7 * met.reduce((sum, usd) => sum + usd, 0) * (1 + 1e-6));
      }),
      { seed: 82 },
    );
  });

  test('goes at least as far for a larger shock, a denser map, a wilder and a thinner market', () => {
    const more = fc.double({ min: 1, max: 3, noNaN: true });
    fc.assert(
      fc.property(PATH, SHOCK, more, (path, shock, factor) => {
        const own = walkCascade(path, shock).endDistance - 1e-12;
        expect(walkCascade(path, shock * factor).endDistance).toBeGreaterThanOrEqual(own);
        for (const change of [
          { usd: path.usd.map((usd) => usd * factor) },
          { sigmaDay: path.sigmaDay * factor },
          { volumeDayUsd: path.volumeDayUsd / factor },
        ]) {
          expect(walkCascade({ ...path, ...change }, shock).endDistance).toBeGreaterThanOrEqual(own);
        }
      }),
      { seed: 83 },
    );
  });

  test('depends on USD over volume only: a market of ten times the size ends in the same place', () => {
    fc.assert(
      fc.property(PATH, SHOCK, (path, shock) => {
        const large = { ...path, usd: path.usd.map((usd) => usd * 10), volumeDayUsd: path.volumeDayUsd * 10 };
        const [own, other] = [walkCascade(path, shock), walkCascade(large, shock)];
        expect(other.endDistance).toBeCloseTo(own.endDistance, 6);
        expect(vulnerability(large)).toBeCloseTo(vulnerability(path), 4);
      }),
      { seed: 84, numRuns: 15 },
    );
  });
});

test('cascadeCurve gives for each shock the walk itself, within its band', () => {
  fc.assert(
    fc.property(PATH, SHOCK, INTEREST, fc.boolean(), (path, shock, openInterestUsd, isScored) => {
      const [{ low, end, high }] = cascadeCurve(path, [shock], openInterestUsd, isScored);
      expect(end).toEqual(walkCascade(path, shock));
      expect(low.endDistance).toBeLessThanOrEqual(end.endDistance);
      expect(high.endDistance).toBeGreaterThanOrEqual(end.endDistance);
    }),
    { seed: 85, numRuns: 30 },
  );
});

const MAP = fc
  .array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: BINS, maxLength: BINS })
  .map((usd) => Float32Array.from(usd));

/** The same map with longs and shorts exchanged around the price, which lies in the middle. */
const mirrored = (usd: Float32Array): Float32Array => usd.slice().reverse();

describe('the two sides', () => {
  test('cascadePath down a map is cascadePath up its mirror image', () => {
    expect(MIDDLE * 2).toBe(BINS);
    fc.assert(
      fc.property(MAP, (usd) => {
        const down = cascadePath(profileOf(usd), 'long', MARK, 0.03, 1e9);
        expect(cascadePath(profileOf(mirrored(usd)), 'short', MARK, 0.03, 1e9)).toEqual(down);
      }),
      { seed: 86, numRuns: 20 },
    );
  });

  test('riskLogRatio of a mirror image has the other sign, and of any scale the same value', () => {
    fc.assert(
      fc.property(MAP, fc.integer({ min: 2, max: 60 }), (usd, bins) => {
        const own = riskLogRatio(profileOf(usd), MARK, bins * LOG_BIN);
        expect(riskLogRatio(profileOf(mirrored(usd)), MARK, bins * LOG_BIN)).toBeCloseTo(-own, 5);
        const scaled = profileOf(usd.map((value) => value * 8));
        expect(riskLogRatio(scaled, MARK, bins * LOG_BIN)).toBeCloseTo(own, 5);
      }),
      { seed: 87, numRuns: 20 },
    );
  });

  test('accountLogOdds of the share of shorts is that of longs with the other sign', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (share) => {
        expect(accountLogOdds(1 - share)).toBeCloseTo(-accountLogOdds(share), 9);
      }),
      { seed: 88 },
    );
  });
});

describe('crowding', () => {
  const gauge = fc.double({ min: -1, max: 1, noNaN: true });
  const GAUGES: fc.Arbitrary<CrowdingGauges> = fc.record({
    funding: gauge,
    accountLogOdds: gauge,
    openInterestPerVolume: fc.double({ min: 0.1, max: 3, noNaN: true }),
    riskLogRatio: gauge,
  });
  const HISTORY = fc.array(GAUGES, { minLength: 40, maxLength: 40 });
  const turned = (one: CrowdingGauges): CrowdingGauges => ({
    ...one,
    funding: -one.funding,
    accountLogOdds: -one.accountLogOdds,
    riskLogRatio: -one.riskLogRatio,
  });

  test('of the mirror image of a market and of its past, has the other sign', () => {
    fc.assert(
      fc.property(GAUGES, HISTORY, (now, history) => {
        expect(crowding(turned(now), history.map(turned))).toBeCloseTo(-crowding(now, history), 6);
      }),
      { seed: 89 },
    );
  });

  test('stays within -1..1 and does not depend on the unit of a gauge', () => {
    fc.assert(
      fc.property(GAUGES, HISTORY, (now, history) => {
        const index = crowding(now, history);
        expect(Math.abs(index)).toBeLessThanOrEqual(1);
        const inPercent = (one: CrowdingGauges): CrowdingGauges => ({ ...one, funding: one.funding * 100 });
        expect(crowding(inPercent(now), history.map(inPercent))).toBeCloseTo(index, 6);
      }),
      { seed: 90 },
    );
  });
});
