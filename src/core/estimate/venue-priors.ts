import { CLASS_COUNT, CLASS_LEVERAGE } from './leverage-classes';

/** What is assumed of a venue before anything is learned; every number is an assumption (estimation.md, mark A). */
export interface VenuePriors {
  /** Share of newly opened notional by class, sum 1. */
  openingMix: readonly number[];
  /** Half-life of a position by class in activity days. */
  halfLifeDays: readonly number[];
  /** Weight of the spike at the class's nominal distance, 0..1; the rest lies between there and `crossReach`. */
  sharpness: number;
  /**
   * Where positions with more margin than their leverage asks for (cross margin) end, as a multiple of the nominal
   * distance, above 1: added margin moves a liquidation price away, never nearer.
   */
  crossReach: number;
  /** Part of the liquidated quantity that the venue's feed reports, 0..1. */
  reportingFraction: number;
  /** True where the feed reports every liquidation: only such a feed teaches the level. */
  isFullFeed: boolean;
}

const HALF_LIFE_DAYS: readonly number[] = [4, 3, 2, 1.1, 0.65, 0.55, 0.32, 0.22, 0.18, 0.16];

const RETAIL_MIX: readonly number[] = [0.3, 0.12, 0.15, 0.2, 0.11, 0.035, 0.05, 0.01, 0.022, 0.003];

/** Most venues. */
export const DEFAULT_PRIORS: VenuePriors = {
  openingMix: RETAIL_MIX,
  halfLifeDays: HALF_LIFE_DAYS,
  sharpness: 0.6,
  crossReach: 2,
  reportingFraction: 1,
  isFullFeed: true,
};

/** Mean and standard deviation of ln effective leverage among Hyperliquid leaders (estimation.md 0, measured). */
const HYPERLIQUID_LOG_LEVERAGE = { mean: 1.5, deviation: 1.35 };

const BY_EXCHANGE: Readonly<Record<string, Partial<VenuePriors>>> = {
  binance: { reportingFraction: 0.35, isFullFeed: false },
  okx: { reportingFraction: 0.35, isFullFeed: false },
  bitget: { reportingFraction: 0.5, isFullFeed: false },
  aster: { reportingFraction: 0.35, isFullFeed: false },
  hyperliquid: { openingMix: logNormalMix(HYPERLIQUID_LOG_LEVERAGE), sharpness: 0.15, isFullFeed: false },
};

/** Priors of an exchange; the defaults for one without its own. */
export function venuePriors(exchange: string): VenuePriors {
  return { ...DEFAULT_PRIORS, ...BY_EXCHANGE[exchange] };
}

/** Opening mix that leads to log-normal effective leverage of the stock: stock share over half-life, normalised. */
function logNormalMix(law: { mean: number; deviation: number }): number[] {
  const cumulative = (index: number): number => {
    if (index < 0) return 0;
    if (index >= CLASS_COUNT - 1) return 1;
    const edge = Math.log(CLASS_LEVERAGE[index] * CLASS_LEVERAGE[index + 1]) / 2;
    return normalCdf((edge - law.mean) / law.deviation);
  };
  const flow = CLASS_LEVERAGE.map(
    (_, index) => (cumulative(index) - cumulative(index - 1)) / HALF_LIFE_DAYS[index],
  );
  const total = flow.reduce((sum, value) => sum + value, 0);
  return flow.map((value) => value / total);
}

/** Logistic approximation of the normal distribution function, error below 2e-4 x 10. */
function normalCdf(z: number): number {
  return 1 / (1 + Math.exp(-1.5976 * z - 0.07056 * z * z * z));
}
