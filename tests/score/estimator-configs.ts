import { configFor, type EstimatorConfig } from '../../src/core/estimate/estimator-config';
import type { LeverageTier } from '../../src/core/market/leverage-tier';

/** The simulated venue reports nearly all of its liquidations (appendix A: .74 to .97, here .95 to .98). */
const SIMULATED_REPORTS = 0.95;

/** As the product would set itself up for the simulated venue. */
export function simulatedConfig(tiers: readonly LeverageTier[], learns = true): EstimatorConfig {
  const config = configFor({ exchange: 'simulated', base: 'BTC', kind: 'linear' }, tiers);
  return { ...config, learns, priors: { ...config.priors, reportingFraction: SIMULATED_REPORTS } };
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
