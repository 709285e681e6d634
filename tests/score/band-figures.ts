import type { ScenarioFamily } from '../../src/core/simulate/scenario';
import { type Figure, figure } from '../bench/figure';
import { type BucketRatio, bandCoverage, measuredBands, worldRatios } from './band-coverage';
import { estimatorContestant } from './contestant';
import { simulatedConfig } from './estimator-configs';
import { createWorld } from './simulated-world';

/** Worlds that the bands of the product are taken from; the public seeds 201 to 212 are not among them. */
const WORLDS: readonly { family: ScenarioFamily; from: number; to: number }[] = [
  { family: 'settings', from: 1, to: 40 },
  { family: 'settings', from: 301, to: 330 },
  { family: 'log-normal', from: 1, to: 12 },
];

/** Measures the bands anew over {@link WORLDS}; takes minutes, so it runs only when asked for. */
export function bandFigures(say: (text: string) => void): { figures: Figure[]; text: string } {
  const ratios = WORLDS.flatMap(({ family, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => ratiosOf(family, from + i, say)).flat(),
  );
  const bands = measuredBands(ratios);
  const figures = bands.flatMap(({ upTo, low, high }) => [
    figure(`bands.below${100 * upTo}.low`, low, 'x'),
    figure(`bands.below${100 * upTo}.high`, high, 'x'),
  ]);
  figures.push(figure('bands.coverage', 100 * bandCoverage(ratios), '%'));
  const lines = bands.map(
    ({ upTo, low, high }) =>
      `${`below ${100 * upTo} %`.padEnd(14)}${low.toFixed(2).padStart(8)}${high.toFixed(2).padStart(8)}`,
  );
  return { figures, text: ['distance        10 %    90 %', ...lines].join('\n') };
}

function ratiosOf(family: ScenarioFamily, seed: number, say: (text: string) => void): BucketRatio[] {
  say(`bands: ${family} seed ${seed} ...`);
  const world = createWorld({ seed, family });
  const own = estimatorContestant('calibrated', 'this estimator', simulatedConfig(world.tiers));
  return worldRatios(world, own);
}
