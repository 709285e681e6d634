import type { Candle } from '../market/candle';

/**
 * Wilder's smoothing: the mean of the first `period` bars' values, then (previous * (period - 1) + value) / period.
 * As long as `values`; NaN where fewer than `period` values precede.
 */
export function wilderAverage(values: readonly number[], period: number): number[] {
  if (!(period >= 1) || !Number.isInteger(period)) throw new Error(`invalid period: ${period}`);
  let average = 0;
  return values.map((value, index) => {
    if (index < period) average += value / period;
    else average = (average * (period - 1) + value) / period;
    return index < period - 1 ? Number.NaN : average;
  });
}

/** True ranges in quote currency: the bar's range, stretched to the close before it. */
export function trueRanges(bars: readonly Pick<Candle, 'high' | 'low' | 'close'>[]): number[] {
  return bars.map(({ high, low }, index) => {
    const before = index === 0 ? Number.NaN : bars[index - 1].close;
    return index === 0 ? high - low : Math.max(high, before) - Math.min(low, before);
  });
}

/** Average true range (Wilder, 1978) at the last bar, quote currency; NaN with fewer than `period` bars. */
export function averageTrueRange(
  bars: readonly Pick<Candle, 'high' | 'low' | 'close'>[],
  period = 14,
): number {
  return wilderAverage(trueRanges(bars), period).at(-1) ?? Number.NaN;
}

/**
 * Relative strength index (Wilder, 1978), 0..100, as long as `closes`; NaN for the first `period` of them.
 * 50 where the price did not move at all.
 */
export function relativeStrength(closes: readonly number[], period = 14): number[] {
  const moves = closes.slice(1).map((close, index) => close - closes[index]);
  const gains = wilderAverage(
    moves.map((move) => Math.max(0, move)),
    period,
  );
  const losses = wilderAverage(
    moves.map((move) => Math.max(0, -move)),
    period,
  );
  const strength = gains.map((gain, index) => {
    if (Number.isNaN(gain)) return Number.NaN;
    return gain + losses[index] === 0 ? 50 : (100 * gain) / (gain + losses[index]);
  });
  return closes.length === 0 ? [] : [Number.NaN, ...strength];
}
