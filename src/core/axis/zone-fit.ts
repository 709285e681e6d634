import type { TimeAxis } from './axis-mapping';
import type { CandleLine } from './candle-match';
import { leastSquares } from './least-squares';
import type { TimeGuess, TimeSample } from './time-guesses';
import { explainerOf, followTimeAxis, type TimeFit } from './time-solver';

/** A time zone in which a line in UTC explains the labels of a chart. */
export interface ZoneFit {
  /** How far the chart's clock is ahead of UTC, s. */
  offsetSec: number;
  /** The line in the chart's own clock. */
  fit: Pick<TimeFit, 'pxPerSec' | 'x0' | 'inliers'>;
  /** Every label stands on its moment, not only within the day or month that it names. */
  isExact: boolean;
}

/** Labels and candles of one axis agree within this, px, .. */
const AGREE_PX = 0.6;
/** .. and where zones are further apart within this share of it, but never more: both may be rounded to whole px. */
const AGREE_SHARE = 0.2;
const MAX_AGREE_PX = 1;
const HALF_HOUR_SEC = 1800;
/** Clocks are between twelve hours behind and fourteen ahead of UTC, by whole and half hours. */
const ZONES = Array.from({ length: 53 }, (_, i) => (i - 24) * HALF_HOUR_SEC);
const DAYS_OFF = [-86_400, 86_400];
/** A shorter way on the screen is less than a bar. */
const MIN_STEP_PX = 1.5;
/** Views of one scale differ less than this across the pane, px. */
const STEP_PX = 1;
/** A label this far from the bar nearest to it does not stand on a bar, in bars. */
const OFF_BAR = 0.3;
/** Slopes of one view by labels and by a few candles differ less than this, share. */
const SAME_SLOPE = 0.01;

/**
 * The line of the candles through the labels, which stand on bars as well but not on whole px; as it is where they do
 * not stand on its bars.
 */
function throughLabels(line: CandleLine, samples: TimeSample[]): Pick<CandleLine, 'pxPerSec' | 'x0'> {
  const { pxPerSec, x0, barSec, middleX } = line;
  const spacing = pxPerSec * barSec;
  const bars = samples.map(({ x }) => Math.round((x - middleX) / spacing));
  const isOnBars = samples.every(({ x }, i) => Math.abs(x - middleX - bars[i] * spacing) < OFF_BAR * spacing);
  const { a, b } = leastSquares(
    bars,
    samples.map(({ x }) => x),
    [...bars.keys()],
  );
  if (!isOnBars || !Number.isFinite(a)) return line;
  const slope = a / barSec;
  const middleSec = (middleX - x0) / pxPerSec;
  return { pxPerSec: slope, x0: b - middleSec * slope };
}

/** Whether every label stands on the moment that it names. */
function standsOn({ pxPerSec, x0 }: TimeFit, samples: TimeSample[]): boolean {
  const { x } = samples[0];
  return followTimeAxis(samples, { t: (x - x0) / pxPerSec, x, secPerPx: 1 / pxPerSec }) !== null;
}

/**
 * Time zones in which a line in UTC explains the labels. Candles stand on whole px, so that far from them the labels
 * know the slope better, whatever their date. A zone in which dates only lie somewhere in their day counts where there
 * is no other: at first sight it is every zone of some hours. None where labels that stand on their moments are of another
 * scale than the candles, or a day off them: then one of them was misread.
 * @param hasLooseDates Dates may stand anywhere in their day, so that none is exact but by chance.
 */
export function zonesOf(
  line: CandleLine,
  samples: TimeSample[],
  labelled: TimeFit | null,
  hasLooseDates: boolean,
): ZoneFit[] {
  const { pxPerSec, x0, middleX: x } = line;
  const isSlopeKnown = labelled && Math.abs(labelled.pxPerSec / pxPerSec - 1) < SAME_SLOPE;
  if (labelled && !isSlopeKnown && standsOn(labelled, samples)) return [];
  const grid = throughLabels(line, samples);
  const secPerPx = 1 / (isSlopeKnown ? labelled.pxPerSec : pxPerSec);
  const isExplained = explainerOf(samples);
  const agreePx = Math.min(MAX_AGREE_PX, Math.max(AGREE_PX, AGREE_SHARE * HALF_HOUR_SEC * pxPerSec));
  const zoneAt = (offsetSec: number): ZoneFit[] => {
    const guess: TimeGuess = { t: (x - x0) / pxPerSec + offsetSec, x, secPerPx };
    if (!isExplained(guess)) return [];
    const exact = followTimeAxis(samples, guess);
    if (!exact) {
      const fit = {
        pxPerSec: grid.pxPerSec,
        x0: grid.x0 - offsetSec * grid.pxPerSec,
        inliers: samples.length,
      };
      return [{ offsetSec, fit, isExact: false }];
    }
    const apartPx = exact.x0 + guess.t * exact.pxPerSec - x;
    return Math.abs(apartPx) <= agreePx ? [{ offsetSec, fit: exact, isExact: !hasLooseDates }] : [];
  };
  const isExact = (zone: ZoneFit) => zone.isExact;
  const zones = ZONES.flatMap(zoneAt);
  const exact = zones.filter(isExact);
  if (exact.length > 0) return exact;
  // Candles of another view may still lie at the far end of the days that the labels name.
  return DAYS_OFF.some((day) => ZONES.flatMap((zone) => zoneAt(zone + day)).some(isExact)) ? [] : zones;
}

/** The line of a clock `offsetSec` ahead of UTC, in UTC. */
export function toUtc(
  { pxPerSec, x0, inliers }: ZoneFit['fit'],
  offsetSec: number,
  ambiguous: boolean,
): TimeAxis {
  return { pxPerSec, x0: x0 + offsetSec * pxPerSec, inliers, ambiguous };
}

/** Whether labels have moved by less than zones may differ between two views of a pane, at the same scale. */
export function isShortStep(before: TimeFit, now: TimeFit, [left, right]: [number, number]): boolean {
  const { pxPerSec } = now;
  const x = (left + right) / 2;
  const sec = Math.abs((x - now.x0) / pxPerSec - (x - before.x0) / before.pxPerSec);
  const isSameScale = Math.abs(before.pxPerSec / pxPerSec - 1) * (right - left) <= STEP_PX;
  return isSameScale && (sec < HALF_HOUR_SEC / 2 || sec * pxPerSec <= STEP_PX);
}

/**
 * Whether another zone that was set while a chart showed as little as `coarsest` px a second could have gone unseen,
 * and would be seen at `pxPerSec`.
 */
export function isZoneHidden(coarsest: number, pxPerSec: number): boolean {
  return HALF_HOUR_SEC * coarsest < MIN_STEP_PX && pxPerSec > 2 * coarsest;
}
