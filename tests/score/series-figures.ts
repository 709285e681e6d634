import { DENSITY_MODELS } from '../../src/core/models/registry';
import { blockBootstrap, type Interval } from '../../src/core/score/block-bootstrap';
import { type PathForecast, pathBias, pathInterval, pathSpearman } from '../../src/core/score/path-forecast';
import { type Figure, figure } from '../bench/figure';
import { estimatorContestant, modelContestant } from './contestant';
import { seriesConfig } from './estimator-configs';
import { btcFourHourly, btcHourly, ethFourHourly, type RealSeries } from './real-series';
import { forecastSeries } from './score-series';
import { withInterval } from './simulation-figures';

const DAY_MS = 86_400_000;
const BLOCK_DAYS = 3;
const RESAMPLES = 300;
/** x/1.3 .. x1.3 */
const MOST_BIAS = 1.3;
const MUSTS: Record<string, number> = { btc1h: 0.46, btc4h: 0.42, eth4h: 0.29 };

/** Forecasts of every model for one series. */
interface SeriesResult {
  series: RealSeries;
  barsPerBlock: number;
  own: PathForecast[][];
  unlearned: PathForecast[][];
  baselines: { name: string; forecasts: PathForecast[][] }[];
}

/** Everything measured on the three liquidation series, with the table that a person reads. */
export function seriesFigures(say: (text: string) => void): { figures: Figure[]; text: string } {
  const results = [btcHourly, btcFourHourly, ethFourHourly].map((read) => {
    const series = read();
    say(`real series ${series.name}: ${series.steps.length} bars ...`);
    return runSeries(series);
  });
  say('bootstrapping the real series ...');
  const figures = results.flatMap(figuresOf);
  figures.push(pooledFigure(results));
  return { figures, text: results.map(tableOf).join('\n') };
}

function runSeries(series: RealSeries): SeriesResult {
  const estimator = (learns: boolean): PathForecast[][] =>
    forecastSeries(
      series,
      estimatorContestant('calibrated', 'this estimator', seriesConfig(series.stepMs, learns)),
    );
  return {
    series,
    barsPerBlock: (BLOCK_DAYS * DAY_MS) / series.stepMs,
    own: estimator(true),
    unlearned: estimator(false),
    baselines: DENSITY_MODELS.map((model) => ({
      name: model.name,
      forecasts: forecastSeries(series, modelContestant(model, 0.001)),
    })),
  };
}

function figuresOf(result: SeriesResult): Figure[] {
  const prefix = `real.${result.series.id}`;
  const interval = pathInterval(result.own, pathSpearman, result.barsPerBlock, RESAMPLES);
  const bias = pathBias(result.own.flat());
  const gain = pathSpearman(result.own.flat()) - pathSpearman(result.unlearned.flat());
  const must = { op: '>=', value: MUSTS[result.series.id] } as const;
  const figures = [
    withInterval(`${prefix}.partialSpearman`, interval, '', must),
    figure(`${prefix}.log2bias`, bias, ''),
    figure(`${prefix}.learnedMinusUnlearned`, gain, '', { op: '>=', value: -0.005 }),
    withInterval(`${prefix}.overBestBaseline`, differenceInterval([result]), `to ${best(result).name}`),
  ];
  if (result.series.id === 'btc1h') {
    figures.push(figure(`${prefix}.usdBiasFactor`, 2 ** Math.abs(bias), 'x', { op: '<=', value: MOST_BIAS }));
  }
  return figures;
}

/** Mean over the series of the difference to each one's best baseline; blocks of every series drawn on their own. */
function pooledFigure(results: readonly SeriesResult[]): Figure {
  const interval = differenceInterval(results);
  const must = { op: '>=', value: 0 } as const;
  return {
    ...figure('real.pooled.overBestBaseline.low', interval.low, '', must),
    ...interval,
    value: interval.low,
  };
}

function differenceInterval(results: readonly SeriesResult[]): Interval {
  const parts = results.map((result, i) => {
    const other = best(result).forecasts;
    const draws: number[] = [];
    const { value } = blockBootstrap(
      result.own.length,
      (items) => {
        const pick = (forecasts: PathForecast[][]): PathForecast[] =>
          [...items].flatMap((item) => forecasts[item]);
        const difference = pathSpearman(pick(result.own)) - pathSpearman(pick(other));
        draws.push(difference);
        return difference;
      },
      { blockLength: result.barsPerBlock, resamples: RESAMPLES, seed: i + 1 },
    );
    return { value, draws: draws.slice(1) };
  });
  const pooled = Array.from({ length: RESAMPLES }, (_, i) => meanOf(parts.map(({ draws }) => draws[i])));
  pooled.sort((one, other) => one - other);
  return {
    value: meanOf(parts.map(({ value }) => value)),
    low: pooled[Math.floor(0.025 * RESAMPLES)],
    high: pooled[Math.ceil(0.975 * RESAMPLES) - 1],
  };
}

function best(result: SeriesResult): SeriesResult['baselines'][number] {
  const scored = result.baselines.map((baseline) => ({
    baseline,
    score: pathSpearman(baseline.forecasts.flat()),
  }));
  scored.sort((one, other) => other.score - one.score);
  return scored[0].baseline;
}

function tableOf(result: SeriesResult): string {
  const rows = [
    ...result.baselines,
    { name: '  without learning', forecasts: result.unlearned },
    { name: 'this estimator', forecasts: result.own },
  ];
  const lines = rows.map(({ name, forecasts }) => {
    const flat = forecasts.flat();
    return `${name.padEnd(26)}${pathSpearman(flat).toFixed(3).padStart(9)}${pathBias(flat).toFixed(2).padStart(11)}`;
  });
  return [`${result.series.name.padEnd(26)}  partial  log2 bias`, ...lines].join('\n');
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
