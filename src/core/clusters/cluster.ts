import type { LeverageGroup } from '../frame/frame-query';
import type { PositionSide } from '../market/liquidation';

/** One dense zone, one of several within an hourly ATR, or little above its surroundings. */
export type ClusterClass = 'single' | 'stack' | 'scattered';

/** Where a zone stands between being found and being gone. */
export type ClusterLife = 'building' | 'near' | 'touched' | 'partly-cleared' | 'cleared' | 'faded';

/** How far away a zone is: below .25 ATR, below one, within a usual day, farther. */
export type ReachLabel = 'at-target' | 'near' | 'today' | 'far';

/** A price zone where the estimate stands out; every USD figure is an estimate. */
export interface Cluster {
  /** Stable while the zone lives: matched by overlap from bar to bar. */
  id: string;
  side: PositionSide;
  lowPrice: number;
  highPrice: number;
  /** Mass-weighted centre, quote currency. */
  centrePrice: number;
  notionalUsd: number;
  /** 10 % and 90 % ends of the band around `notionalUsd`. */
  notionalLowUsd: number;
  notionalHighUsd: number;
  /** Share of the side's total within the grid, 0..1. */
  share: number;
  /** Signed distance of the nearer edge from the mark price, percent (positive above). */
  distancePct: number;
  /** The same distance in one-hour ATR, unsigned; NaN when ATR is unknown. */
  distanceAtr: number;
  class: ClusterClass;
  life: ClusterLife;
  reach: ReachLabel;
  /** Probability that the mark price touches the nearer edge within 24 h, 0..1. */
  reachProbability24h: number;
  /** Expected forced USD relative to the quantity that moves price 10 bp; the ranking. */
  importance: number;
  /** Mass-weighted age of the positions, ms. */
  ageMs: number;
  firstSeenMs: number;
  /** Share of the zone's USD by leverage group. */
  groupShare: Record<LeverageGroup, number>;
  /** Number of exchanges that contribute at least a tenth of an even share. */
  exchanges: number;
}
