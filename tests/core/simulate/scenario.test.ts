import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawScenario, type Scenario } from '../../../src/core/simulate/scenario';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const worldOf = (seed: number): Scenario => drawScenario(createRandom(seed), 'settings');
const WORLDS = Array.from({ length: 600 }, (_, seed) => worldOf(seed + 1));

/** Appendix A: every number that is uniform in a range. */
const RANGES = [
  ['crossShare', 0.25, 0.65],
  ['hedgerShare', 0.15, 0.45],
  ['regimeVolatility', 0.5, 1.1],
  ['momentumTakerShare', 0.6, 0.85],
  ['stopShare', 0.25, 0.6],
  ['takeProfitShare', 0.3, 0.7],
  ['topUpProbability', 0, 0.04],
  ['life', 0.5, 1.7],
  ['sigmaDay', 0.018, 0.043],
  ['degreesOfFreedom', 3, 6],
  ['impact', 0.3, 0.9],
  ['noiseVolume', 0.6, 1.6],
] as const;

describe('drawScenario', () => {
  test.each(RANGES)('draws %s over the whole of %d to %d, and nothing outside', (name, low, high) => {
    const drawn = WORLDS.map((world) => world[name]);
    const margin = (high - low) / 50;
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(low);
    expect(Math.min(...drawn)).toBeLessThan(low + margin);
    expect(Math.max(...drawn)).toBeLessThan(high);
    expect(Math.max(...drawn)).toBeGreaterThan(high - margin);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    expect(Math.abs(mean - (low + high) / 2)).toBeLessThan(0.05 * (high - low));
  });

  test('makes three worlds in five follow the trend and the others fade it, none in between', () => {
    const following = WORLDS.filter(({ momentum }) => momentum > 0);
    expect(following.length / WORLDS.length).toBeCloseTo(0.6, 1);
    for (const { momentum } of WORLDS) {
      const [low, high] = momentum > 0 ? [0.3, 0.9] : [-0.6, -0.2];
      expect(momentum).toBeGreaterThanOrEqual(low);
      expect(momentum).toBeLessThan(high);
    }
  });

  test('gives the leverage menu weights that are positive and add up to 1, for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (seed) => {
        const { leverages, leverageWeights } = worldOf(seed);
        expect(leverages).toEqual([3, 5, 10, 20, 25, 50, 75, 100, 125]);
        expect(leverageWeights).toHaveLength(9);
        expect(leverageWeights.every((weight) => weight > 0)).toBe(true);
        expect(leverageWeights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }),
      { seed: 31, numRuns: 50 },
    );
  });

  test('scatters the weights around the documented ones in the logarithm', () => {
    const documented = [0.16, 0.2, 0.28, 0.16, 0.05, 0.09, 0.015, 0.04, 0.005];
    // Ratios to the weight of 10x are free of the normalisation; the tilt and the noise have a mean of 0.
    documented.forEach((weight, at) => {
      const logs = WORLDS.map(({ leverageWeights }) => Math.log(leverageWeights[at] / leverageWeights[2]));
      const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
      expect(Math.abs(mean - Math.log(weight / 0.28))).toBeLessThan(0.09);
    });
  });

  test('tilts whole markets to high or to low leverage', () => {
    const meanLeverage = ({ leverages, leverageWeights }: Scenario): number =>
      leverages.reduce((sum, leverage, at) => sum + leverage * leverageWeights[at], 0);
    const means = WORLDS.map(meanLeverage).sort((a, b) => a - b);
    expect(means[Math.floor(0.95 * means.length)] / means[Math.floor(0.05 * means.length)]).toBeGreaterThan(
      1.5,
    );
  });

  test('keeps the family it is asked for and draws the same world for it', () => {
    const { family, ...settings } = drawScenario(createRandom(8), 'settings');
    const { family: other, ...logNormal } = drawScenario(createRandom(8), 'log-normal');
    expect([family, other]).toEqual(['settings', 'log-normal']);
    expect(logNormal).toEqual(settings);
  });
});
