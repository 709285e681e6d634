import { describe, expect, test } from 'vitest';
import { pathSpearman } from '../../src/core/score/path-forecast';
import { estimatorContestant } from './contestant';
import { seriesConfig } from './estimator-configs';
import { btcHourly } from './real-series';
import { forecastSeries } from './score-series';
import { hasSharedData } from './shared-data';

describe('real data beside the repository', () => {
  test('BTC 1 h: learned order is no worse than unlearned, where the data is there', ({ annotate }) => {
    if (!hasSharedData()) {
      annotate('../shared/data is not there: nothing was checked');
      return;
    }
    const series = btcHourly();
    const score = (learns: boolean): number =>
      pathSpearman(
        forecastSeries(series, estimatorContestant('own', 'own', seriesConfig(series.stepMs, learns))).flat(),
      );
    const learned = score(true);
    expect(learned - score(false)).toBeGreaterThanOrEqual(-0.005);
    expect(learned).toBeGreaterThan(0.45);
  });
});
