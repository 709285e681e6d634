import type { PositionSide } from '../market/liquidation';
import type { LogGrid } from '../market/log-grid';
import { blockBootstrap, type Interval } from './block-bootstrap';
import { partialSpearman } from './partial-spearman';

/** One bar and side: what was expected on the path that the price took, and what was reported. */
export interface PathForecast {
  /** USD expected between the previous close and the bar's extreme. */
  expectedUsd: number;
  reportedUsd: number;
  /** ln distance that the price went against this side from the previous close, 0 or more. */
  excursion: number;
  /** ln distance by which the bar's extreme passed the extreme of the 24 h before; negative inside it. */
  beyondDay: number;
}

/** USD of a profile between two prices on one grid; bins count by the part that is covered. */
export function usdBetween(
  profile: ArrayLike<number>,
  grid: LogGrid,
  lowPrice: number,
  highPrice: number,
): number {
  const low = Math.max(0, (Math.log(lowPrice) - grid.logPriceMin) / grid.logBin);
  const high = Math.min(grid.bins, (Math.log(highPrice) - grid.logPriceMin) / grid.logBin);
  let usd = 0;
  for (let bin = Math.floor(low); bin < high; bin++) {
    usd += profile[bin] * (Math.min(high, bin + 1) - Math.max(low, bin));
  }
  return usd;
}

/** Splits a bar's path at the previous close: the part against each side. */
export function adversePath(
  side: PositionSide,
  previousClose: number,
  bar: { low: number; high: number },
): { lowPrice: number; highPrice: number } {
  return side === 'long'
    ? { lowPrice: Math.min(bar.low, previousClose), highPrice: previousClose }
    : { lowPrice: previousClose, highPrice: Math.max(bar.high, previousClose) };
}

/** Spearman of expected and reported USD given how far the price went and whether it made a new extreme; -1..1. */
export function pathSpearman(forecasts: readonly PathForecast[]): number {
  return partialSpearman(
    forecasts.map((forecast) => forecast.expectedUsd),
    forecasts.map((forecast) => forecast.reportedUsd),
    [forecasts.map((forecast) => forecast.excursion), forecasts.map((forecast) => forecast.beyondDay)],
  );
}

/** log2 of the expected over the reported total; 0 = the USD scale is right. */
export function pathBias(forecasts: readonly PathForecast[]): number {
  let expected = 0;
  let reported = 0;
  for (const forecast of forecasts) {
    expected += forecast.expectedUsd;
    reported += forecast.reportedUsd;
  }
  return Math.log2(expected / reported);
}

/**
 * Interval of a statistic over bars that hold one forecast a side (`byBar[i]`): bars of a block stay together.
 */
export function pathInterval(
  byBar: readonly (readonly PathForecast[])[],
  statistic: (forecasts: PathForecast[]) => number,
  barsPerBlock: number,
  resamples = 1000,
): Interval {
  return blockBootstrap(byBar.length, (items) => statistic([...items].flatMap((item) => byBar[item])), {
    blockLength: barsPerBlock,
    resamples,
  });
}
