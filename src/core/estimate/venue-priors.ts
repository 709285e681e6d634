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
  /** How much a side thins per unit (ln) of its gain over days, in ln; positions of 3x to 10x. */
  profitTaking: number;
  /** True where the feed reports every liquidation: only such a feed teaches the level. */
  isFullFeed: boolean;
}

/** Tuned on simulated worlds apart from the public seeds and checked on three real series (tests/score/TRIALS.md). */
const HALF_LIFE_DAYS: readonly number[] = [5, 5, 3.6, 1.2, 0.6, 0.5, 0.32, 0.2, 0.18, 0.15];

const RETAIL_MIX: readonly number[] = [
  0.252, 0.165, 0.135, 0.225, 0.122, 0.038, 0.0385, 0.008, 0.0135, 0.003,
];

/** Its traders hold more at 5x and 20x than the general venues' (tests/score/TRIALS.md). */
const HYPERLIQUID_MIX: readonly number[] = [0.24, 0.11, 0.2, 0.185, 0.15, 0.042, 0.047, 0.008, 0.015, 0.003];

/** Most venues. */
export const DEFAULT_PRIORS: VenuePriors = {
  openingMix: RETAIL_MIX,
  halfLifeDays: HALF_LIFE_DAYS,
  sharpness: 0.55,
  crossReach: 2.2,
  reportingFraction: 1,
  profitTaking: 2,
  isFullFeed: true,
};

/**
 * Hedgers' share of what is opened on the large general venues, whose open interest holds basis trades; above the
 * retail share, below the .58 that the reference learned on BTC with shorter half-lives (estimation.md, appendix B).
 */
const BASIS_TRADES = 0.45;

/**
 * Hyperliquid, from 65 snapshots of its leaders' positions: hardly any liquidation lies at the nominal distance, most
 * lie several times farther, positions are held for weeks, and gains are not taken (tests/score/TRIALS.md).
 */
const HYPERLIQUID: Partial<VenuePriors> = {
  openingMix: HYPERLIQUID_MIX,
  halfLifeDays: HALF_LIFE_DAYS.map((days) => 6 * days),
  sharpness: 0.05,
  crossReach: 8,
  profitTaking: 0,
  isFullFeed: false,
};

const BY_EXCHANGE: Readonly<Record<string, Partial<VenuePriors>>> = {
  binance: { openingMix: withHedgers(BASIS_TRADES), reportingFraction: 0.35, isFullFeed: false },
  okx: { openingMix: withHedgers(BASIS_TRADES), reportingFraction: 0.35, isFullFeed: false },
  bitget: { openingMix: withHedgers(BASIS_TRADES), reportingFraction: 0.5, isFullFeed: false },
  aster: { reportingFraction: 0.35, isFullFeed: false },
  hyperliquid: HYPERLIQUID,
};

/** Priors of an exchange; the defaults for one without its own. */
export function venuePriors(exchange: string): VenuePriors {
  return { ...DEFAULT_PRIORS, ...BY_EXCHANGE[exchange] };
}

/** The retail mix beside another share of hedgers. */
function withHedgers(share: number): number[] {
  return RETAIL_MIX.map((part, index) => (index === 0 ? share : (part * (1 - share)) / (1 - RETAIL_MIX[0])));
}
