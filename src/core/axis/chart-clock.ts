import type { TimeAxis } from './axis-mapping';
import type { TimeLabel } from './axis-report';
import type { CandleLine } from './candle-match';
import type { MonthNames } from './month-names';
import { readTimeLabel } from './time-label';
import type { TimeFit } from './time-solver';
import { trackTimes } from './time-track';
import { isZoneHidden, stepBetween, toUtc, type ZoneFit, zonesOf } from './zone-fit';

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
  /** Whether candles could say more: they have not proven the time zone yet, or not lately. */
  isProofDue(): boolean;
  /** Whether the chart has ever shown what its assumed time zone does not explain. */
  wasDoubted(): boolean;
}

/** A chart moves on by itself when a bar opens, at the latest so long after it, s. */
const BAR_OPENED_SEC = 30;
/** What a hand moved is not doubted; if a zone was set at the same time, this brings it to light, s. */
const PROOF_SEC = 10;
/** Another zone than the known one counts when so many views in a row show it: axis and candles may be painted apart. */
const ZONE_VOTES = 3;
/** Scales of one zoom, by rounded labels and by candles, differ less than this, share. */
const SAME_SCALE = 0.0015;

/** The line through labels with the slope that candles gave at this zoom; null at another zoom. */
function withSlope(fit: TimeFit, labels: TimeLabel[], pxPerSec: number | undefined): TimeFit | null {
  if (!pxPerSec || Math.abs(fit.pxPerSec / pxPerSec - 1) > SAME_SCALE) return null;
  const middleX = labels.reduce((sum, { x }) => sum + x, 0) / labels.length;
  const t = (middleX - fit.x0) / fit.pxPerSec;
  return { ...fit, pxPerSec, x0: middleX - t * pxPerSec };
}

/**
 * Why the known time zone may be believed: `assumed` until something speaks against it, `proven` by candles for as long
 * as every view follows from the one before, and `open` from the first view that does not until candles tell. Nothing
 * else ends `open`: no number of views and no length of time.
 */
type Trust = 'assumed' | 'proven' | 'open';

/**
 * @param userOffsetSec The user's own offset from UTC: charts show this or UTC, so that 0 is believed until something
 * speaks against it. Null where something already has.
 */
export function trackChartClock(months: () => MonthNames, userOffsetSec: number | null): ChartClock {
  const track = trackTimes(months);
  let offsetSec: number | null = userOffsetSec === 0 ? 0 : null;
  let trust: Trust = 'assumed';
  let provenSec = Number.NEGATIVE_INFINITY;
  let rival = { offsetSec: 0, x0: 0, votes: 0 };
  let isSettled = false;
  let isProofDue = true;
  let wasDoubted = false;
  let last: TimeFit | null = null;
  /** Least px a second since candles told one zone from all others. */
  let coarsest = Number.POSITIVE_INFINITY;
  let slope: number | undefined;

  const doubt = () => {
    trust = 'open';
    wasDoubted = true;
  };
  /** Whether a view can be no change of the time zone. */
  const isHarmless = (fit: TimeFit, { edges, nowSec, isMoved }: ClockView): boolean => {
    const step = last && stepBetween(last, fit, edges);
    if (step?.isShort) return true;
    if (trust === 'proven') return Boolean(isMoved && track.isFollowed());
    if (!step?.zoneSec || isMoved) return true;
    return step.zoneSec > 0 && nowSec % step.zoneSec <= BAR_OPENED_SEC;
  };
  const follow = (fit: TimeFit, view: ClockView) => {
    coarsest = Math.min(coarsest, fit.pxPerSec);
    const isHidden = trust === 'proven' && isZoneHidden(coarsest, fit.pxPerSec);
    if (isHidden || !isHarmless(fit, view)) doubt();
    last = fit;
  };
  const believe = ({ offsetSec: sec, fit }: ZoneFit, nowSec: number, pxPerSec: number) => {
    offsetSec = sec;
    trust = 'proven';
    provenSec = nowSec;
    isProofDue = false;
    rival.votes = 0;
    coarsest = pxPerSec;
    last = { ...fit, ambiguous: false };
    track.prove(last);
  };
  const vote = ([zone, ...others]: ZoneFit[], { x0, pxPerSec }: CandleLine, nowSec: number) => {
    // Where a px holds too much time, several zones explain the same labels.
    if (others.length > 0 || x0 === rival.x0) return;
    const votes = zone.offsetSec === rival.offsetSec ? rival.votes + 1 : 1;
    rival = { offsetSec: zone.offsetSec, x0, votes };
    if (votes >= ZONE_VOTES) believe(zone, nowSec, pxPerSec);
  };
  /** The candles say where the view lies; in some zone the labels must say the same. */
  const prove = (line: CandleLine, view: ClockView, labelled: TimeFit | null): TimeAxis | null => {
    const { labels, hasLooseDates, hasRoundedLabels, nowSec } = view;
    const samples = labels
      .map(({ text, x }) => ({ x, readings: readTimeLabel(text, months()) }))
      .filter(({ readings }) => readings.length > 0);
    const { pxPerSec, x0, barSec } = line;
    slope = pxPerSec;
    const axis = { pxPerSec, x0, barSec, inliers: samples.length, ambiguous: false };
    if (samples.length === 0) return axis;
    const zones = zonesOf(line, samples, labelled, hasLooseDates);
    if (zones.length === 0) return null;
    const known = zones.find((zone) => zone.offsetSec === offsetSec);
    if (!known) {
      if (offsetSec !== null) doubt();
      vote(zones, line, nowSec);
      return axis;
    }
    if (known.isExact) believe(known, nowSec, zones.length === 1 ? pxPerSec : coarsest);
    return hasRoundedLabels ? axis : { ...toUtc(known.fit, known.offsetSec, false), barSec };
  };

  return {
    isSettled: () => isSettled,
    isProofDue: () => isProofDue,
    wasDoubted: () => wasDoubted,
    read: (view) => {
      const { labels, edges, nowSec, hasLooseDates, hasRoundedLabels } = view;
      const fit = track.update(labels, edges, nowSec);
      if (fit) follow(fit, view);
      const isSure = fit && !fit.ambiguous && !hasLooseDates && offsetSec !== null && trust !== 'open';
      const exact = fit && hasRoundedLabels ? withSlope(fit, labels, slope) : fit;
      isSettled = Boolean(isSure && exact);
      isProofDue = !(trust === 'proven' && Math.abs(nowSec - provenSec) < PROOF_SEC);
      const line = isSettled && !isProofDue ? null : view.candleLine();
      if (line) return prove(line, view, fit) ?? (fit && toUtc(fit, offsetSec ?? 0, true));
      return fit && toUtc((isSettled && exact) || fit, offsetSec ?? 0, !isSure);
    },
  };
}
