import { applyBar } from '../../src/core/estimate/apply-bar';
import { assembleBars } from '../../src/core/estimate/assemble-bars';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { allowedMix, createEstimator, type EstimatorState } from '../../src/core/estimate/estimator-state';
import { retuneMix } from '../../src/core/estimate/learning';
import { CLASS_COUNT } from '../../src/core/estimate/leverage-classes';
import { writeColumn } from '../../src/core/estimate/write-column';
import { pairedDifference } from '../../src/core/score/block-bootstrap';
import type { ProfileScore } from '../../src/core/score/profile-score';
import { createRandom } from '../../src/core/simulate/seeded-random';
import type { Contestant } from './contestant';
import { simulatedConfig } from './estimator-configs';
import { createWorld, scoreWorld, type World } from './simulated-world';
import { METRICS, mean } from './simulation-figures';

/**
 * Does what a full feed has learned help a throttled venue of the same coin? The throttled venue is a world whose
 * forced closings are reported in part; its teacher is a full feed of the same traders, or, as the worst case, of
 * another world whose traders have nothing in common with them. Run: npx tsx tests/score/lent-mix.ts 101 102 ...
 */
const REPORTED = 0.35;
const LESSON_MS = 3 * 3_600_000;
const BAR_MS = 300_000;

function thinned(bar: EstimatorBar, uniform: () => number): EstimatorBar {
  const liquidations = bar.liquidations?.filter(() => uniform() < REPORTED) ?? null;
  return { ...bar, liquidations, isSampled: true };
}

/** The change of the teacher's opening mix against its prior, by class; the stock follows as it turns over. */
function adoptMix(target: EstimatorState, source: EstimatorState): void {
  const { share } = target.scratch;
  const taught = allowedMix(source);
  target.mix.set(allowedMix(target));
  for (let index = 1; index < CLASS_COUNT; index++) {
    share[index] = taught[index] > 0 ? source.mix[index] / taught[index] : share[index - 1];
  }
  retuneMix(target);
}

function pupil(world: World, teacher: World | null): Contestant {
  const config = simulatedConfig(world.tiers);
  const priors = { ...config.priors, isFullFeed: false, reportingFraction: REPORTED };
  const state = createEstimator({ ...config, priors });
  const uniform = createRandom(world.seed).uniform;
  const source = teacher && createEstimator(simulatedConfig(teacher.tiers));
  const lessons = teacher
    ? assembleBars(teacher.events, { barMs: BAR_MS, asOfMs: Number.POSITIVE_INFINITY })
    : [];
  let next = 0;
  return {
    id: 'pupil',
    name: 'pupil',
    feed(bar) {
      if (source) {
        if (bar.openTimeMs % LESSON_MS === 0) adoptMix(state, source);
        for (; next < lessons.length && lessons[next].bar.openTimeMs <= bar.openTimeMs; next += 1)
          applyBar(source, { ...lessons[next].bar, isSampled: false });
      }
      applyBar(state, thinned(bar, uniform));
    },
    write: (grid, long, short) => write(state, grid, long, short),
  };
}

function write(
  state: EstimatorState,
  grid: Parameters<Contestant['write']>[0],
  long: Float64Array,
  short: Float64Array,
): void {
  const column = new Float32Array(grid.bins);
  writeColumn(state, grid, column, { sides: ['long'] });
  long.set(column);
  writeColumn(state, grid, column, { sides: ['short'] });
  short.set(column);
}

const seeds = process.argv.slice(2).map(Number);
const rows = new Map<string, ProfileScore[]>();
let before: World | null = null;
for (const seed of seeds) {
  const world = createWorld({ seed });
  const other: World = before ?? createWorld({ seed: seed + 40 });
  for (const [name, teacher] of [
    ['throttled, alone', null],
    ['taught by the same traders', world],
    ['taught by other traders', other],
  ] as const) {
    rows.set(name, [...(rows.get(name) ?? []), scoreWorld(world, pupil(world, teacher))]);
  }
  before = world;
  process.stderr.write(`seed ${seed}\n`);
}
const alone = rows.get('throttled, alone') ?? [];
for (const [name, scores] of rows) {
  const cells = METRICS.map(({ key, name: label }) => {
    const values = scores.map((score) => score[key]);
    const base = alone.map((score) => score[key]);
    const { value, low, high } = pairedDifference(values, base);
    return `${label} ${mean(values).toFixed(3)} (${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}])`;
  });
  process.stdout.write(`${name}\n  ${cells.join('\n  ')}\n`);
}
