import { fallbackTiers } from '../margin/fallback-registry';
import type { Instrument } from '../market/instrument';
import type { LeverageTier } from '../market/leverage-tier';
import { DEFAULT_PRIORS, type VenuePriors, venuePriors } from './venue-priors';

/** What an estimator is built for; fixed for its life and part of a checkpoint. */
export interface EstimatorConfig {
  kind: 'linear' | 'inverse';
  /** Maintenance brackets, checked; empty when none is known (0.5 % is assumed). */
  tiers: readonly LeverageTier[];
  /** Closing fee counted into the requirement, fraction. */
  feeRate: number;
  priors: VenuePriors;
  /** Price at which typical USD sizes become coin sizes for inverse brackets; null = use the lowest brackets. */
  referencePrice: number | null;
  /** Width of a bin in ln price: 0.001 for majors, 0.002 for others. */
  binWidth: number;
  /** Number of bins of a plane, even. */
  bins: number;
  /** ln price at which bin 0 of the global lattice begins. */
  logOrigin: number;
  /** Usual length of a bar, ms. */
  barMs: number;
  /** Online learning from realised liquidations. */
  learns: boolean;
}

/** A linear contract of unknown brackets in bins of 0.1 % and bars of five minutes. */
export const DEFAULT_CONFIG: EstimatorConfig = {
  kind: 'linear',
  tiers: [],
  feeRate: 0,
  priors: DEFAULT_PRIORS,
  referencePrice: null,
  binWidth: 0.001,
  bins: 1000,
  logOrigin: 0,
  barMs: 300_000,
  learns: true,
};

const FINE_BINS = new Set(['BTC', 'ETH']);

/** Configuration of an instrument: its own brackets when known, else the fallback table of the exchange. */
export function configFor(
  instrument: Pick<Instrument, 'exchange' | 'base' | 'kind'>,
  tiers: readonly LeverageTier[] | null = null,
): EstimatorConfig {
  const fallback = fallbackTiers(instrument);
  return {
    ...DEFAULT_CONFIG,
    kind: instrument.kind,
    tiers: tiers ?? fallback.tiers,
    feeRate: fallback.feeRate,
    priors: venuePriors(instrument.exchange),
    binWidth: FINE_BINS.has(instrument.base) ? 0.001 : 0.002,
  };
}
