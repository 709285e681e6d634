import type { TimeReading } from './time-label';
import { DAY_SEC, momentsAfter, momentsBefore, nearestMoment } from './wall-clock';

/** A label of the time axis: its horizontal position (px) and everything it may mean. */
export interface TimeSample {
  x: number;
  readings: TimeReading[];
}

/** A supposed wall time (seconds) at one position, and how many seconds a pixel holds. */
export interface TimeGuess {
  t: number;
  x: number;
  secPerPx: number;
}

/** The labels of one axis from left to right, with what is true of every guess about them. */
export interface LabelRow {
  samples: TimeSample[];
  /** Number of labels that a guess must explain: every one but bare years. */
  needed: number;
  /** More time in a px would pass over dates without naming them, s. */
  maxSecPerPx: number;
}

const MAX_ANCHORS = 6;
/** Years without a name that differ: one of four is a leap year, and the newest may begin in the future. */
const CALENDARS = 6;
/** Labels may lie right of the newest bar, in the future, s. */
export const FUTURE_SEC = 45 * DAY_SEC;

/** Whether a label names a year and nothing else. */
export function isBareYear(sample: TimeSample): boolean {
  return sample.readings.every((r) => r.year && !r.month && !r.day && r.secondOfDay === undefined);
}

function specificity(sample: TimeSample): number {
  const weigh = ({ year, month, day, secondOfDay }: TimeReading) =>
    (year ? 8 : 0) + (month ? 4 : 0) + (day ? 2 : 0) + (secondOfDay === undefined ? 0 : 1);
  return Math.max(...sample.readings.map(weigh)) - (isBareYear(sample) ? 7.5 : 0);
}

/** Clock time that a label names, s since midnight. */
export function clockOf(sample: TimeSample): number | undefined {
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

/**
 * Every line `wall time -> x` that two labels of a row, or one and the steps of the clock times, may stand for; the
 * newest dates first.
 * @param nowSec Wall seconds now.
 * @param isStrict Dates stand at midnight; else anywhere in their day.
 * @param countPast How many solutions in the past the guesses have brought so far.
 */
export function* guesses(
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
