import { bandOf } from '../../src/core/estimate/uncertainty';
import type { ScenarioFamily } from '../../src/core/simulate/scenario';
import { type Figure, figure } from '../bench/figure';
import { type BucketRatio, bandCoverage, measuredBands, worldRatios } from './band-coverage';
import { estimatorContestant } from './contestant';
import { simulatedConfig } from './estimator-configs';
import { createWorld } from './simulated-world';

interface WorldRange {
  family: ScenarioFamily;
  from: number;
  to: number;
}

/** Worlds that the bands of the product are taken from: nothing else was tuned on them, so they do not flatter. */
const TAKEN_FROM: readonly WorldRange[] = [
  { family: 'settings', from: 501, to: 550 },
  { family: 'log-normal', from: 9, to: 20 },
];

/** Checked on: worlds that nothing was taken from, and those that the estimator was tuned on. */
const CHECKED_ON: readonly WorldRange[] = [
  { family: 'settings', from: 401, to: 412 },
  { family: 'settings', from: 1, to: 20 },
  { family: 'log-normal', from: 1, to: 8 },
];

/** Measures the bands anew over {@link TAKEN_FROM}; takes a quarter of an hour, so it runs only when asked for. */
export function bandFigures(say: (text: string) => void): { figures: Figure[]; text: string } {
  const ratios = TAKEN_FROM.flatMap((range) => ratiosOf(range, say));
  // A level that reports contradict has its own doubt beside the band.
  const { low, high } = measuredBands(ratios.filter(({ doubt }) => doubt === 0));
  const figures = [
    figure('bands.low.base', low.base, ''),
    figure('bands.low.scarcity', low.scarcity, ''),
    figure('bands.high.base', high.base, ''),
    figure('bands.high.scarcity', high.scarcity, ''),
    figure('bands.coverage', 100 * bandCoverage(ratios), '%'),
    ...(['settings', 'log-normal'] as const).map((family) => {
      const own = CHECKED_ON.filter((range) => range.family === family);
      const coverage = bandCoverage(own.flatMap((range) => ratiosOf(range, say)));
      return figure(`bands.checked.${family}`, 100 * coverage, '%');
    }),
  ];
  const lines = [0.001, 0.003, 0.01, 0.03, 0.1].map((share) => {
    const { low, high } = bandOf(share, true, Number.POSITIVE_INFINITY);
    return `${`${100 * share} %`.padEnd(14)}${low.toFixed(2).padStart(8)}${high.toFixed(2).padStart(8)}`;
  });
  return { figures, text: ['part held        10 %    90 %', ...lines].join('\n') };
}

function ratiosOf({ family, from, to }: WorldRange, say: (text: string) => void): BucketRatio[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    say(`bands: ${family} seed ${from + i} ...`);
    const world = createWorld({ seed: from + i, family });
    const own = estimatorContestant('calibrated', 'this estimator', simulatedConfig(world.tiers));
    return worldRatios(world, own);
  }).flat();
}
