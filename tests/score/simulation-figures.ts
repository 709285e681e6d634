import { DENSITY_MODELS } from '../../src/core/models/registry';
import { bootstrapMean, type Interval, pairedDifference } from '../../src/core/score/block-bootstrap';
import type { ProfileScore } from '../../src/core/score/profile-score';
import type { ScenarioFamily } from '../../src/core/simulate/scenario';
import { type Figure, figure } from '../bench/figure';
import { type BucketRatio, bandCoverage, worldRatios } from './band-coverage';
import { type Contestant, estimatorContestant, modelContestant } from './contestant';
import { simulatedConfig } from './estimator-configs';
import { createWorld, scoreBlended, scoreCeilings, scoreWorld, type World } from './simulated-world';

/** Metrics in the order of the tables, whether more is better, and the bar of issue 3. */
export const METRICS: readonly {
  key: keyof ProfileScore;
  name: string;
  isMoreBetter: boolean;
  must?: number;
}[] = [
  { key: 'emd', name: 'emd', isMoreBetter: false, must: 0.58 },
  { key: 'spearman', name: 'spearman', isMoreBetter: true, must: 0.71 },
  { key: 'structure', name: 'structure', isMoreBetter: true, must: 0.58 },
  { key: 'f1', name: 'f1', isMoreBetter: true, must: 0.52 },
  { key: 'log2err5', name: 'log2err5', isMoreBetter: false },
  { key: 'log2err10', name: 'log2err10', isMoreBetter: false, must: 0.45 },
  { key: 'sideCorrelation', name: 'sideCorrelation', isMoreBetter: true },
  { key: 'fixedDistanceAuc', name: 'fixedDistanceAuc', isMoreBetter: true, must: 0.74 },
];

/** The first four metrics: those in which every baseline must be beaten. */
export const RANKED_METRICS = METRICS.slice(0, 4);

/** Scores of every model in every world: `rows[name][world]`. */
export interface SimulationTable {
  rows: Map<string, ProfileScore[]>;
  bands: BucketRatio[];
}

/** Name of the row of the estimator that ships. */
export const OWN_ROW = 'this estimator';

/** Runs all models through the worlds of some seeds. */
export function runWorlds(
  seeds: readonly number[],
  family: ScenarioFamily,
  say: (text: string) => void,
): SimulationTable {
  const table: SimulationTable = { rows: new Map(), bands: [] };
  seeds.forEach((seed, i) => {
    say(`simulation ${family} ${i + 1} of ${seeds.length} (seed ${seed}) ...`);
    addWorld(table, createWorld({ seed, family }));
  });
  return table;
}

/** Scores one world into a table. */
export function addWorld(table: SimulationTable, world: World): void {
  const add = (name: string, score: ProfileScore): void => {
    table.rows.set(name, [...(table.rows.get(name) ?? []), score]);
  };
  for (const model of DENSITY_MODELS) add(model.name, scoreWorld(world, modelContestant(model, 0.001)));
  add(OWN_ROW, scoreWorld(world, own(world)));
  add('  without learning', scoreWorld(world, own(world, false)));
  add('  + exact 10 %', scoreBlended(world, own(world), 1));
  add('  true opening mix', scoreWorld(world, withTrueMix(world)));
  for (const ceiling of scoreCeilings(world)) add(ceiling.name, ceiling.score);
  table.bands.push(...worldRatios(world, own(world)));
}

/** The figures of a table, `prefix.emd` and so on; musts only for the public seeds. */
export function simulationFigures(table: SimulationTable, prefix: string, hasMusts: boolean): Figure[] {
  const figures = METRICS.flatMap((metric) => {
    const values = valuesOf(table, OWN_ROW, metric.key);
    const must = hasMusts ? mustOf(metric) : undefined;
    return [
      withInterval(`${prefix}.${metric.name}`, bootstrapMean(values), metric.key === 'emd' ? '%' : '', must),
      againstBest(table, prefix, metric),
    ];
  });
  const wins = Math.min(...RANKED_METRICS.map((metric) => winsOf(table, metric)));
  const worlds = valuesOf(table, OWN_ROW, 'emd').length;
  figures.push(
    figure(
      `${prefix}.winsOverAllBaselines`,
      wins,
      `of ${worlds}`,
      hasMusts ? { op: '>=', value: worlds } : undefined,
    ),
  );
  const coverage = 100 * bandCoverage(table.bands);
  figures.push(
    figure(`${prefix}.bandCoverage`, coverage, '%', hasMusts ? { op: '>=', value: 77 } : undefined),
  );
  if (hasMusts) figures.push(figure(`${prefix}.bandCoverageMost`, coverage, '%', { op: '<=', value: 83 }));
  return figures;
}

/** The table that a person reads: models by metrics, means over the worlds. */
export function simulationText(table: SimulationTable): string {
  const head = `${'model'.padEnd(26)}${METRICS.map(({ name }) => name.slice(0, 10).padStart(11)).join('')}`;
  const lines = [...table.rows.keys()].map((name) => {
    const cells = METRICS.map(({ key }) =>
      mean(valuesOf(table, name, key))
        .toFixed(3)
        .padStart(11),
    );
    return `${name.padEnd(26)}${cells.join('')}`;
  });
  return [head, ...lines].join('\n');
}

/** In how many worlds the estimator is better than every baseline in a metric. */
export function winsOf(table: SimulationTable, metric: (typeof METRICS)[number]): number {
  const values = valuesOf(table, OWN_ROW, metric.key);
  return values.filter((value, i) =>
    DENSITY_MODELS.every(({ name }) => {
      const other = valuesOf(table, name, metric.key)[i];
      return metric.isMoreBetter ? value > other : value < other;
    }),
  ).length;
}

/** A metric of a row, one value a world. */
export function valuesOf(table: SimulationTable, row: string, key: keyof ProfileScore): number[] {
  return (table.rows.get(row) ?? []).map((score) => score[key]);
}

/** A figure with its interval. */
export function withInterval(name: string, interval: Interval, unit: string, must?: Figure['must']): Figure {
  return { ...figure(name, interval.value, unit, must), low: interval.low, high: interval.high };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function own(world: World, learns = true): Contestant {
  return estimatorContestant('calibrated', OWN_ROW, simulatedConfig(world.tiers, learns));
}

function withTrueMix(world: World): Contestant {
  const config = simulatedConfig(world.tiers, false);
  const priors = { ...config.priors, openingMix: world.trueMix };
  return estimatorContestant('true-mix', 'true opening mix', { ...config, priors });
}

function mustOf({ isMoreBetter, must }: (typeof METRICS)[number]): Figure['must'] {
  return must === undefined ? undefined : { op: isMoreBetter ? '>=' : '<=', value: must };
}

/** Paired difference to the baseline with the best mean, positive when the estimator is better. */
function againstBest(table: SimulationTable, prefix: string, metric: (typeof METRICS)[number]): Figure {
  const sign = metric.isMoreBetter ? 1 : -1;
  const ranked = DENSITY_MODELS.map(({ name }) => valuesOf(table, name, metric.key)).sort(
    (one, other) => sign * (mean(other) - mean(one)),
  );
  const own = valuesOf(table, OWN_ROW, metric.key).map((value) => sign * value);
  const best = ranked[0].map((value) => sign * value);
  return withInterval(`${prefix}.${metric.name}.overBestBaseline`, pairedDifference(own, best), '');
}
