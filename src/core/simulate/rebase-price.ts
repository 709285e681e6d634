import { startBar } from './bar-builder';
import type { SimulatedMarket } from './market-state';
import type { TriggerQueue } from './trigger-queue';

/**
 * Restates a whole market so that its last price is `price` now; every USD notional stays what it is. Only sound
 * between bars.
 */
export function rebasePrice(market: SimulatedMarket, price: number): void {
  const { path, book } = market;
  const shift = Math.log(price) - path.logLast;
  path.logLast += shift;
  path.logMark += shift;
  path.logFair += shift;
  for (let i = 0; i < path.hour.length; i++) path.hour[i] += shift;
  for (const position of book.slots) {
    if (!position) continue;
    position.logEntry += shift;
    position.logLiquidation += shift;
    position.logStop += shift;
    position.logTakeProfit += shift;
    position.base *= Math.exp(-shift);
  }
  for (const queue of [book.liquidationsBelow, book.ordersBelow]) shiftKeys(queue, -shift);
  for (const queue of [book.liquidationsAbove, book.ordersAbove]) shiftKeys(queue, shift);
  const baseFactor = Math.exp(-shift);
  book.longBase *= baseFactor;
  book.shortBase *= baseFactor;
  book.hedgerBase *= baseFactor;
  market.dayVolume *= baseFactor;
  const mark = Math.exp(path.logMark);
  market.minuteBar = startBar(market.minuteBar.intervalMs, market.nowMs, price, mark);
  market.fiveMinuteBar = startBar(market.fiveMinuteBar.intervalMs, market.nowMs, price, mark);
}

function shiftKeys(queue: TriggerQueue, shift: number): void {
  for (let i = 0; i < queue.size; i++) queue.keys[i] += shift;
}
