import { configFor, type EstimatorConfig } from '../core/estimate/estimator-config';
import { checkTiers } from '../core/margin/tier-table';
import type { Instrument } from '../core/market/instrument';
import type { LeverageTier } from '../core/market/leverage-tier';

/**
 * Coins whose levels are drawn at 5 bp; others at 10 bp. The same for every exchange of a base coin, so that sums need
 * no resampling.
 */
const FINE_COINS = new Set(['BTC', 'ETH']);
const FINE_GRID = { binWidth: 0.0005, bins: 2000 };
const COARSE_GRID = { binWidth: 0.001, bins: 1000 };

/** The estimator of an instrument; `tiers` null or contradictory = the fallback table of the exchange. */
export function engineConfig(
  instrument: Instrument,
  tiers: readonly LeverageTier[] | null,
  referencePrice: number | null,
): EstimatorConfig {
  const grid = FINE_COINS.has(instrument.base) ? FINE_GRID : COARSE_GRID;
  const checked = tiers ? checkTiers(tiers) : null;
  return {
    ...configFor(instrument, checked?.ok ? checked.tiers : null),
    ...grid,
    referencePrice: instrument.kind === 'inverse' ? referencePrice : null,
  };
}
