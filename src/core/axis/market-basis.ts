import { median } from '../market/median';
import type { TimeAxis } from './axis-mapping';
import type { ChartBar, DrawnCandles } from './drawn-candles';
import { commonSpanSec, joinBars, type RangeBar, spacingSec } from './own-bars';

/** How far the prices of a chart lie from those of the contract whose levels it shows. */
export interface MarketBasis {
  /** Price of the chart over price of the contract, less one, percent. */
  pct: number;
  /** False where they lie too far apart to be two markets of one coin: then nothing is shifted. */
  isShifted: boolean;
}

/** What the readings of a chart have told so far. */
export interface BasisTrack {
  /** Null until two readings have agreed. */
  basis: MarketBasis | null;
  /** What the last reading gave, price of the chart over price of the contract. */
  lastRatio: number | null;
}

/** Of a chart that has not been read. */
export const NO_BASIS: BasisTrack = { basis: null, lastRatio: null };

/** Two dollar markets of one coin are not farther apart than this, even in a crash, percent. */
const MAX_BASIS_PCT = 2;
const MIN_BARS = 6;
const MAX_BARS = 60;
const MINUTE_SEC = 60;
/** A less certain ratio is none. */
const MAX_ERROR = 0.0002;
/** Mean distance between the bars once they are shifted, in bar heights: of other bars, or other moments, it is larger. */
const MAX_MISFIT = 0.25;
/** Readings that differ by more do not confirm one another. */
const MAX_APART = 0.0002;
/** Of a new measurement this part is taken over, .. */
const WEIGHT = 0.3;
/** .. and nothing of one that is as close as this, percent: each step moves all that is drawn. */
const STEP_PCT = 0.005;

/** A bar of the chart and the one of the contract that opens at the same moment. */
type Pair = [chart: ChartBar, own: ChartBar];

/** Charts put the middle of a bar at its opening time. */
function timedBars(
  { x0, spacingPx, bars }: DrawnCandles,
  time: TimeAxis,
): { bars: RangeBar[]; barSec: number } {
  const wholeMinutes = (sec: number) => Math.round(sec / MINUTE_SEC) * MINUTE_SEC;
  const timeOf = (index: number) => wholeMinutes((x0 + index * spacingPx - time.x0) / time.pxPerSec);
  return {
    barSec: wholeMinutes(spacingPx / time.pxPerSec),
    bars: bars.map(({ index, high, low }) => ({ timeSec: timeOf(index), high, low })),
  };
}

/** Bars of the same moments, both at the shortest common length, of the contract's newest sixty. */
function pairsOf(drawn: DrawnCandles, time: TimeAxis, own: readonly RangeBar[]): Pair[] {
  const { bars, barSec } = timedBars(drawn, time);
  const ownSec = spacingSec(own);
  if (!(barSec > 0) || ownSec === Number.POSITIVE_INFINITY) return [];
  const spanSec = commonSpanSec(barSec, ownSec);
  const newest = joinBars(own, ownSec, spanSec).slice(-MAX_BARS);
  const ours = new Map(newest.map((bar) => [bar.index, bar]));
  return joinBars(bars, barSec, spanSec).flatMap((bar): Pair[] => {
    const other = ours.get(bar.index);
    return other ? [[bar, other]] : [];
  });
}

/** Mean distance between the contract's bars and the chart's divided by `ratio`, in bar heights, each at most 1. */
function misfitOf(pairs: Pair[], ratio: number): number {
  const height = pairs.reduce((sum, [, { high, low }]) => sum + high - low, 0) / pairs.length;
  const apart = pairs.map(
    ([chart, { high, low }]) => Math.abs(chart.high / ratio - high) + Math.abs(chart.low / ratio - low),
  );
  return apart.reduce((sum, one) => sum + Math.min(1, one / (2 * height)), 0) / pairs.length;
}

/**
 * Price of a chart over price of a contract, from bars of the same moments: the median over at least six pairs of the
 * contract's newest sixty.
 * @param drawn The chart's own candles, with prices by its own axis.
 * @param time Its time axis, UTC.
 * @param own The contract's, oldest first, evenly spaced but for gaps.
 * @returns null where too few bars are of the same moments, agree too little to tell 0.02 %, or are not alike.
 */
export function measureBasis(drawn: DrawnCandles, time: TimeAxis, own: readonly RangeBar[]): number | null {
  const pairs = pairsOf(drawn, time, own);
  // A line of closes has neither highs nor lows.
  if (drawn.isLine || pairs.length < MIN_BARS) return null;
  const ratios = pairs.map(([chart, other]) => (chart.high + chart.low) / (other.high + other.low));
  const ratio = median(ratios);
  const spread = median(ratios.map((one) => Math.abs(one / ratio - 1)));
  const isSure = spread / Math.sqrt(ratios.length) <= MAX_ERROR && misfitOf(pairs, ratio) <= MAX_MISFIT;
  return isSure ? ratio : null;
}

/** The basis after another measurement; `before` itself where it is as good as the same. */
function nextBasis(before: MarketBasis | null, ratio: number): MarketBasis {
  const pct = (ratio - 1) * 100;
  const isShifted = Math.abs(pct) <= MAX_BASIS_PCT;
  if (!before || before.isShifted !== isShifted) return { pct, isShifted };
  const apart = pct - before.pct;
  return Math.abs(apart) < STEP_PCT ? before : { pct: before.pct + WEIGHT * apart, isShifted };
}

/**
 * Takes a reading into account. A wrong shift is worse than none: only what two readings in a row agree on counts, so
 * that one whose candles and axis are of different paints changes nothing.
 * @param ratio As `measureBasis` gives it; null confirms nothing.
 */
export function noteRatio({ basis, lastRatio }: BasisTrack, ratio: number | null): BasisTrack {
  if (ratio === null || lastRatio === null || Math.abs(ratio / lastRatio - 1) > MAX_APART)
    return { basis, lastRatio: ratio };
  return { basis: nextBasis(basis, (ratio + lastRatio) / 2), lastRatio: ratio };
}

/** By what prices of the contract are multiplied to stand among those of the chart. */
export function basisFactor(basis: MarketBasis | null): number {
  return basis?.isShifted ? 1 + basis.pct / 100 : 1;
}
