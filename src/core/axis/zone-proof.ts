import type { CandleLine } from './candle-match';
import type { TimeFit } from './time-solver';
import { isShortStep, isZoneHidden, type ZoneFit } from './zone-fit';

/** What a hand moved is not doubted; if a zone was set at the same time, this brings it to light, s. */
const PROOF_SEC = 10;
/** Another zone than the known one counts when so many views in a row show it, or all of them for so long: axis and candles may be painted apart. */
const ZONE_VOTES = 3;
const ZONE_REST_SEC = 1;

/**
 * The time zone of a chart's clock, as far as candles have proven it. Nothing is assumed: a zone is believed from the
 * view in which candles have told it, for as long as every view follows from the one before.
 */
export interface ZoneProof {
  /** Offset from UTC that was proven last, s; null where none was. */
  offsetSec(): number | null;
  /** Whether that still holds. */
  holds(): boolean;
  /** Whether the candles of the last view spoke for another zone, which is not believed yet. */
  isDoubted(): boolean;
  /** Whether it is to be proven, or has not been lately. */
  isDue(nowSec: number): boolean;
  /** A view's labels: one that does not follow from the view before ends the belief until candles tell. */
  follow(fit: TimeFit, edges: [left: number, right: number], isByHand: boolean): void;
  /** Candles and labels of one view agree exactly in the zones given, of which `known` is the one proven before; it holds on. */
  confirm(known: ZoneFit, isAlone: boolean, line: CandleLine, nowSec: number): true;
  /** They agree in other zones only; true once that has happened often enough to believe it. */
  contradict(zones: readonly ZoneFit[], line: CandleLine, nowSec: number): boolean;
}

/** Nothing is proven at first. Times in Unix seconds, places in px of the pane. */
export function trackZoneProof(): ZoneProof {
  let offsetSec: number | null = null;
  let isHeld = false;
  let provenSec = Number.NEGATIVE_INFINITY;
  let rival = { offsetSec: 0, x0: 0, votes: 0, sinceSec: 0 };
  let last: TimeFit | null = null;
  /** Least px a second since candles told one zone from all others. */
  let coarsest = Number.POSITIVE_INFINITY;

  const believe = (zone: ZoneFit, nowSec: number): true => {
    [offsetSec, isHeld, provenSec] = [zone.offsetSec, true, nowSec];
    rival.votes = 0;
    last = { ...zone.fit, ambiguous: false };
    return true;
  };
  return {
    offsetSec: () => offsetSec,
    holds: () => isHeld,
    isDoubted: () => !isHeld && rival.votes > 0,
    isDue: (nowSec) => !isHeld || Math.abs(nowSec - provenSec) >= PROOF_SEC,
    follow: (fit, edges, isByHand) => {
      coarsest = Math.min(coarsest, fit.pxPerSec);
      const isHarmless = isByHand || (last !== null && isShortStep(last, fit, edges));
      if (!isHarmless || isZoneHidden(coarsest, fit.pxPerSec)) isHeld = false;
      last = fit;
    },
    confirm: (known, isAlone, { pxPerSec }, nowSec) => {
      if (isAlone) coarsest = pxPerSec;
      return believe(known, nowSec);
    },
    contradict: ([zone, ...others], { x0, pxPerSec }, nowSec) => {
      isHeld = false;
      // Where a px holds too much time, several zones explain the same labels.
      if (others.length > 0) return false;
      const isNew = zone.offsetSec !== rival.offsetSec || rival.votes === 0;
      if (isNew) rival = { offsetSec: zone.offsetSec, x0, votes: 1, sinceSec: nowSec };
      else if (x0 !== rival.x0) rival = { ...rival, x0, votes: rival.votes + 1 };
      if (rival.votes < ZONE_VOTES && nowSec - rival.sinceSec < ZONE_REST_SEC) return false;
      coarsest = pxPerSec;
      return believe(zone, nowSec);
    },
  };
}
