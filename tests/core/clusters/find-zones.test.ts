import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findZones } from '../../../src/core/clusters/find-zones';
import { smoothProfile } from '../../../src/core/clusters/smooth-profile';
import { hills, LOG_BIN } from './profile-samples';

describe('findZones', () => {
  test('findZones of an empty profile finds nothing', () => {
    expect(findZones(new Float32Array(100), LOG_BIN)).toEqual([]);
  });

  test('findZones of a flat profile finds at most its whole width, never NaN', () => {
    for (const zone of findZones(new Float32Array(100).fill(5), LOG_BIN)) {
      expect(Number.isFinite(zone.peakUsd + zone.prominenceUsd)).toBe(true);
    }
  });

  test('findZones of one hill finds it with its peak and an extent of about its half height', () => {
    const [zone, ...others] = findZones(hills([[250, 100, 10]]), LOG_BIN);
    expect(others).toEqual([]);
    expect(zone.peakBin).toBe(250);
    expect(zone.firstBin).toBeLessThan(247);
    expect(zone.firstBin).toBeGreaterThan(241);
    expect(zone.lastBin - 250).toBe(250 - zone.firstBin);
  });

  test('findZones sorts by peak and finds a hill on the slope of a larger one only when it is prominent', () => {
    const apart = findZones(
      hills([
        [220, 50],
        [300, 100],
      ]),
      LOG_BIN,
    );
    expect(apart.map(({ peakBin }) => peakBin)).toEqual([300, 220]);
    const shoulder = findZones(
      hills([
        [305, 10, 2],
        [300, 100, 40],
      ]),
      LOG_BIN,
    );
    expect(shoulder).toHaveLength(1);
  });

  test('findZones leaves out what is below 5 % of the highest peak', () => {
    expect(
      findZones(
        hills([
          [220, 4],
          [300, 100],
        ]),
        LOG_BIN,
      ),
    ).toHaveLength(1);
    expect(
      findZones(
        hills([
          [220, 8],
          [300, 100],
        ]),
        LOG_BIN,
      ),
    ).toHaveLength(2);
  });

  test('findZones finds the level on a broad mass and leaves the mass itself alone', () => {
    const zones = findZones(
      hills([
        [300, 100, 90],
        [260, 60, 2],
      ]),
      LOG_BIN,
    );
    expect(zones.map(({ peakBin }) => peakBin)).toContain(260);
    for (const { firstBin, lastBin } of zones) expect((lastBin - firstBin) * LOG_BIN).toBeLessThan(0.02);
  });

  test('findZones never lets two zones overlap, keeps them inside the profile and ranks them by peak', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 120 }),
        (values) => {
          const zones = findZones(Float32Array.from(values), LOG_BIN);
          const byPlace = [...zones].sort((a, b) => a.firstBin - b.firstBin);
          byPlace.forEach((zone, index) => {
            expect(zone.firstBin).toBeGreaterThanOrEqual(0);
            expect(zone.lastBin).toBeLessThan(values.length);
            expect(zone.peakBin).toBeGreaterThanOrEqual(zone.firstBin);
            expect(zone.peakBin).toBeLessThanOrEqual(zone.lastBin);
            if (index > 0) expect(zone.firstBin).toBeGreaterThan(byPlace[index - 1].lastBin);
          });
          expect(zones).toEqual([...zones].sort((a, b) => b.peakUsd - a.peakUsd));
        },
      ),
      { seed: 3 },
    );
  });
});

describe('smoothProfile', () => {
  test('smoothProfile keeps the sum of what lies away from the ends', () => {
    const smooth = smoothProfile(hills([[200, 100, 5]]), LOG_BIN);
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    expect(sum(smooth)).toBeCloseTo(sum(hills([[200, 100, 5]])), 6);
  });

  test('smoothProfile has a standard deviation of 0.2 % whatever the bin width', () => {
    for (const logBin of [0.0005, 0.001, 0.002]) {
      const spike = new Float32Array(401);
      spike[200] = 1;
      const smooth = smoothProfile(spike, logBin);
      let variance = 0;
      smooth.forEach((value, bin) => {
        variance += value * ((bin - 200) * logBin) ** 2;
      });
      expect(Math.sqrt(variance)).toBeGreaterThan(0.0018);
      expect(Math.sqrt(variance)).toBeLessThan(0.0022);
    }
  });
});
