import { leastSquares } from './least-squares';
import type { TimeReading } from './time-label';
import { DAY_SEC, liesWithin, momentsAfter, momentsBefore, nearestMoment } from './wall-clock';

/** A label of the time axis: its horizontal position (px) and everything it may mean. */
export interface TimeSample {
  x: number;
  readings: TimeReading[];
}

/** A chart's time axis as its labels give it, in the chart's own clock. */
export interface TimeFit {
  /** x = x0 + wallSeconds * pxPerSec; wall seconds = the chart's clock read as if it were UTC. */
  pxPerSec: number;
  x0: number;
  inliers: number;
  /** The labels repeat (clock times or day numbers only), so that another date would fit as well. */
  ambiguous: boolean;
}

/** A supposed wall time (seconds) at one position, and how many seconds a pixel holds. */
export interface TimeGuess {
  t: number;
  x: number;
  secPerPx: number;
}

const MIN_LABELS = 3;
const TOLERANCE_PX = 1.5;
const MAX_SOLUTIONS = 30;
const MAX_ANCHORS = 6;
/** Solutions closer than this compete; further apart, the newer one is taken without doubt. */
const RIVAL_SEC = 300 * DAY_SEC;
/** The chart's clock may be ahead of ours by this much, s. */
const ZONE_SEC = 14 * 3600;
/** Years without a name that differ: one of four is a leap year, and the newest may begin in the future. */
const CALENDARS = 6;
/** Labels may lie right of the newest bar, in the future, s. */
const FUTURE_SEC = 45 * DAY_SEC;

/** The labels of one axis from left to right, with what is true of every guess about them. */
interface LabelRow {
  samples: TimeSample[];
  /** Labels that a guess must explain: every one but bare years. */
  needed: number;
  /** More time in a px would pass over dates without naming them, s. */
  maxSecPerPx: number;
}

interface Score {
  explained: number;
  points: { x: number; t: number }[];
}

/** A year by itself may stand beside its first bar, but not farther from it than this, s. */
const YEAR_SLACK_SEC = 31 * DAY_SEC;

/** A label that comes again within a few tolerances would agree with anything. */
const MIN_PERIOD_TOLERANCES = 8;

function periodSec({ year, month, day }: TimeReading): number {
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

function isBareYear(sample: TimeSample): boolean {
  return sample.readings.every((r) => r.year && !r.month && !r.day && r.secondOfDay === undefined);
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

function specificity(sample: TimeSample): number {
  const weigh = ({ year, month, day, secondOfDay }: TimeReading) =>
    (year ? 8 : 0) + (month ? 4 : 0) + (day ? 2 : 0) + (secondOfDay === undefined ? 0 : 1);
  return Math.max(...sample.readings.map(weigh)) - (isBareYear(sample) ? 7.5 : 0);
}

function clockOf(sample: TimeSample): number | undefined {
  return sample.readings.find((r) => r.secondOfDay !== undefined)?.secondOfDay;
}

/** Seconds per px that neighbouring clock labels allow, whatever their dates. */
function clockSteps(samples: TimeSample[]): number[] {
  const clocks = samples.filter((s) => clockOf(s) !== undefined);
  const steps = clocks.slice(1).flatMap((right, i) => {
    const from = clockOf(clocks[i]) ?? 0;
    const after = momentsAfter({ secondOfDay: clockOf(right) }, from).slice(0, 3);
    return after.map((t) => (t - from) / (right.x - clocks[i].x));
  });
  return [...new Set(steps.map((step) => Number(step.toPrecision(6))))];
}

/** Wall times of a label given the one of the anchor. */
function relatedMoments(reading: TimeReading, isAfter: boolean, t: number): number[] {
  return isAfter ? momentsAfter(reading, t) : momentsBefore(reading, t - 1, t - 1, 3);
}

/** Anchors worth trying: the most telling label, and all as telling as it where a date may lie off midnight. */
function anchorsOf(samples: TimeSample[], isStrict: boolean): TimeSample[] {
  const most = Math.max(...samples.map(specificity));
  const telling = samples.filter((s) => specificity(s) === most);
  return isStrict ? telling.slice(0, 1) : telling.slice(0, MAX_ANCHORS);
}

/** @param countPast How many solutions in the past the guesses have brought so far. */
function* guesses(
  { samples, needed }: LabelRow,
  nowSec: number,
  isStrict: boolean,
  countPast: () => number,
): Generator<TimeGuess> {
  const steps = clockSteps(samples);
  // Where no label names a year, the same date of a year before would say the same, and is no rival.
  const isNewestEnough = isStrict && needed === samples.length;
  for (const anchor of anchorsOf(samples, isStrict))
    for (const reading of anchor.readings) {
      const before = countPast();
      const all = momentsBefore(reading, nowSec + FUTURE_SEC, nowSec + DAY_SEC);
      for (const t of isNewestEnough ? all.slice(0, CALENDARS) : all) {
        yield* guessesFrom(samples, steps, anchor, t, isStrict);
        if (isNewestEnough && reading.month && countPast() > before) break;
      }
    }
}

function* guessesFrom(
  samples: TimeSample[],
  steps: number[],
  anchor: TimeSample,
  t: number,
  isStrict: boolean,
): Generator<TimeGuess> {
  const clock = samples.find((s) => clockOf(s) !== undefined);
  for (const secPerPx of steps) {
    yield { t, x: anchor.x, secPerPx };
    if (isStrict || !clock) continue;
    const nearby = nearestMoment({ secondOfDay: clockOf(clock) }, t + (clock.x - anchor.x) * secPerPx) ?? t;
    for (const days of [0, -1, 1]) yield { t: nearby + days * DAY_SEC, x: clock.x, secPerPx };
  }
  for (const other of samples)
    if (other.x !== anchor.x)
      for (const reading of other.readings)
        for (const moment of relatedMoments(reading, other.x > anchor.x, t))
          yield { t, x: anchor.x, secPerPx: (moment - t) / (other.x - anchor.x) };
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
