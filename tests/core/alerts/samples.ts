import type { Cluster } from '../../../src/core/clusters/cluster';

/** A cluster of shorts around 98,000 with everything set; `change` overrides. */
export const cluster = (change: Partial<Cluster> = {}): Cluster => ({
  id: 'short 98000',
  side: 'short',
  lowPrice: 97_940,
  highPrice: 98_120,
  centrePrice: 98_020,
  notionalUsd: 38e6,
  notionalLowUsd: 20e6,
  notionalHighUsd: 61e6,
  share: 0.2,
  distancePct: 1.2,
  distanceAtr: 1.6,
  class: 'single',
  life: 'building',
  reach: 'near',
  reachProbability24h: 0.4,
  importance: 1,
  ageMs: 0,
  firstSeenMs: 0,
  groupShare: { low: 0.2, medium: 0.5, high: 0.3 },
  exchanges: 4,
  ...change,
});
