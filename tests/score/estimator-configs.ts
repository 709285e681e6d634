import { configFor, type EstimatorConfig } from '../../src/core/estimate/estimator-config';
import type { LeverageTier } from '../../src/core/market/leverage-tier';

/** The simulated venue reports nearly all of its liquidations (appendix A: .74 to .97). */
const SIMULATED_REPORTS = 0.95;

/**
 * Its positions live longer in every class than those of the venues that the defaults are checked on, and cross margin
 * moves them a little less far: worlds for tuning ask for a third more and for 2.0, real series for neither (TRIALS.md).
 */
const SIMULATED_LIVES = 1.3;
const SIMULATED_CROSS_REACH = 2;

/** As the product would set itself up for the simulated venue. */
export function simulatedConfig(tiers: readonly LeverageTier[], learns = true): EstimatorConfig {
  const config = configFor({ exchange: 'simulated', base: 'BTC', kind: 'linear' }, tiers);
  const halfLifeDays = config.priors.halfLifeDays.map((days) => days * SIMULATED_LIVES);
  const priors = {
    ...config.priors,
    halfLifeDays,
    crossReach: SIMULATED_CROSS_REACH,
    reportingFraction: SIMULATED_REPORTS,
  };
  return { ...config, learns, priors };
}

/** For a real series: a large general venue whose reported totals are taken as they are. */
export function seriesConfig(barMs: number, learns = true): EstimatorConfig {
  const config = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
  return { ...config, learns, barMs, priors: { ...config.priors, reportingFraction: 1, isFullFeed: true } };
}

/** For Hyperliquid's own open interest. */
export function hyperliquidConfig(base: string): EstimatorConfig {
  const config = configFor({ exchange: 'hyperliquid', base, kind: 'linear' });
  return { ...config, barMs: 3_600_000, binWidth: 0.001 };
}
