import type { CrowdingGauges } from '../core/cascade/crowding';
import { reportedInZone } from '../core/clusters/reported-in-zone';
import { resample } from '../core/context/resample';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { FrameQuery } from '../core/frame/frame-query';
import type { Scorecard } from '../core/frame/scorecard';
import type { InstrumentKey } from '../core/market/instrument';
import { type OutcomeBar, outcomesByBadge } from '../core/score/badge-outcomes';
import { scoreTouches } from '../core/score/touch-scorecard';
import { readBars } from '../store/estimate-store';
import { readSeries } from '../store/input-reader';
import type { LiqlensDatabase } from '../store/open-database';
import { firstRowAt, ROW_WIDTH } from '../store/series-rows';
import { fromBarRecord } from './bar-rows';
import { touchBar } from './cluster-tracker';
import type { Participant } from './frame-view';
import { CONTEXT_MS, type InstrumentRuntime, RECENT_MS } from './instrument-runtime';
import { type JudgedBands, judgeBands, type Passage } from './judge-bands';
import { candleOf } from './market-context-of';
import { type PastCluster, type PastMoment, pastMoment } from './past-moment';
import type { TimeSlices } from './time-slices';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Moments are this far apart, on whole hours of UTC; a cluster is judged by its band until the next one, ms. */
export const MOMENT_MS = 4 * HOUR_MS;
const HISTORY_MS = 30 * DAY_MS;
/** Columns of the first day are left out: nothing was known of what was open before. */
const WARM_UP_MS = DAY_MS;
const HORIZON_MS = DAY_MS;

/** How a view has fared, and what was usual, up to `untilMs` (Unix ms). */
export interface JudgedHistory {
  untilMs: number;
  scorecard: Scorecard | null;
  /** True when the user's own history backs bands without the extra step. */
  isScored: boolean;
  gauges: CrowdingGauges[];
}

/**
 * Looks at a view as it was every four hours of the frozen columns before `untilMs` (Unix ms): which clusters it
 * showed, whether price came to them, and whether what was reported then lay inside their bands.
 */
export async function judgeHistory(
  participants: readonly Participant[],
  query: FrameQuery,
  untilMs: number,
  database: LiqlensDatabase,
  slices: TimeSlices,
): Promise<JudgedHistory> {
  const own = participants[0].runtime;
  const fromMs = untilMs - HISTORY_MS;
  const bars = await readAllBars(participants, database, fromMs);
  const ownBars = bars.get(own.key) ?? [];
  const hours = resample(ownBars.map(candleOf), HOUR_MS);
  const funding = await readSeries(database, own.key, 'funding', Math.max(0, fromMs - DAY_MS));
  const firstMs = Math.max(fromMs, (own.firstSealedBarMs ?? untilMs) + WARM_UP_MS);
  const moments: PastMoment[] = [];
  let first = 0;
  let end = 0;
  for (let timeMs = Math.ceil(firstMs / MOMENT_MS) * MOMENT_MS; timeMs <= untilMs; timeMs += MOMENT_MS) {
    while (end < ownBars.length && ownBars[end].openTimeMs < timeMs) end += 1;
    while (first < end && ownBars[first].openTimeMs < timeMs - RECENT_MS) first += 1;
    const known = ownBars.slice(first, end);
    const hoursThen = hours.filter(
      ({ openTimeMs }) => openTimeMs < timeMs && openTimeMs >= timeMs - CONTEXT_MS,
    );
    const fundingThen = newestRowAt(funding, timeMs);
    const moment = pastMoment(participants, query, timeMs, known, hoursThen, fundingThen);
    if (moment) moments.push(moment);
    await slices.breathe();
  }
  const judged = bandsOf(moments, bars);
  return {
    untilMs,
    scorecard: scorecardOf(moments, ownBars, judged),
    isScored: judged?.isScored ?? false,
    gauges: moments.map(({ gauges }) => gauges),
  };
}

/** Sealed bars of the own instrument and of those whose feeds report every forced closing. */
async function readAllBars(
  participants: readonly Participant[],
  database: LiqlensDatabase,
  fromMs: number,
): Promise<Map<InstrumentKey, EstimatorBar[]>> {
  const bars = new Map<InstrumentKey, EstimatorBar[]>();
  for (const [index, { runtime, isCounted }] of participants.entries()) {
    if (index > 0 && !(isCounted && reportsAll(runtime))) continue;
    // Price levels of the first moments were made before them.
    const firstMs = index === 0 ? fromMs - CONTEXT_MS : fromMs;
    const records = await readBars(database, runtime.key, Math.max(0, firstMs));
    bars.set(runtime.key, records.flatMap(fromBarRecord));
  }
  return bars;
}

function reportsAll({ config }: InstrumentRuntime): boolean {
  return config.priors.isFullFeed;
}

function newestRowAt(rows: Float64Array, timeMs: number): Float64Array | null {
  const width = ROW_WIDTH.funding;
  const next = firstRowAt(rows, width, timeMs + 1);
  return next > 0 ? rows.subarray((next - 1) * width, next * width) : null;
}

function scorecardOf(
  moments: readonly PastMoment[],
  ownBars: readonly EstimatorBar[],
  judged: JudgedBands | null,
): Scorecard | null {
  if (moments.length === 0) return null;
  const bars = ownBars.map(outcomeBar);
  return {
    fromMs: moments[0].timeMs,
    untilMs: moments[moments.length - 1].timeMs,
    horizonMs: HORIZON_MS,
    touches: scoreTouches(moments, bars, { horizonMs: HORIZON_MS }),
    bands: judged?.bands ?? null,
    byBadge: outcomesByBadge(moments, bars, MOMENT_MS),
  };
}

/** Null when no exchange of the view reports everything. */
function bandsOf(
  moments: readonly PastMoment[],
  bars: ReadonlyMap<InstrumentKey, EstimatorBar[]>,
): JudgedBands | null {
  const hasFullFeed = moments.some(({ shown }) =>
    shown.some(({ parts }) => parts.some(({ runtime }) => reportsAll(runtime))),
  );
  if (!hasFullFeed) return null;
  const passages = moments.flatMap(({ timeMs, shown, trust }) =>
    shown.flatMap((past) => {
      const passage = passageOf(past, timeMs, bars);
      return passage ? [{ ...passage, trust }] : [];
    }),
  );
  return judgeBands(passages);
}

function outcomeBar(bar: EstimatorBar): OutcomeBar & { intervalMs: number } {
  return { openTimeMs: bar.openTimeMs, intervalMs: bar.intervalMs, ...touchBar(bar) };
}

/**
 * Estimate and reports of the exchanges that report everything, for a cluster that price went through before the next
 * moment; null for any other.
 */
function passageOf(
  { cluster, share, parts }: PastCluster,
  timeMs: number,
  bars: ReadonlyMap<InstrumentKey, EstimatorBar[]>,
): Passage | null {
  const { side, lowPrice, highPrice } = cluster;
  let estimatedUsd = 0;
  let observedUsd = 0;
  for (const { runtime, usd, priceRatio } of parts) {
    if (!reportsAll(runtime)) continue;
    const zone = { side, lowPrice: lowPrice * priceRatio, highPrice: highPrice * priceRatio };
    const reported = reportedInZone(zone, bars.get(runtime.key) ?? [], timeMs, timeMs + MOMENT_MS);
    if (reported === null) continue;
    estimatedUsd += usd;
    observedUsd += reported;
  }
  if (!(estimatedUsd > 0)) return null;
  return { share, estimatedUsd, observedUsd };
}
