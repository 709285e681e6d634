import type { Candle } from '../market/candle';
import { resample } from './resample';
import { trueRanges, wilderAverage } from './wilder';

/** Bar lengths that an average true range can be taken of. */
export type AtrTimeframe = '5m' | '15m' | '1h' | '4h' | '1d';

/** The unit that distances are told in. */
export interface AtrChoice {
  timeframe: AtrTimeframe;
  /** Bars averaged (Wilder). */
  period: number;
}

/** True ranges of the newest closed bars by length, quote currency, oldest first; empty where nothing is known. */
export type TrueRanges = Record<AtrTimeframe, Float32Array>;

/** Unit before the user or a preset chose one; the frame's own `atr1h`. */
export const DEFAULT_ATR: AtrChoice = { timeframe: '1h', period: 14 };

/** Lengths in ms, shortest first. */
export const ATR_TIMEFRAMES: Record<AtrTimeframe, number> = {
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

/** Bars kept of each length: what lies further back weighs less than a thousandth at a period of 14. */
const KEPT = 120;

/**
 * True ranges of all lengths. `fine` are the newest bars of 5 min, `older` the bars of an hour before them, both
 * ascending; bars that are not over are left out, and so is the first one, whose close before is unknown.
 */
export function rangesByTimeframe(fine: readonly Candle[], older: readonly Candle[]): TrueRanges {
  const all = [...older, ...fine];
  const of = (timeframe: AtrTimeframe): Float32Array => {
    const intervalMs = ATR_TIMEFRAMES[timeframe];
    const bars = resample(intervalMs < ATR_TIMEFRAMES['1h'] ? fine : all, intervalMs);
    return Float32Array.from(
      trueRanges(bars.filter(({ isClosed }) => isClosed))
        .slice(1)
        .slice(-KEPT),
    );
  };
  return { '5m': of('5m'), '15m': of('15m'), '1h': of('1h'), '4h': of('4h'), '1d': of('1d') };
}

/** The chosen average true range of a frame, quote currency; NaN where the frame has too few bars for it. */
export function chosenAtr(frame: { atr1h: number; trueRanges?: TrueRanges }, choice: AtrChoice): number {
  const { timeframe, period } = choice;
  if (timeframe === DEFAULT_ATR.timeframe && period === DEFAULT_ATR.period) return frame.atr1h;
  const ranges = frame.trueRanges?.[timeframe];
  return (ranges && wilderAverage([...ranges], period).at(-1)) ?? Number.NaN;
}
