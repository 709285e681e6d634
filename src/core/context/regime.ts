import type { Candle } from '../market/candle';
import { median } from '../market/median';

const MONTH_BARS = 720;
const MIN_BARS = 72;
/** Robust standard scores above this count as abnormal. */
const LIMIT = 4;

/**
 * True when the last closed hour's range or volume is far outside its own month: robust standard score (median, MAD)
 * of ln range or ln volume above 4. False with fewer than 72 hours.
 */
export function isAbnormalRegime(hours: readonly Candle[]): boolean {
  const closed = hours.filter((bar) => bar.isClosed).slice(-MONTH_BARS);
  if (closed.length < MIN_BARS) return false;
  const ranges = closed.map((bar) => Math.log(bar.high / bar.low));
  const volumes = closed.map((bar) => bar.volumeBase ?? Number.NaN);
  return lastScore(ranges) > LIMIT || lastScore(volumes) > LIMIT;
}

/** Volume of the last closed hour over the mean of the 20 before it; NaN when any is missing. */
export function relativeVolume(hours: readonly Candle[]): number {
  const volumes = hours.filter((bar) => bar.isClosed).map((bar) => bar.volumeBase ?? Number.NaN);
  if (volumes.length < 21) return Number.NaN;
  const before = volumes.slice(-21, -1);
  const mean = before.reduce((sum, volume) => sum + volume, 0) / before.length;
  return mean > 0 ? volumes[volumes.length - 1] / mean : Number.NaN;
}

/** Robust standard score of ln(last) among ln(values); NaN without spread or with missing values. */
function lastScore(values: readonly number[]): number {
  const logs = values.filter((value) => value > 0).map(Math.log);
  if (logs.length < MIN_BARS || !(values[values.length - 1] > 0)) return Number.NaN;
  const centre = median(logs);
  const spread = 1.4826 * median(logs.map((value) => Math.abs(value - centre)));
  return spread > 0 ? (logs[logs.length - 1] - centre) / spread : Number.NaN;
}
