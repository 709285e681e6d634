import type { Cluster } from '../../../src/core/clusters/cluster';
import type { CheckedPlan, PlanSurroundings, TradePlan } from '../../../src/core/plan/trade-plan';
import { BTC_PERPETUAL } from '../market/btc-perpetual';

/** A cluster from its edges; `part` overrides. */
export function zone(
  side: Cluster['side'],
  lowPrice: number,
  highPrice: number,
  part: Partial<Cluster> = {},
): Cluster {
  return {
    id: `${side}-${lowPrice}`,
    side,
    lowPrice,
    highPrice,
    centrePrice: (lowPrice + highPrice) / 2,
    notionalUsd: 3e7,
    notionalLowUsd: 1.5e7,
    notionalHighUsd: 6e7,
    share: 0.2,
    distancePct: 1,
    distanceAtr: 1,
    class: 'single',
    life: 'building',
    reach: 'near',
    reachProbability24h: 0.5,
    importance: 1,
    ageMs: 0,
    firstSeenMs: 0,
    groupShare: { low: 0, medium: 0.5, high: 0.5 },
    exchanges: 3,
    ...part,
  };
}

/** A market at 95,000 with one half-percent bracket, no profile and nothing around. */
export function market(part: Partial<PlanSurroundings> = {}): PlanSurroundings {
  return {
    instrument: BTC_PERPETUAL,
    markPrice: 95_000,
    atr: 600,
    sigmaDay: 0.02,
    volumeDayUsd: Number.NaN,
    clusters: [],
    levels: [],
    profile: null,
    tiers: [
      {
        notionalFloor: 0,
        notionalCap: Number.POSITIVE_INFINITY,
        maxLeverage: 125,
        maintenanceMarginRate: 0.005,
        maintenanceAmount: 0,
      },
    ],
    requirementFeeRate: 0,
    ...part,
  };
}

/** A long from 95,000 at 10x without stop and target. */
export function longPlan(part: Partial<TradePlan> = {}): CheckedPlan {
  return {
    side: 'long',
    entryPrice: 95_000,
    leverage: 10,
    stopPrice: null,
    targetPrice: null,
    notionalUsd: null,
    marginMode: 'isolated',
    ...part,
  } as CheckedPlan;
}

/** The seed's example: a short from 93,000 with its stop at 95,200. */
export function seedShort(part: Partial<TradePlan> = {}): CheckedPlan {
  return longPlan({ side: 'short', entryPrice: 93_000, stopPrice: 95_200, ...part });
}
