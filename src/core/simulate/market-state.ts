import type { LeverageTier } from '../market/leverage-tier';
import type { Liquidation } from '../market/liquidation';
import type { BarBuilder } from './bar-builder';
import type { PositionBook } from './position-book';
import type { PricePath } from './price-path';
import type { Scenario, ScenarioFamily } from './scenario';
import type { SeededRandom } from './seeded-random';

/** How a simulated market begins. */
export interface MarketOptions {
  /** Equal options give equal markets. */
  seed: number;
  /** Default `settings`. */
  family?: ScenarioFamily;
  /** Unix ms, a multiple of five minutes: the first bar begins here. */
  startMs: number;
  /** Quote currency, default 100. */
  startPrice?: number;
  /** Multiplies every position and bracket, default 1 (open interest of about 0.6 billion USD). */
  sizeScale?: number;
  /** Days lived through in silence before `startMs`, so that positions have history; default 6. */
  prerollDays?: number;
}

/** One agent market; owned by its caller and changed only by `advanceMarket`. */
export interface SimulatedMarket {
  scenario: Scenario;
  random: SeededRandom;
  /** Factor on the size of every position and bracket. */
  sizeScale: number;
  tiers: LeverageTier[];
  nowMs: number;
  path: PricePath;
  book: PositionBook;
  /** Log-odds of going long that agents share. */
  regime: number;
  /** Logarithm of the appetite for open interest, 0 = usual. */
  appetite: number;
  /** Moving estimate of the volume of a day, base coins. */
  dayVolume: number;
  /** USD notional that arrivals steer to. */
  targetUsd: number;
  tickVolume: number;
  tickTakerBuy: number;
  tickClosings: ForcedClosing[];
  minuteBar: BarBuilder;
  fiveMinuteBar: BarBuilder;
}

/** A forced closing as a complete feed would report it, and what none reports. */
export interface ForcedClosing {
  liquidation: Liquidation;
  /** Mark price that set it off, quote currency; the order fills a little beyond. */
  liquidationPrice: number;
}

/** One step of ten seconds as a live feed would show it. */
export interface MarketTick {
  timeMs: number;
  last: number;
  mark: number;
  volumeBase: number;
  takerBuyBase: number;
}
