import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { flatTiers } from '../tier-rows';

/** Maintenance = `base` + `perCoin` x size in coins (support pages of the exchange, read 2026-11). */
interface MarginRule {
  base: number;
  initialBase: number;
  perCoin: number;
  /** Sizes at which the line is cut into brackets, coins. */
  cuts: readonly number[];
}

const INVERSE_RULES: Readonly<Record<string, MarginRule>> = {
  BTC: { base: 0.01, initialBase: 0.02, perCoin: 0.00005, cuts: [0, 20, 50, 100, 200, 400, 800] },
  ETH: { base: 0.01, initialBase: 0.02, perCoin: 0.000004, cuts: [0, 250, 600, 1250, 2500, 5000, 10_000] },
};
const LINEAR_BASE: Readonly<Record<string, number>> = { SOL: 0.02 };

/**
 * The exchange's formula as brackets: the rate at the middle of each, for the whole position. Inverse contracts count
 * in coins; linear ones get the base rate, since their brackets would need a price.
 */
export function deribitTiers(instrument: Instrument): LeverageTier[] {
  const rule = INVERSE_RULES[instrument.base];
  if (instrument.kind === 'linear' || rule === undefined) {
    return flatTiers(instrument.maxLeverage, LINEAR_BASE[instrument.base] ?? 0.01);
  }
  return rule.cuts.map((floor, index) => {
    const cap = rule.cuts[index + 1] ?? Number.POSITIVE_INFINITY;
    const middle = Number.isFinite(cap) ? (floor + cap) / 2 : floor;
    return {
      notionalFloor: floor,
      notionalCap: cap,
      maxLeverage: Math.min(instrument.maxLeverage, 1 / (rule.initialBase + rule.perCoin * middle)),
      maintenanceMarginRate: rule.base + rule.perCoin * middle,
      maintenanceAmount: 0,
    };
  });
}
