import type { ChartBar, DrawnCandles } from './drawn-candles';
import { type BarRow, commonSpanSec, joined, MIN_BARS, type OwnBars, stepsOf } from './own-bars';

/** A time axis found by the candles themselves, in UTC. */
export interface CandleLine {
  /** x = x0 + seconds * pxPerSec, for the middle of the bar that opens then. */
  pxPerSec: number;
  x0: number;
  barSec: number;
  /** Where the candles lie in the mean: the line is most exact there, px. */
  middleX: number;
}

/** Of bars shorter than ours only joined ones can be compared, whose ends are less sharp. */
const MIN_JOINED = 10;
/** So many bars may fit loosely; fewer must fit the better. */
const MANY_BARS = 16;
/** So many bars settle it; the newest are compared, which are ours most likely. */
const MAX_COMPARED = 48;
const MINUTE = 60;
const INTERVALS = [1, 3, 5, 15, 30, 60, 120, 240, 360, 480, 720, 1440].map((minutes) => minutes * MINUTE);
/** Two usual intervals are never as close as this, share. */
const NEAR_SHARE = 0.1;
/** Mean distance between drawn and own bars, in bar heights: at most this where many are the same bars, .. */
const MAX_MISFIT = 0.25;
/** .. and so many times as much, and so much more, everywhere else. */
const MIN_LEAD = 1.8;
const MIN_GAP = 0.06;
/** A worse place is no rival of any accepted one. */
const RIVAL_MISFIT = MIN_LEAD * MAX_MISFIT;

/** Usual intervals near a length, s; none where it is that of no usual bar. */
export function intervalsNear(lengthSec: number): number[] {
  return INTERVALS.filter((barSec) => Math.abs(barSec - lengthSec) < NEAR_SHARE * barSec);
}

interface Place {
  /** Own index of the chart's bar 0. */
  offset: number;
  misfit: number;
}

/** How far two markets of one coin may be apart, share of the price. */
const MAX_BASIS = 0.005;
const BASIS_BARS = 4;

function meanHeight(bars: ChartBar[]): number {
  return bars.reduce((sum, { high, low }) => sum + high - low, 0) / bars.length;
}

/** Distance between the two markets, from the first few bars at and after `from`; NaN where none are the same. */
function basisAt(bars: ChartBar[], own: BarRow, shift: number, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to && count < BASIS_BARS; i++) {
    const { index, high, low } = bars[i];
    const apart = high + low - own.high[index + shift] - own.low[index + shift];
    // Outside of our row, and in its gaps, there is no number.
    if (Number.isNaN(apart)) continue;
    sum += apart;
    count++;
  }
  return sum / (2 * count);
}

/**
 * Mean distance of the bars at a shift, in bar heights, each at most 1; Infinity above `limit`. Of a chart that shows
 * more than we know, enough bars from within our time count alone.
 */
function misfitAt(bars: ChartBar[], own: BarRow, shift: number, height: number, limit: number): number {
  let [from, to] = [0, bars.length];
  while (from < to && bars[from].index + shift < 0) from++;
  while (to > from && bars[to - 1].index + shift >= own.high.length) to--;
  if (to - from < MANY_BARS) [from, to] = [0, bars.length];
  const basis = basisAt(bars, own, shift, from, to);
  if (!(Math.abs(basis) <= MAX_BASIS * bars[0].high)) return Number.POSITIVE_INFINITY;
  const most = limit * (to - from);
  let sum = 0;
  for (let i = from; i < to; i++) {
    const { index, high, low } = bars[i];
    const apart =
      Math.abs(own.high[index + shift] + basis - high) + Math.abs(own.low[index + shift] + basis - low);
    sum += apart < 2 * height ? apart / (2 * height) : 1;
    if (sum > most) return Number.POSITIVE_INFINITY;
  }
  return sum / (to - from);
}

/** A bar whose ends are further away in all than this share of the mean height is another one. */
const OTHER_BAR = 0.8;
/** The distance of two markets is followed from bar to bar by this share. */
const BASIS_SHARE = 0.2;

/**
 * Whether all bars of a view lie where our own do, the newest of which is still at work. Of a chart that leaves out
 * weekends or days without trade, those on one side of the gap do not.
 */
function fitThroughout(bars: ChartBar[], own: BarRow, shift: number): boolean {
  const height = meanHeight(bars);
  let basis = basisAt(bars, own, shift, Math.max(0, bars.length - MAX_COMPARED), bars.length);
  let strangers = 0;
  for (const { index, high, low } of [...bars].reverse()) {
    const [up, down] = [high - own.high[index + shift], low - own.low[index + shift]];
    if (Number.isNaN(up)) continue;
    const apart = Math.abs(up - basis) + Math.abs(down - basis);
    const isOther = apart > OTHER_BAR * height;
    if (!isOther) basis += BASIS_SHARE * ((up + down) / 2 - basis);
    else if (index + shift < own.high.length - 1) strangers++;
    if (!isOther) strangers = 0;
    else if (strangers > 1) return false;
  }
  return strangers === 0;
}

/** Every place where the bars might lie among our own. */
function placesOf(bars: ChartBar[], own: BarRow): Place[] {
  if (bars.length < MIN_BARS) return [];
  const height = meanHeight(bars);
  const places: Place[] = [];
  const last = own.first + own.high.length - 1 - bars[0].index;
  for (let offset = own.first - bars[bars.length - 1].index; offset <= last; offset++) {
    const misfit = misfitAt(bars, own, offset - own.first, height, RIVAL_MISFIT);
    if (misfit < Number.POSITIVE_INFINITY) places.push({ offset, misfit });
  }
  return places;
}

interface Candidate extends Omit<CandleLine, 'middleX'> {
  misfit: number;
  maxMisfit: number;
  /** Whether all bars of the view fit there, of which only the newest were compared. */
  fitsThroughout(): boolean;
}

/** Bars of the chart at `barSec` against ours, both joined to the shortest common length. */
function candidates(
  { x0, spacingPx, bars, isLine }: DrawnCandles,
  own: OwnBars,
  barSec: number,
): Candidate[] {
  const longSec = commonSpanSec(barSec, own.barSec);
  const size = longSec / barSec;
  if (bars.length / size < (size > 1 || isLine ? MIN_JOINED : MIN_BARS)) return [];
  const ours = own.row(longSec, isLine);
  if (!ours) return [];
  const newest = bars.slice(-MAX_COMPARED * size);
  const pxPerSec = spacingPx / barSec;
  return Array.from({ length: size }, (_, phase) => {
    const shaped = (some: ChartBar[]) => {
      const whole = size > 1 ? joined(some, ({ index }) => index, size, phase) : some;
      return isLine ? stepsOf(whole) : whole;
    };
    const theirs = shaped(newest);
    // The chart's bar `phase` opens when our bar `offset` does.
    return placesOf(theirs, ours).map(({ offset, misfit }) => ({
      x0: x0 + phase * spacingPx - offset * longSec * pxPerSec,
      pxPerSec,
      barSec,
      misfit,
      maxMisfit: MAX_MISFIT * Math.min(1, (theirs.length - MIN_BARS + 2) / (MANY_BARS - MIN_BARS + 2)),
      fitsThroughout: () => fitThroughout(shaped(bars), ours, offset - ours.first),
    }));
  }).flat();
}

/** The best place at any of some intervals; null unless it fits well throughout and every other far worse. */
function bestPlace(candles: DrawnCandles, own: OwnBars, intervals: readonly number[]): CandleLine | null {
  const found = intervals.flatMap((barSec) => candidates(candles, own, barSec));
  const [best, second] = found.sort((a, b) => a.misfit - b.misfit);
  if (!best || best.misfit > best.maxMisfit || !best.fitsThroughout()) return null;
  if (second && (second.misfit < MIN_LEAD * best.misfit || second.misfit < best.misfit + MIN_GAP))
    return null;
  const { pxPerSec, x0, barSec } = best;
  const middleX = candles.x0 + candles.spacingPx * candles.bars[candles.bars.length >> 1].index;
  return { pxPerSec, x0, barSec, middleX };
}

/**
 * Finds which of our bars a chart has drawn, at any usual interval. Highs and lows of a dozen bars come only once in
 * a market's history, so that this settles date, clock time and time zone at once.
 * @param knownSec Interval by the labels' scale, or of the chart's last view, s; the usual one near it is tried first.
 * @returns null where the bars are not among ours but for a part, or could be in two places.
 */
export function matchCandles(candles: DrawnCandles, own: OwnBars, knownSec = 0): CandleLine | null {
  if (own.barSec === Number.POSITIVE_INFINITY) return null;
  return bestPlace(candles, own, intervalsNear(knownSec)) ?? bestPlace(candles, own, INTERVALS);
}
