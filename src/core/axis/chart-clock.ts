import type { TimeAxis } from './axis-mapping';
import type { TimeLabel } from './axis-report';
import type { CandleLine } from './candle-match';
import type { MonthNames } from './month-names';
import { readTimeLabel } from './time-label';
import { explainsLabels, followTimeAxis, type TimeFit, type TimeGuess, type TimeSample } from './time-solver';
import { trackTimes } from './time-track';

/** One view of a chart, as far as it concerns time. */
export interface ClockView {
  labels: TimeLabel[];
  /** Left and right edge of the pane, px. */
  edges: [left: number, right: number];
  nowSec: number;
  /** Dates may stand anywhere in their day. */
  hasLooseDates: boolean;
  /** Labels stand on whole px: the line through them is less exact than that through many candles. */
  hasRoundedLabels?: boolean;
  /** The user is moving the chart: whatever moves then is no change of its time zone. */
  isMoved?: boolean;
  /** Where the drawn candles lie among our own, if that can be told; asked only when labels do not suffice. */
  candleLine(): CandleLine | null;
}

/** Finds a chart's time axis in UTC from view to view. */
export interface ChartClock {
  /** Null where nothing is known; ambiguous where date or time zone could be another. */
  read(view: ClockView): TimeAxis | null;
  /** Whether the labels of the last view said everything. */
  isSettled(): boolean;
}

/** Labels and candles of one axis agree within this, px. */
const AGREE_PX = 0.6;
const HALF_HOUR_SEC = 1800;
/** Clocks are between twelve hours behind and fourteen ahead of UTC, by whole and half hours. */
const ZONES = Array.from({ length: 53 }, (_, i) => (i - 24) * HALF_HOUR_SEC);

/** A label this far from the bar nearest to it does not stand on a bar, in bars. */
const OFF_BAR = 0.3;
/** Slopes of one view by labels and by a few candles differ less than this, share. */
const SAME_SLOPE = 0.01;
/** Zones are at most this far apart. */
const MAX_ZONE_STEP_SEC = 26 * 3600;
/** A shorter way on the screen is less than a bar. */
const MIN_STEP_PX = 1.5;
/** A chart moves on by itself when a bar opens, at the latest so long after it, s. */
const BAR_OPENED_SEC = 30;
/** Candles, of which none could be placed ever, are taken for unreadable after so long in doubt, s, and so many reads. */
const BLIND_SEC = 2;
const BLIND_READS = 3;
/** Another zone than the known one counts when so many views in a row show it: axis and candles may be painted apart. */
const ZONE_VOTES = 3;

interface ZoneFit {
  offsetSec: number;
  /** The line in the chart's own clock. */
  fit: Pick<TimeFit, 'pxPerSec' | 'x0' | 'inliers'>;
}

/**
 * The line of the candles through the labels, which stand on bars as well but not on whole px; as it is where they do
 * not stand on its bars.
 */
function throughLabels(line: CandleLine, samples: TimeSample[]): Pick<CandleLine, 'pxPerSec' | 'x0'> {
  const { pxPerSec, x0, barSec, middleX } = line;
  const spacing = pxPerSec * barSec;
  const bars = samples.map(({ x }) => Math.round((x - middleX) / spacing));
  const isOnBars = samples.every(({ x }, i) => Math.abs(x - middleX - bars[i] * spacing) < OFF_BAR * spacing);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanBar] = [mean(samples.map(({ x }) => x)), mean(bars)];
  const square = bars.reduce((sum, bar) => sum + (bar - meanBar) ** 2, 0);
  if (!isOnBars || square === 0) return line;
  const cross = bars.reduce((sum, bar, i) => sum + (bar - meanBar) * (samples[i].x - meanX), 0);
  const slope = cross / square / barSec;
  const middleSec = (middleX - x0) / pxPerSec;
  return { pxPerSec: slope, x0: meanX - meanBar * barSec * slope - middleSec * slope };
}

/**
 * Time zones in which a line in UTC explains the labels. Candles stand on whole px, so that far from them the labels
 * know the slope better, whatever their date.
 */
function zonesOf(line: CandleLine, samples: TimeSample[], labelled: TimeFit | null): ZoneFit[] {
  const { pxPerSec, x0, middleX: x } = line;
  const isSlopeKnown = labelled && Math.abs(labelled.pxPerSec / pxPerSec - 1) < SAME_SLOPE;
  const grid = throughLabels(line, samples);
  const secPerPx = 1 / (isSlopeKnown ? labelled.pxPerSec : pxPerSec);
  return ZONES.flatMap((offsetSec): ZoneFit[] => {
    const guess: TimeGuess = { t: (x - x0) / pxPerSec + offsetSec, x, secPerPx };
    if (!explainsLabels(samples, guess)) return [];
    const exact = followTimeAxis(samples, guess);
    if (!exact) {
      const fit = {
        pxPerSec: grid.pxPerSec,
        x0: grid.x0 - offsetSec * grid.pxPerSec,
        inliers: samples.length,
      };
      return [{ offsetSec, fit }];
    }
    const apartPx = exact.x0 + guess.t * exact.pxPerSec - x;
    return Math.abs(apartPx) <= AGREE_PX ? [{ offsetSec, fit: exact }] : [];
  });
}

/**
 * Whether all labels have moved as they would if the chart were set to another time zone: at the same scale by whole
 * half hours. A chart that moves on with a bar that has just opened does that, too, and is let pass.
 */
function isZoneStep(before: TimeFit, now: TimeFit, { edges: [left, right], nowSec }: ClockView): boolean {
  const middleX = (left + right) / 2;
  const { pxPerSec } = now;
  const sec = (middleX - now.x0) / pxPerSec - (middleX - before.x0) / before.pxPerSec;
  const whole = Math.round(sec / HALF_HOUR_SEC) * HALF_HOUR_SEC;
  if (Math.abs(before.pxPerSec / pxPerSec - 1) * (right - left) > AGREE_PX) return false;
  if (whole === 0 || Math.abs(whole) > MAX_ZONE_STEP_SEC || Math.abs(whole) * pxPerSec < MIN_STEP_PX)
    return false;
  if (Math.abs(sec - whole) * pxPerSec > AGREE_PX) return false;
  return whole < 0 || nowSec % whole > BAR_OPENED_SEC;
}

/** The line of a clock `offsetSec` ahead of UTC, in UTC. */
function toUtc({ pxPerSec, x0, inliers }: ZoneFit['fit'], offsetSec: number, ambiguous: boolean): TimeAxis {
  return { pxPerSec, x0: x0 + offsetSec * pxPerSec, inliers, ambiguous };
}

/** Scales of one zoom, by rounded labels and by candles, differ less than this, share. */
const SAME_SCALE = 0.0015;

/** The line through labels with the slope that candles gave at this zoom; null at another zoom. */
function withSlope(fit: TimeFit, labels: TimeLabel[], pxPerSec: number | undefined): TimeFit | null {
  if (!pxPerSec || Math.abs(fit.pxPerSec / pxPerSec - 1) > SAME_SCALE) return null;
  const middleX = labels.reduce((sum, { x }) => sum + x, 0) / labels.length;
  const t = (middleX - fit.x0) / fit.pxPerSec;
  return { ...fit, pxPerSec, x0: middleX - t * pxPerSec };
}

/** @param userOffsetSec The user's own offset from UTC: charts show this or UTC, so that 0 needs no proof. */
export function trackChartClock(months: () => MonthNames, userOffsetSec: number): ChartClock {
  const track = trackTimes(months);
  let offsetSec: number | null = userOffsetSec === 0 ? 0 : null;
  let rival = { offsetSec: 0, x0: 0, votes: 0 };
  let isSettled = false;
  let last: TimeFit | null = null;
  /** The labels may be those of another zone than before; only candles can tell. */
  let isZoneOpen = false;
  /** Reads in doubt without a candle, since when; of no use to doubt where nothing could end it. */
  let blindReads = 0;
  let blindSinceSec = 0;
  let slope: number | undefined;

  const vote = (zones: ZoneFit[], { x0 }: CandleLine) => {
    // Where a px holds too much time, several zones explain the same labels.
    if (zones.length !== 1 || x0 === rival.x0) return;
    const zone = zones[0].offsetSec;
    rival = { offsetSec: zone, x0, votes: zone === rival.offsetSec ? rival.votes + 1 : 1 };
    if (rival.votes < ZONE_VOTES) return;
    offsetSec = zone;
    isZoneOpen = false;
  };
  /** The candles say where the view lies; in some zone the labels must say the same. */
  const prove = (
    line: CandleLine,
    { labels, hasRoundedLabels }: ClockView,
    labelled: TimeFit | null,
  ): TimeAxis | null => {
    const samples = labels
      .map(({ text, x }) => ({ x, readings: readTimeLabel(text, months()) }))
      .filter(({ readings }) => readings.length > 0);
    const { pxPerSec, x0, barSec } = line;
    slope = pxPerSec;
    const axis = { pxPerSec, x0, barSec, inliers: samples.length, ambiguous: false };
    if (samples.length === 0) return axis;
    const zones = zonesOf(line, samples, labelled);
    if (zones.length === 0) return null;
    const known = zones.find((zone) => zone.offsetSec === offsetSec);
    if (!known) {
      vote(zones, line);
      return axis;
    }
    rival.votes = 0;
    isZoneOpen = false;
    track.prove({ ...known.fit, ambiguous: false });
    return hasRoundedLabels ? axis : { ...toUtc(known.fit, known.offsetSec, false), barSec };
  };

  return {
    isSettled: () => isSettled,
    read: (view) => {
      const fit = track.update(view.labels, view.edges, view.nowSec);
      const isBlind = blindReads >= BLIND_READS && view.nowSec - blindSinceSec >= BLIND_SEC;
      const canEndDoubt = slope !== undefined || !isBlind;
      if (last && fit && !view.isMoved && isZoneStep(last, fit, view)) isZoneOpen = true;
      isZoneOpen &&= canEndDoubt;
      last = fit ?? last;
      const isSure =
        fit !== null && !fit.ambiguous && !view.hasLooseDates && offsetSec !== null && !isZoneOpen;
      const exact = fit && view.hasRoundedLabels ? withSlope(fit, view.labels, slope) : fit;
      isSettled = isSure && exact !== null;
      if (isSettled && exact) return toUtc(exact, offsetSec ?? 0, false);
      const line = view.candleLine();
      if (isZoneOpen && line === null) {
        if (blindReads === 0) blindSinceSec = view.nowSec;
        blindReads += 1;
      }
      return (line && prove(line, view, fit)) ?? (fit && toUtc(fit, offsetSec ?? 0, !isSure));
    },
  };
}
