import type { TimeLabel } from './axis-report';
import type { MonthNames } from './month-names';
import type { TimeGuess, TimeSample } from './time-guesses';
import { readTimeLabel } from './time-label';
import { followTimeAxis, periodSec, solveTimeAxis, type TimeFit } from './time-solver';

interface Track {
  fit: TimeFit | null;
  signature: string;
  labels: TimeLabel[];
}

function uniqueTexts(labels: TimeLabel[]): Map<string, number> {
  const at = new Map<string, number>();
  const twice = new Set<string>();
  for (const { text, x } of labels) {
    if (at.has(text)) twice.add(text);
    at.set(text, x);
  }
  for (const text of twice) at.delete(text);
  return at;
}

/** Labels that were already on the axis tell where it has gone; one is enough for a pan, two for a zoom. */
function guessFrom(track: Track, labels: TimeLabel[]): TimeGuess | null {
  const { fit } = track;
  if (!fit) return null;
  const old = uniqueTexts(track.labels);
  const moved = [...uniqueTexts(labels)].flatMap(([text, x]) => {
    const before = old.get(text);
    return before === undefined ? [] : [{ x, t: (before - fit.x0) / fit.pxPerSec }];
  });
  if (moved.length === 0) return null;
  const first = moved[0];
  const last = moved[moved.length - 1];
  const secPerPx = first.x === last.x ? 1 / fit.pxPerSec : (last.t - first.t) / (last.x - first.x);
  return { ...first, secPerPx };
}

/** Fewer labels in the same places do not mean that the view is the same. */
const MIN_LABELS = 3;
/**
 * Whether a label has joined a settled row whose others stay where they are: that of the crosshair, which is moved away
 * from its time at the edges of a pane, or one more tick. The view is the same.
 */
function isJoined({ fit, labels: old }: Track, labels: TimeLabel[]): boolean {
  if (!fit || fit.ambiguous || old.length < MIN_LABELS || labels.length !== old.length + 1) return false;
  return old.every(({ text, x }) => labels.some((l) => l.text === text && l.x === x));
}

type Line = Pick<TimeFit, 'pxPerSec' | 'x0'>;

/**
 * Whether a row could have been moved the other way as well, to where its labels say the same again: clock times come
 * again each day. Nobody moves a chart by more than its width at once.
 */
function comesAgain(
  samples: TimeSample[],
  before: Line,
  now: Line,
  [left, right]: [number, number],
): boolean {
  const x = (left + right) / 2;
  const sec = (x - now.x0) / now.pxPerSec - (x - before.x0) / before.pxPerSec;
  const period = Math.max(...samples.flatMap(({ readings }) => readings.map(periodSec)));
  return (period - Math.abs(sec)) * now.pxPerSec <= right - left;
}

/** Half a day of slack: the chart's clock may be any time zone's. */
const ZONE_SLACK_SEC = 43_200;

function isInView(fit: TimeFit, [left, right]: [number, number], nowSec: number): boolean {
  const x = fit.x0 + nowSec * fit.pxPerSec;
  const slack = ZONE_SLACK_SEC * fit.pxPerSec;
  return x >= left - slack && x <= right + slack;
}

/** Keeps the time fit of a chart, so that a pan is followed instead of solved again. */
export interface TimeTrack {
  /**
   * The fit of the newest labels; the same labels in the same places are not read again.
   * A view that repeats (day numbers only) is taken as the present when it is the chart's first and now lies in it:
   * charts open at their newest bar. From there it is followed; after a jump it stays ambiguous.
   * @param view Left and right edge of the pane, px.
   * @param nowSec Wall seconds now.
   */
  update(labels: TimeLabel[], view: [left: number, right: number], nowSec: number): TimeFit | null;
  /** Whether the last view was read from the one before, and not by itself. */
  isFollowed(): boolean;
  /** Puts a line that something else has proven in place of the last fit, if enough labels are there to follow. */
  prove(fit: TimeFit): void;
}

/** The time axis of a chart from frame to frame: unchanged labels cost nothing, moved ones start at the last fit. */
export function trackTimes(months: MonthNames): TimeTrack {
  let track: Track | null = null;
  let isFollowed = false;
  return {
    isFollowed: () => isFollowed,
    update: (labels, view, nowSec) => {
      const signature = labels.map((l) => `${l.text}@${l.x}`).join('|');
      if (track && (track.signature === signature || isJoined(track, labels))) return track.fit;
      const samples = labels.map((l) => ({ x: l.x, readings: readTimeLabel(l.text, months) }));
      const guess = track && guessFrom(track, labels);
      const followed = guess && followTimeAxis(samples, guess);
      const solved = followed ? null : solveTimeAxis(samples, nowSec);
      const before = track?.fit;
      isFollowed = Boolean(followed && before && !comesAgain(samples, before, followed, view));
      const fit = followed ? { ...followed, ambiguous: !isFollowed || before?.ambiguous !== false } : solved;
      if (fit && !track && isInView(fit, view, nowSec)) fit.ambiguous = false;
      track = { fit, signature, labels };
      return fit;
    },
    prove: (fit) => {
      if (track && track.labels.length >= MIN_LABELS) track.fit = fit;
    },
  };
}
