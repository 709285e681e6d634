import { firstBarFrom } from '../market/first-bar-from';
import type { PositionSide } from '../market/liquidation';
import { createRandom } from '../simulate/seeded-random';
import { blockBootstrap, type Interval } from './block-bootstrap';

/** A top cluster as it was shown at one moment. */
export interface ShownCluster {
  side: PositionSide;
  /** Quote currency. */
  lowPrice: number;
  highPrice: number;
}

/** What was on screen at one moment of the past. */
export interface ShownMoment {
  timeMs: number;
  markPrice: number;
  /** Standard deviation of a day's log return, as known then. */
  sigmaDay: number;
  clusters: ShownCluster[];
}

/** Range of the mark price in one bar. */
export interface PriceBar {
  openTimeMs: number;
  intervalMs: number;
  high: number;
  low: number;
}

/** How often price came to the clusters, against how often it came as far at other times of like volatility. */
export interface TouchScorecard {
  /** Clusters judged; those without a control or without a whole horizon of prices are left out. */
  count: number;
  touchedShare: number;
  controlShare: number;
  /** Touched minus control with its 95 % interval, as shares; NaN without clusters. */
  difference: Interval;
}

/** Settings of the scorecard; the defaults are those of the product. */
export interface TouchOptions {
  horizonMs?: number;
  /** Number of controls drawn for each cluster. */
  controls?: number;
  /** A control's volatility lies within this factor of the cluster's. */
  volatilityFactor?: number;
  /** Neighbouring moments kept together in the bootstrap. */
  blockMs?: number;
  seed?: number;
}

const HOUR_MS = 3_600_000;
const DEFAULTS: Required<TouchOptions> = {
  horizonMs: 24 * HOUR_MS,
  controls: 20,
  volatilityFactor: 1.25,
  blockMs: 72 * HOUR_MS,
  seed: 1,
};

interface Verdict {
  timeMs: number;
  touched: number;
  control: number;
}

/**
 * Judges the clusters that were shown. A cluster is touched when the mark price reaches its nearer edge within the
 * horizon. Its controls are other moments of like volatility: was the same distance in the same direction, in units of
 * the volatility then, reached from there? Moments and bars in order of time.
 */
export function scoreTouches(
  moments: readonly ShownMoment[],
  bars: readonly PriceBar[],
  options: TouchOptions = {},
): TouchScorecard {
  const settings = { ...DEFAULTS, ...options };
  const random = createRandom(settings.seed);
  const judged = moments.filter((moment) => isCovered(moment, bars, settings.horizonMs));
  const reach = judged.map((moment) => reachOf(moment, bars, settings.horizonMs));
  const verdicts = judged.flatMap((moment, at) =>
    moment.clusters.flatMap((cluster) => {
      const control = controlShare(cluster, at, judged, reach, settings, random.uniform);
      if (control === null) return [];
      const touched = reach[at][cluster.side] >= distanceTo(cluster, moment.markPrice) ? 1 : 0;
      return [{ timeMs: moment.timeMs, touched, control }];
    }),
  );
  return summarise(verdicts, settings);
}

function summarise(verdicts: readonly Verdict[], settings: Required<TouchOptions>): TouchScorecard {
  const count = verdicts.length;
  if (count === 0) {
    const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    return { count, touchedShare: Number.NaN, controlShare: Number.NaN, difference: none };
  }
  const spanMs = verdicts[count - 1].timeMs - verdicts[0].timeMs;
  const blockLength = Math.max(
    1,
    Math.round((count * settings.blockMs) / Math.max(spanMs, settings.blockMs)),
  );
  const difference = blockBootstrap(
    count,
    (items) =>
      items.reduce((sum, item) => sum + verdicts[item].touched - verdicts[item].control, 0) / items.length,
    { blockLength, seed: settings.seed },
  );
  const share = (of: (verdict: Verdict) => number): number =>
    verdicts.reduce((sum, verdict) => sum + of(verdict), 0) / count;
  return {
    count,
    touchedShare: share((verdict) => verdict.touched),
    controlShare: share((verdict) => verdict.control),
    difference,
  };
}

/** ln distance from the price to the nearer edge; 0 inside. */
function distanceTo(cluster: ShownCluster, price: number): number {
  const edge = cluster.side === 'long' ? cluster.highPrice : cluster.lowPrice;
  return Math.max(0, cluster.side === 'long' ? Math.log(price / edge) : Math.log(edge / price));
}

function controlShare(
  cluster: ShownCluster,
  at: number,
  moments: readonly ShownMoment[],
  reach: readonly Record<PositionSide, number>[],
  settings: Required<TouchOptions>,
  uniform: () => number,
): number | null {
  const own = moments[at];
  const wanted = distanceTo(cluster, own.markPrice) / own.sigmaDay;
  const others = moments.flatMap((moment, i) => {
    const isApart = Math.abs(moment.timeMs - own.timeMs) >= settings.horizonMs;
    const ratio = moment.sigmaDay / own.sigmaDay;
    const isAlike = ratio <= settings.volatilityFactor && ratio >= 1 / settings.volatilityFactor;
    return isApart && isAlike ? [i] : [];
  });
  if (others.length === 0) return null;
  let reached = 0;
  for (let draw = 0; draw < settings.controls; draw++) {
    const other = others[Math.floor(uniform() * others.length)];
    if (reach[other][cluster.side] >= wanted * moments[other].sigmaDay) reached++;
  }
  return reached / settings.controls;
}

/** How far (ln) the price went down (the way to longs) and up (to shorts) within the horizon. */
function reachOf(
  moment: ShownMoment,
  bars: readonly PriceBar[],
  horizonMs: number,
): Record<PositionSide, number> {
  let low = moment.markPrice;
  let high = moment.markPrice;
  for (let i = firstBarFrom(bars, moment.timeMs); i < bars.length; i++) {
    if (bars[i].openTimeMs + bars[i].intervalMs > moment.timeMs + horizonMs) break;
    low = Math.min(low, bars[i].low);
    high = Math.max(high, bars[i].high);
  }
  return { long: Math.log(moment.markPrice / low), short: Math.log(high / moment.markPrice) };
}

function isCovered(moment: ShownMoment, bars: readonly PriceBar[], horizonMs: number): boolean {
  if (bars.length === 0 || !(moment.sigmaDay > 0) || !(moment.markPrice > 0)) return false;
  const last = bars[bars.length - 1];
  return (
    bars[0].openTimeMs <= moment.timeMs && last.openTimeMs + last.intervalMs >= moment.timeMs + horizonMs
  );
}
