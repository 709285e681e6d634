import type { TimeAxis } from './axis-mapping';
import type { TimeLabel } from './axis-report';
import type { CandleLine } from './candle-match';
import type { MonthNames } from './month-names';
import { readTimeLabel } from './time-label';
import type { TimeFit } from './time-solver';
import { trackTimes } from './time-track';
import { toUtc, zonesOf } from './zone-fit';
import { trackZoneProof } from './zone-proof';

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
  /**
   * Where the drawn candles lie among our own, if that can be told; asked only when labels do not suffice.
   * @param pxPerSec The scale by the labels, undefined where they tell none.
   */
  candleLine(pxPerSec: number | undefined): CandleLine | null;
}

/** Finds a chart's time axis in UTC from view to view. */
export interface ChartClock {
  /** Null where nothing is known; ambiguous where date or time zone could be another. */
  read(view: ClockView): TimeAxis | null;
  /** Whether the labels of the last view said everything. */
  isSettled(): boolean;
  /** Whether its candles, as they were last seen, contradict what they said before: some charts move them later than their labels. */
  isDoubted(): boolean;
  /** Whether candles could say more: they have not proven the time zone yet, or not lately. */
  isProofDue(): boolean;
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

/** Candles that are painted after their labels come within so many looks. */
const MAX_MISFITS = 5;

/** Labels alone never tell the time zone of a chart's clock: there is no time until its candles have told it. */
export function trackChartClock(months: MonthNames): ChartClock {
  const track = trackTimes(months);
  const zone = trackZoneProof();
  let isSettled = false;
  let isProofDue = true;
  let slope: number | undefined;
  /** Views in a row whose candles and labels cannot both be true. */
  let misfits = 0;

  /** The candles say where the view lies; in some zone the labels must say the same. */
  const prove = (line: CandleLine, view: ClockView, labelled: TimeFit | null): TimeAxis | null => {
    const { labels, hasLooseDates, hasRoundedLabels, nowSec } = view;
    const samples = labels
      .map(({ text, x }) => ({ x, readings: readTimeLabel(text, months) }))
      .filter(({ readings }) => readings.length > 0);
    const { pxPerSec, x0, barSec } = line;
    slope = pxPerSec;
    const axis = { pxPerSec, x0, barSec, inliers: samples.length, ambiguous: false };
    if (samples.length === 0) return axis;
    const zones = zonesOf(line, samples, labelled, hasLooseDates);
    misfits = zones.length === 0 ? misfits + 1 : 0;
    if (zones.length === 0) return null;
    const known = zones.find(({ offsetSec }) => offsetSec === zone.offsetSec());
    const told = known ?? zones[0];
    const isProven = known
      ? known.isExact && zone.confirm(known, zones.length === 1, line, nowSec)
      : zone.contradict(zones, line, nowSec);
    if (isProven) track.prove({ ...told.fit, ambiguous: false });
    return hasRoundedLabels ? axis : { ...toUtc(told.fit, told.offsetSec, false), barSec };
  };

  return {
    isSettled: () => isSettled,
    isDoubted: () => zone.isDoubted() || (misfits > 0 && misfits <= MAX_MISFITS),
    isProofDue: () => isProofDue,
    read: (view) => {
      const { labels, edges, nowSec, hasLooseDates, hasRoundedLabels, isMoved = false } = view;
      const fit = track.update(labels, edges, nowSec);
      if (fit) zone.follow(fit, edges, isMoved && track.isFollowed());
      const isSure = fit && !fit.ambiguous && !hasLooseDates && zone.holds();
      const exact = fit && hasRoundedLabels ? withSlope(fit, labels, slope) : fit;
      const offsetSec = zone.offsetSec() ?? 0;
      isSettled = Boolean(isSure && exact);
      isProofDue = zone.isDue(nowSec);
      const line = isSettled && !isProofDue ? null : view.candleLine(fit?.pxPerSec);
      if (line) return prove(line, view, fit) ?? (fit && toUtc(fit, offsetSec, true));
      return fit && toUtc((isSettled && exact) || fit, offsetSec, !isSure);
    },
  };
}
