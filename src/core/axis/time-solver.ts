import { leastSquares } from './least-squares';
import {
  clockOf,
  FUTURE_SEC,
  guesses,
  isBareYear,
  type LabelRow,
  type TimeGuess,
  type TimeSample,
} from './time-guesses';
import type { TimeReading } from './time-label';
import { DAY_SEC, liesWithin, nearestMoment } from './wall-clock';

/** A chart's time axis as its labels give it, in the chart's own clock. */
export interface TimeFit {
  /** x = x0 + wallSeconds * pxPerSec; wall seconds = the chart's clock read as if it were UTC. */
  pxPerSec: number;
  x0: number;
  inliers: number;
  /** The labels repeat (clock times or day numbers only), so that another date would fit as well. */
  ambiguous: boolean;
}

const MIN_LABELS = 3;
const TOLERANCE_PX = 1.5;
const MAX_SOLUTIONS = 30;
/** Solutions closer than this compete; further apart, the newer one is taken without doubt. */
const RIVAL_SEC = 300 * DAY_SEC;
/** The chart's clock may be ahead of ours by this much, s. */
const ZONE_SEC = 14 * 3600;

interface Score {
  explained: number;
  points: { x: number; t: number }[];
}

/** A year by itself may stand beside its first bar, but not farther from it than this, s. */
const YEAR_SLACK_SEC = 31 * DAY_SEC;

/** A label that comes again within a few tolerances would agree with anything. */
const MIN_PERIOD_TOLERANCES = 8;

/** After so long a label says the same again, at the earliest, s. */
export function periodSec({ year, month, day }: TimeReading): number {
  if (year) return Number.POSITIVE_INFINITY;
  if (month) return 365 * DAY_SEC;
  return day ? 28 * DAY_SEC : DAY_SEC;
}

/** Whether `t` is near the clock time of a reading on any day: most guesses fail here, before a calendar is asked. */
function isNearClock({ secondOfDay = 0 }: TimeReading, t: number, tolerance: number): boolean {
  const days = (t - secondOfDay) / DAY_SEC;
  return Math.abs(days - Math.round(days)) * DAY_SEC <= tolerance;
}

function exactHit(sample: TimeSample, t: number, tolerance: number): number | null {
  for (const reading of sample.readings) {
    if (periodSec(reading) < MIN_PERIOD_TOLERANCES * tolerance || !isNearClock(reading, t, tolerance))
      continue;
    const moment = nearestMoment(reading, t);
    if (moment !== null && Math.abs(moment - t) <= tolerance) return moment;
  }
  return null;
}

/** Whether a moment lies in the day, month or year that a label names. */
function isInside({ readings }: TimeSample, t: number, tolerance: number): boolean {
  return readings.some(
    (r) => liesWithin(r, t) || liesWithin(r, t - tolerance) || liesWithin(r, t + tolerance),
  );
}

/** How many labels a guess explains; null as soon as it cannot be `needed` any more: most guesses fail early. */
function score({ samples }: LabelRow, guess: TimeGuess, isStrict: boolean, needed: number): Score | null {
  const tolerance = TOLERANCE_PX * guess.secPerPx;
  const points: Score['points'] = [];
  let explained = 0;
  let left = samples.length;
  for (const sample of samples) {
    if (explained + left-- < needed) return null;
    const t = guess.t + (sample.x - guess.x) * guess.secPerPx;
    const hit = exactHit(sample, t, tolerance);
    // A date that may lie anywhere in its day is no point to measure from.
    if (hit !== null && (isStrict || clockOf(sample) !== undefined)) points.push({ x: sample.x, t: hit });
    if (hit !== null || (!isStrict && isInside(sample, t, tolerance))) explained++;
    else if (isBareYear(sample) && !isInside(sample, t, YEAR_SLACK_SEC)) return null;
  }
  return explained < needed ? null : { explained, points };
}

function lineOf(points: Score['points']): { pxPerSec: number; x0: number } | null {
  const { a, b } = leastSquares(
    points.map(({ t }) => t),
    points.map(({ x }) => x),
    [...points.keys()],
  );
  return a > 0 && Number.isFinite(a) ? { pxPerSec: a, x0: b } : null;
}

/** Most that two neighbours may lie apart: charts do not pass over a year, month or day without naming it, s. */
function widestGap(a: TimeSample, b: TimeSample): number {
  const readings = [...a.readings, ...b.readings];
  if (readings.some((r) => r.year)) return Number.POSITIVE_INFINITY;
  if (readings.some((r) => r.month)) return 330 * DAY_SEC;
  return readings.some((r) => r.day) ? 28 * DAY_SEC : 1.01 * DAY_SEC;
}

function rowOf(labels: TimeSample[]): LabelRow {
  const samples = labels.filter((l) => l.readings.length > 0).sort((a, b) => a.x - b.x);
  const needed = samples.filter((s) => !isBareYear(s)).length;
  const steps = samples.slice(1).map((s, i) => widestGap(samples[i], s) / (s.x - samples[i].x));
  return { samples, needed, maxSecPerPx: Math.min(...steps) };
}

/** Where dates may lie anywhere in their day, clock times must cover most of the row. */
function spansRow(points: Score['points'], samples: TimeSample[]): boolean {
  const { length } = samples;
  if (points.length < Math.max(MIN_LABELS, 0.4 * length)) return false;
  return points[points.length - 1].x - points[0].x >= 0.7 * (samples[length - 1].x - samples[0].x);
}

/** The line through a guess when it explains every label but bare years; null otherwise. */
function lineThrough(row: LabelRow, guess: TimeGuess, isStrict: boolean): Omit<TimeFit, 'ambiguous'> | null {
  if (guess.secPerPx > row.maxSecPerPx) return null;
  const scored = score(row, guess, isStrict, Math.max(row.needed, MIN_LABELS));
  if (!scored) return null;
  const { explained, points } = scored;
  if (isStrict ? points.length < 2 : !spansRow(points, row.samples)) return null;
  const line = lineOf(points);
  return line && { ...line, inliers: explained };
}

interface Solution extends Omit<TimeFit, 'ambiguous'> {
  /** Wall time in the middle of the labels, and at the first and last of them, s. */
  midT: number;
  firstT: number;
  lastT: number;
}

function solvePass(row: LabelRow, nowSec: number, isStrict: boolean): TimeFit | null {
  const { samples } = row;
  const midX = (samples[0].x + samples[samples.length - 1].x) / 2;
  const solutions: Solution[] = [];
  const isKnown = (midT: number, secPerPx: number) =>
    solutions.some(
      (s) => Math.abs(s.midT - midT) < 3 * secPerPx && Math.abs(s.pxPerSec * secPerPx - 1) < 0.01,
    );
  const countPast = () => solutions.filter((s) => s.lastT <= nowSec + FUTURE_SEC).length;
  for (const { t, x, secPerPx } of guesses(row, nowSec, isStrict, countPast)) {
    const isPossible = secPerPx > 0 && secPerPx <= row.maxSecPerPx;
    if (!isPossible || isKnown(t + (midX - x) * secPerPx, secPerPx)) continue;
    const line = lineThrough(row, { t, x, secPerPx }, isStrict);
    if (!line) continue;
    const midT = (midX - line.x0) / line.pxPerSec;
    if (!isKnown(midT, 1 / line.pxPerSec))
      solutions.push({
        ...line,
        midT,
        firstT: timeAt(line, samples[0]),
        lastT: timeAt(line, samples[samples.length - 1]),
      });
    if (solutions.length > MAX_SOLUTIONS) break;
  }
  if (solutions.length === 0 || (!isStrict && haveSeveralScales(solutions))) return null;
  return chooseSolution(solutions, nowSec);
}

/** Wall time of a label on a line, s. */
function timeAt({ pxPerSec, x0 }: Pick<TimeFit, 'pxPerSec' | 'x0'>, { x }: TimeSample): number {
  return (x - x0) / pxPerSec;
}

/**
 * Whether clock times pass midnight and none of them names a day, as every chart of an even time does: then they may as
 * well be days apart.
 */
function hideDays(samples: TimeSample[], line: Pick<TimeFit, 'pxPerSec' | 'x0'>): boolean {
  const dayOf = (sample: TimeSample) => Math.floor(timeAt(line, sample) / DAY_SEC + 1e-3);
  const isUndated = samples.every(({ readings }) => readings.every((r) => !r.day && !r.month && !r.year));
  return isUndated && dayOf(samples[0]) !== dayOf(samples[samples.length - 1]);
}

/** Dates that only name their day leave room for several scales: then none is sure. */
function haveSeveralScales(solutions: Solution[]): boolean {
  return solutions.some((s) => Math.abs(s.pxPerSec / solutions[0].pxPerSec - 1) > 0.01);
}

/**
 * Most labels, then the finest step (a coarser one would skip dates without showing them), then the newest that does
 * not reach far beyond now. Another one that does leaves doubt: charts have room to the right of their last bar.
 */
function chooseSolution(solutions: Solution[], nowSec: number): TimeFit {
  const most = Math.max(...solutions.map((s) => s.inliers));
  const finest = Math.max(...solutions.filter((s) => s.inliers === most).map((s) => s.pxPerSec));
  const best = solutions.filter((s) => s.inliers === most && s.pxPerSec > finest * 0.99);
  const begun = best.filter((s) => s.firstT <= nowSec + ZONE_SEC);
  const past = begun.filter((s) => s.lastT <= nowSec + FUTURE_SEC);
  const newest = [past, begun, best].find(({ length }) => length > 0)?.sort((a, b) => b.midT - a.midT) ?? [];
  const first = newest.find((s) => s.midT <= nowSec && newest[0].midT - s.midT < 3 * DAY_SEC) ?? newest[0];
  const others = newest.filter((s) => s !== first);
  const { midT, firstT: _, lastT: __, ...fit } = first;
  const isRivalled = others.some((s) => Math.abs(midT - s.midT) < RIVAL_SEC);
  return { ...fit, ambiguous: isRivalled || (past.length > 0 && begun.length > past.length) };
}

/**
 * Finds the line `wall time -> x` that explains every label. Date labels are first taken as midnight; where that does
 * not explain all, they only name the period they lie in. A free-standing year may miss its first day.
 * @param nowSec Wall seconds now; a view does not begin after it.
 * @returns null unless at least three labels, and every one of them, are explained, and where clock times pass midnight
 * without a day.
 */
export function solveTimeAxis(labels: TimeSample[], nowSec: number): TimeFit | null {
  const row = rowOf(labels);
  const { samples } = row;
  if (samples.length < MIN_LABELS || samples[0].x === samples[samples.length - 1].x) return null;
  const fit = solvePass(row, nowSec, true) ?? solvePass(row, nowSec, false);
  return fit && !hideDays(samples, fit) ? fit : null;
}

/** Tells of guesses whether they explain every label but bare years; a date may lie anywhere in its period. */
export function explainerOf(labels: TimeSample[]): (guess: TimeGuess) => boolean {
  const row = rowOf(labels);
  return (guess) => score(row, guess, false, row.needed) !== null;
}

/** Checks one guess (from the fit before a pan or zoom) against new labels; null where it does not explain them all. */
export function followTimeAxis(labels: TimeSample[], guess: TimeGuess): Omit<TimeFit, 'ambiguous'> | null {
  const row = rowOf(labels);
  return row.samples.length < MIN_LABELS ? null : lineThrough(row, guess, true);
}
