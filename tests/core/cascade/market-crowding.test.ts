import { describe, expect, test } from 'vitest';
import type { CrowdingGauges } from '../../../src/core/cascade/crowding';
import { accountLogOdds, marketCrowding, riskLogRatio } from '../../../src/core/cascade/market-crowding';
import { hills, LOG_BIN, MARK, MIDDLE, profileOf } from '../clusters/profile-samples';

const NOW: CrowdingGauges = { funding: 0, accountLogOdds: 0, openInterestPerVolume: 1, riskLogRatio: 0 };

describe('marketCrowding', () => {
  const below = profileOf(hills([[MIDDLE - 6, 5e7]], 1e3));
  const input = { profile: below, markPrice: MARK, sigmaDay: 0.03, volumeDayUsd: 1e9, now: NOW, history: [] };

  test('marketCrowding finds the side on which a cascade overshoots the most', () => {
    const { longVulnerability, shortVulnerability } = marketCrowding(input);
    expect(longVulnerability).toBeGreaterThan(2 * shortVulnerability);
    expect(shortVulnerability).toBeGreaterThan(0);
  });

  test('marketCrowding says what the index is measured against, NaN without', () => {
    const history = Array.from({ length: 20 }, (_, at) => ({ ...NOW, funding: 1e-4 * Math.sin(at) }));
    expect(marketCrowding(input)).toMatchObject({ index: Number.NaN, moments: 0 });
    const now = { ...NOW, funding: 5e-4 };
    const crowded = marketCrowding({ ...input, now, history });
    expect(crowded.moments).toBe(20);
    expect(crowded.index).toBeGreaterThan(0.9);
  });

  test('marketCrowding without volatility or volume knows no vulnerability', () => {
    for (const missing of [{ sigmaDay: Number.NaN }, { volumeDayUsd: Number.NaN }]) {
      expect(marketCrowding({ ...input, ...missing }).longVulnerability).toBeNaN();
    }
  });
});

describe('riskLogRatio', () => {
  test('riskLogRatio is 0 for equal sides, and counts two daily sigmas only', () => {
    const even = profileOf(hills([], 1));
    expect(riskLogRatio(even, MARK, 20 * LOG_BIN)).toBeCloseTo(0, 9);
    const far = profileOf(hills([[MIDDLE - 100, 1e9]], 1));
    expect(riskLogRatio(far, MARK, 20 * LOG_BIN)).toBeCloseTo(0, 9);
    const near = profileOf(hills([[MIDDLE - 20, 1e3]], 1));
    expect(riskLogRatio(near, MARK, 20 * LOG_BIN)).toBeGreaterThan(3);
  });

  test('riskLogRatio of an empty side or an unknown sigma is NaN', () => {
    expect(riskLogRatio(profileOf(hills([[MIDDLE - 20, 5]])), MARK, 0.02)).toBeNaN();
    expect(riskLogRatio(profileOf(hills([], 1)), MARK, Number.NaN)).toBeNaN();
  });
});

test('accountLogOdds of half the accounts is 0, and NaN of what is no share', () => {
  expect(accountLogOdds(0.5)).toBe(0);
  expect(accountLogOdds(0.6)).toBeCloseTo(Math.log(1.5), 12);
  for (const share of [0, 1, Number.NaN]) expect(accountLogOdds(share)).toBeNaN();
});
