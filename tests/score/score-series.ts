import type { PositionSide } from '../../src/core/market/liquidation';
import type { LogGrid } from '../../src/core/market/log-grid';
import { adversePath, type PathForecast, usdBetween } from '../../src/core/score/path-forecast';
import type { Contestant } from './contestant';
import type { RealSeries, RealStep } from './real-series';

const DAY_MS = 86_400_000;
const WARM_UP_DAYS = 14;
const GRID_BINS = 800;
const SIDES: readonly PositionSide[] = ['long', 'short'];

/** What a contestant expected of each scored step, one forecast a side; steps of the first fortnight only teach. */
export function forecastSeries(series: RealSeries, contestant: Contestant, logBin = 0.001): PathForecast[][] {
  const perDay = DAY_MS / series.stepMs;
  const first = WARM_UP_DAYS * perDay;
  const forecasts: PathForecast[][] = [];
  series.steps.forEach((step, at) => {
    if (at >= first) forecasts.push(forecastStep(series, contestant, at, perDay, logBin));
    for (const bar of step.bars) contestant.feed(bar);
  });
  return forecasts;
}

function forecastStep(
  series: RealSeries,
  contestant: Contestant,
  at: number,
  perDay: number,
  logBin: number,
): PathForecast[] {
  const previousClose = closeOf(series.steps[at - 1]);
  const grid: LogGrid = {
    logPriceMin: (Math.floor(Math.log(previousClose) / logBin) - GRID_BINS / 2) * logBin,
    logBin,
    bins: GRID_BINS,
  };
  const profile = { long: new Float64Array(GRID_BINS), short: new Float64Array(GRID_BINS) };
  contestant.write(grid, profile.long, profile.short);
  const range = rangeOf([series.steps[at]]);
  const day = rangeOf(series.steps.slice(at - perDay, at));
  return SIDES.map((side) => {
    const { lowPrice, highPrice } = adversePath(side, previousClose, range);
    return {
      expectedUsd: usdBetween(profile[side], grid, lowPrice, highPrice),
      reportedUsd: series.steps[at].reported[side],
      excursion: Math.log(highPrice / lowPrice),
      beyondDay: side === 'long' ? Math.log(day.low / range.low) : Math.log(range.high / day.high),
    };
  });
}

function closeOf(step: RealStep): number {
  return step.bars[step.bars.length - 1].close;
}

function rangeOf(steps: readonly RealStep[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { bars } of steps) {
    for (const bar of bars) {
      low = Math.min(low, bar.low);
      high = Math.max(high, bar.high);
    }
  }
  return { low, high };
}
