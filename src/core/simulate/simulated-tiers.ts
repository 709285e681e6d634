import type { LeverageTier } from '../market/leverage-tier';

const RATES = [0.004, 0.005, 0.01, 0.025, 0.05];
const CAPS_USD = [0.3e6, 1e6, 5e6, 20e6, Number.POSITIVE_INFINITY];
const MAX_LEVERAGES = [125, 100, 50, 20, 10];

/**
 * Maintenance brackets of the simulated venue (appendix A: .4/.5/1/2.5/5 % at 0.3/1/5/20 M USD), with notionals
 * multiplied by `sizeScale`.
 */
export function simulatedTiers(sizeScale: number): LeverageTier[] {
  const tiers: LeverageTier[] = [];
  let floor = 0;
  let amount = 0;
  for (let i = 0; i < RATES.length; i++) {
    if (i > 0) amount += floor * (RATES[i] - RATES[i - 1]);
    const cap = CAPS_USD[i] * sizeScale;
    tiers.push({
      notionalFloor: floor,
      notionalCap: cap,
      maxLeverage: MAX_LEVERAGES[i],
      maintenanceMarginRate: RATES[i],
      maintenanceAmount: amount,
    });
    floor = cap;
  }
  return tiers;
}

/** Maintenance margin of a position as a fraction of its notional, 0..1. */
export function maintenanceShare(tiers: readonly LeverageTier[], notional: number): number {
  for (const tier of tiers) {
    if (notional <= tier.notionalCap) return tier.maintenanceMarginRate - tier.maintenanceAmount / notional;
  }
  throw new Error(`no bracket for notional: ${notional}`);
}
