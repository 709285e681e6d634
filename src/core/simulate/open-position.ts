import type { SimulatedMarket } from './market-state';
import type { OpenedPosition } from './position-book';
import { hourMove } from './price-path';
import type { Scenario } from './scenario';
import type { SeededRandom } from './seeded-random';
import { maintenanceShare } from './simulated-tiers';

const DAY_MS = 86_400_000;
const SMALLEST_USD = 15_000;
const LARGEST_USD = 25e6;
const PARETO = 1.25;
/** Mean of the capped Pareto size, USD. */
export const MEAN_SIZE_USD = 62_500;
const MOMENTUM_AGENTS = 0.6;
const CONTRARIAN_TAKER_SHARE = 0.35;

/** A drawn position and how its order met the book. */
export interface Opening {
  position: OpenedPosition;
  isTaker: boolean;
}

/** Where and when an opening happens; ln of the quote price, Unix ms. */
export interface OpeningPlace {
  logEntry: number;
  timeMs: number;
}

/** Draws one new position at the present state of the market. */
export function drawOpening(market: SimulatedMarket, isHedger: boolean, place: OpeningPlace): Opening {
  const { random, scenario } = market;
  const isMomentum = random.uniform() < MOMENTUM_AGENTS;
  const takerShare = isMomentum ? scenario.momentumTakerShare : CONTRARIAN_TAKER_SHARE;
  const isLong = isHedger ? random.uniform() < 0.5 : choosesLong(market, isMomentum);
  const notional = drawNotional(random) * market.sizeScale;
  const choice = isHedger ? hedgerLeverage(random) : drawLeverage(market, notional);
  const { logEntry, timeMs } = place;
  const logLiquidation = liquidationLog(market, isLong, logEntry, notional, choice.effective);
  const distance = Math.abs(logLiquidation - logEntry);
  const away = isLong ? -distance : distance;
  const hasStop = !isHedger && random.uniform() < scenario.stopShare;
  const hasTakeProfit = !isHedger && random.uniform() < scenario.takeProfitShare;
  return {
    position: {
      isLong,
      isHedger,
      base: notional / Math.exp(logEntry),
      logEntry,
      logLiquidation,
      leverage: choice.setting,
      effectiveLeverage: choice.effective,
      logStop: hasStop ? logEntry + away * random.between(0.2, 0.9) : Number.NaN,
      logTakeProfit: hasTakeProfit ? logEntry - away * random.between(0.2, 1) : Number.NaN,
      openTimeMs: timeMs,
      closeTimeMs: timeMs + random.exponential(meanHoldingMs(scenario, choice.setting, isHedger)),
    },
    isTaker: random.uniform() < takerShare,
  };
}

/** Mean time until an agent closes on its own, ms: the half-life of appendix A over ln 2. */
export function meanHoldingMs(scenario: Scenario, leverage: number, isHedger: boolean): number {
  const halfLifeDays = scenario.life * clip(12 / leverage ** 0.85, 0.12, 8) * (isHedger ? 2 : 1);
  return (halfLifeDays / Math.LN2) * DAY_MS;
}

function choosesLong(market: SimulatedMarket, isMomentum: boolean): boolean {
  const sway = market.scenario.momentum * hourMove(market.path, market.scenario);
  const logOdds = market.regime + (isMomentum ? sway : -sway);
  return market.random.uniform() < 1 / (1 + Math.exp(-logOdds));
}

function drawNotional(random: SeededRandom): number {
  return Math.min(LARGEST_USD, SMALLEST_USD * (1 - random.uniform()) ** (-1 / PARETO));
}

function hedgerLeverage(random: SeededRandom): { setting: number; effective: number } {
  const leverage = random.between(1.02, 2);
  return { setting: leverage, effective: leverage };
}

function drawLeverage(market: SimulatedMarket, notional: number): { setting: number; effective: number } {
  const { random, scenario } = market;
  const millions = notional / market.sizeScale / 1e6;
  const cap = millions > 5 ? 20 : millions > 1 ? 50 : 125;
  if (scenario.family === 'log-normal' && random.uniform() >= 0.2) {
    const leverage = clip(Math.exp(1.5 + 1.1 * random.normal()), 1.05, cap);
    return { setting: leverage, effective: leverage };
  }
  const setting = Math.min(cap, pickFromMenu(scenario, random));
  const isCross = scenario.family === 'settings' && random.uniform() < scenario.crossShare;
  const effective = isCross ? Math.max(1.02, setting / Math.exp(0.7 * Math.abs(random.normal()))) : setting;
  return { setting, effective };
}

function pickFromMenu(scenario: Scenario, random: SeededRandom): number {
  let rest = random.uniform();
  for (let i = 0; i < scenario.leverages.length; i++) {
    rest -= scenario.leverageWeights[i];
    if (rest < 0) return scenario.leverages[i];
  }
  return scenario.leverages[0];
}

function liquidationLog(
  market: SimulatedMarket,
  isLong: boolean,
  logEntry: number,
  notional: number,
  effectiveLeverage: number,
): number {
  const maintenance = maintenanceShare(market.tiers, notional);
  const factor = isLong
    ? (1 - 1 / effectiveLeverage) / (1 - maintenance)
    : (1 + 1 / effectiveLeverage) / (1 + maintenance);
  return logEntry + Math.log(factor);
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
