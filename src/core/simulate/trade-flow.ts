import type { SimulatedMarket } from './market-state';
import { drawOpening, MEAN_SIZE_USD } from './open-position';
import { addPosition, moveLiquidation, type PositionBook, removePosition } from './position-book';
import { pressPath, TICK_MS, TICKS_PER_DAY } from './price-path';
import { dropFirst, type TriggerQueue, visitUpTo } from './trigger-queue';

const EXPECTED_HOLDING_DAYS = 1;
const STEERING_POWER = 3;
const HEDGER_STEERING = 12;
const HEDGER_ARRIVALS = 0.05;
const FILL_SLIPPAGE = 0.0004;
const TROUBLE = 0.6;
const TROUBLE_DISTANCE = 0.04;
const TOP_UP_MOVE = 0.5;

/** New positions of one tick, whose log return is `tickReturn`, and the trades of those who hold nothing overnight. */
export function openPositions(market: SimulatedMarket, tickReturn: number): void {
  const { random, path, scenario, book } = market;
  const activity = Math.exp(0.8 * path.logVol - 0.04);
  const heldUsd = ((book.longBase + book.shortBase) / 2) * Math.exp(path.logLast);
  const wantedUsd = market.targetUsd * Math.exp(market.appetite);
  const pull = Math.min(8, (wantedUsd / heldUsd) ** STEERING_POWER);
  const rate =
    (2 * market.targetUsd) / (MEAN_SIZE_USD * market.sizeScale) / (EXPECTED_HOLDING_DAYS * scenario.life);
  const openings = random.poisson((rate / TICKS_PER_DAY) * activity * pull);
  for (let i = 0; i < openings; i++) {
    const place = {
      logEntry: path.logLast - tickReturn * random.uniform(),
      timeMs: market.nowMs - Math.floor(TICK_MS * random.uniform()),
    };
    const { position, isTaker } = drawOpening(market, random.uniform() < hedgerChance(market), place);
    addPosition(book, position, random.uniform());
    recordTrade(market, position.base, position.isLong, isTaker);
  }
  tradeNoise(market, tickReturn, activity);
}

/** Forced closings by the mark price; their orders then move the price. */
export function liquidate(market: SimulatedMarket): void {
  const { book, path } = market;
  const sold = popLiquidations(market, book.liquidationsBelow, -path.logMark);
  const bought = popLiquidations(market, book.liquidationsAbove, path.logMark);
  if (sold > 0) pressPath(path, market.scenario, sold, false, market.dayVolume);
  if (bought > 0) pressPath(path, market.scenario, bought, true, market.dayVolume);
}

/** Stop-losses, take-profits and voluntary closings. */
export function closePositions(market: SimulatedMarket): void {
  const { book, path, random } = market;
  popOrders(market, book.ordersBelow, -path.logLast, false);
  popOrders(market, book.ordersAbove, path.logLast, true);
  for (let slot = nextDue(book, book.closings, market.nowMs); slot >= 0; ) {
    const position = removePosition(book, slot);
    recordTrade(market, position.base, !position.isLong, random.uniform() < 0.5);
    slot = nextDue(book, book.closings, market.nowMs);
  }
}

/**
 * Lets holders in trouble (liquidation near and most of the way to it used) add margin: the liquidation price moves
 * away by half of its first distance.
 */
export function topUp(market: SimulatedMarket): void {
  const { book, path } = market;
  const near: number[] = [];
  const collect = (slot: number, stamp: number): void => {
    if (book.stamps[slot] === stamp) near.push(slot);
  };
  visitUpTo(book.liquidationsBelow, TROUBLE_DISTANCE - path.logMark, collect);
  visitUpTo(book.liquidationsAbove, TROUBLE_DISTANCE + path.logMark, collect);
  for (const slot of near) topUpOne(market, slot);
}

function topUpOne(market: SimulatedMarket, slot: number): void {
  const { book, path, random, scenario } = market;
  const position = book.slots[slot];
  if (!position || position.isHedger) return;
  const distance = position.logLiquidation - position.logEntry;
  if ((path.logMark - position.logEntry) / distance < TROUBLE) return;
  if (random.uniform() >= scenario.topUpProbability) return;
  position.effectiveLeverage = Math.max(1, position.effectiveLeverage / (1 + TOP_UP_MOVE));
  moveLiquidation(book, slot, position.logLiquidation + TOP_UP_MOVE * distance);
}

function hedgerChance(market: SimulatedMarket): number {
  const { book, scenario } = market;
  if (scenario.family === 'log-normal') return 0;
  const held = book.hedgerBase / Math.max(1e-12, book.longBase + book.shortBase);
  return Math.min(0.9, HEDGER_ARRIVALS * Math.exp(HEDGER_STEERING * (scenario.hedgerShare - held)));
}

function recordTrade(market: SimulatedMarket, base: number, isBuy: boolean, isTaker: boolean): void {
  market.tickVolume += base;
  if (isBuy === isTaker) market.tickTakerBuy += base;
}

function tradeNoise(market: SimulatedMarket, tickReturn: number, activity: number): void {
  const { random, scenario, book } = market;
  const heldBase = 2 * Math.max(book.longBase, book.shortBase);
  const volume = ((scenario.noiseVolume * heldBase) / TICKS_PER_DAY) * activity * random.exponential(1);
  const sigma = scenario.sigmaDay / Math.sqrt(TICKS_PER_DAY);
  const buyShare = 0.5 + 0.15 * Math.tanh(tickReturn / sigma) + 0.1 * random.normal();
  market.tickVolume += volume;
  market.tickTakerBuy += volume * Math.min(1, Math.max(0, buyShare));
}

function popLiquidations(market: SimulatedMarket, queue: TriggerQueue, reached: number): number {
  const { book, random } = market;
  let base = 0;
  for (let slot = nextDue(book, queue, reached); slot >= 0; slot = nextDue(book, queue, reached)) {
    const position = removePosition(book, slot);
    base += position.base;
    recordTrade(market, position.base, !position.isLong, true);
    const slip = FILL_SLIPPAGE * Math.abs(random.normal()) * (position.isLong ? -1 : 1);
    const price = Math.exp(position.logLiquidation + slip);
    market.tickClosings.push({
      liquidation: {
        timeMs: market.nowMs - TICK_MS + Math.floor(TICK_MS * random.uniform()),
        positionSide: position.isLong ? 'long' : 'short',
        price,
        priceKind: 'average-fill',
        base: position.base,
        notionalUsd: position.base * price,
        isSampled: false,
      },
      liquidationPrice: Math.exp(position.logLiquidation),
    });
  }
  return base;
}

function popOrders(market: SimulatedMarket, queue: TriggerQueue, reached: number, isRise: boolean): void {
  const { book } = market;
  for (let slot = nextDue(book, queue, reached); slot >= 0; slot = nextDue(book, queue, reached)) {
    const position = removePosition(book, slot);
    const isTakeProfit = position.isLong === isRise;
    recordTrade(market, position.base, !position.isLong, !isTakeProfit);
  }
}

/** Slot of the first entry up to `reached` that still counts, removed from the queue; -1 when there is none. */
function nextDue(book: PositionBook, queue: TriggerQueue, reached: number): number {
  while (queue.size > 0 && queue.keys[0] <= reached) {
    const slot = queue.owners[0];
    const stamp = queue.stamps[0];
    dropFirst(queue);
    if (book.stamps[slot] === stamp) return slot;
  }
  return -1;
}
