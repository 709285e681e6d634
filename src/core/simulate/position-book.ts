import { createQueue, pushTrigger, sweepQueue, type TriggerQueue } from './trigger-queue';

/** What an agent holds; prices are natural logarithms. */
export interface OpenedPosition {
  isLong: boolean;
  isHedger: boolean;
  base: number;
  logEntry: number;
  logLiquidation: number;
  /** Setting chosen from the menu. */
  leverage: number;
  /** Notional over margin, 1..125. */
  effectiveLeverage: number;
  /** NaN: no stop-loss. */
  logStop: number;
  /** NaN: no take-profit. */
  logTakeProfit: number;
  openTimeMs: number;
  closeTimeMs: number;
}

/** Every open position, by slot; a slot's stamp changes when its triggers stop counting. */
export interface PositionBook {
  slots: (OpenedPosition | null)[];
  /** Uniform draw of each holder, used to take exact samples of any share. */
  sampleKeys: number[];
  stamps: number[];
  free: number[];
  longBase: number;
  shortBase: number;
  hedgerBase: number;
  longAccounts: number;
  shortAccounts: number;
  /** Fire on the mark price. Keys: -ln p for falling, ln p for rising. */
  liquidationsBelow: TriggerQueue;
  liquidationsAbove: TriggerQueue;
  /** Stop-losses and take-profits; fire on the last price. */
  ordersBelow: TriggerQueue;
  ordersAbove: TriggerQueue;
  /** Voluntary closing, by time. */
  closings: TriggerQueue;
}

/** A book without positions. */
export function createBook(): PositionBook {
  return {
    slots: [],
    sampleKeys: [],
    stamps: [],
    free: [],
    longBase: 0,
    shortBase: 0,
    hedgerBase: 0,
    longAccounts: 0,
    shortAccounts: 0,
    liquidationsBelow: createQueue(),
    liquidationsAbove: createQueue(),
    ordersBelow: createQueue(),
    ordersAbove: createQueue(),
    closings: createQueue(),
  };
}

/** Adds a position and arms its triggers; `sampleKey`, 0..1, orders the accounts for samples. */
export function addPosition(book: PositionBook, position: OpenedPosition, sampleKey: number): void {
  const slot = book.free.pop() ?? book.slots.length;
  book.slots[slot] = position;
  book.sampleKeys[slot] = sampleKey;
  book.stamps[slot] = (book.stamps[slot] ?? 0) + 1;
  count(book, position, 1);
  armTriggers(book, slot);
  pushTrigger(book.closings, position.closeTimeMs, slot, book.stamps[slot]);
}

/** Removes the position of a slot (index into `slots`) and returns it. */
export function removePosition(book: PositionBook, slot: number): OpenedPosition {
  const position = book.slots[slot];
  if (!position) throw new Error(`no position in slot: ${slot}`);
  count(book, position, -1);
  book.slots[slot] = null;
  book.stamps[slot]++;
  book.free.push(slot);
  return position;
}

/** Moves a position's liquidation price and arms its triggers anew. */
export function moveLiquidation(book: PositionBook, slot: number, logLiquidation: number): void {
  const position = book.slots[slot];
  if (!position) throw new Error(`no position in slot: ${slot}`);
  position.logLiquidation = logLiquidation;
  book.stamps[slot]++;
  armTriggers(book, slot);
  pushTrigger(book.closings, position.closeTimeMs, slot, book.stamps[slot]);
}

/** Drops triggers of closed positions once they outnumber the open ones. */
export function tidyBook(book: PositionBook): void {
  const limit = 2 * (book.longAccounts + book.shortAccounts) + 1024;
  const isAlive = (slot: number, stamp: number): boolean => book.stamps[slot] === stamp;
  for (const queue of [
    book.liquidationsBelow,
    book.liquidationsAbove,
    book.ordersBelow,
    book.ordersAbove,
    book.closings,
  ]) {
    if (queue.size > limit) sweepQueue(queue, isAlive);
  }
}

function armTriggers(book: PositionBook, slot: number): void {
  const position = book.slots[slot];
  if (!position) return;
  const stamp = book.stamps[slot];
  const { logLiquidation, logStop, logTakeProfit } = position;
  if (position.isLong) {
    pushTrigger(book.liquidationsBelow, -logLiquidation, slot, stamp);
    if (!Number.isNaN(logStop)) pushTrigger(book.ordersBelow, -logStop, slot, stamp);
    if (!Number.isNaN(logTakeProfit)) pushTrigger(book.ordersAbove, logTakeProfit, slot, stamp);
  } else {
    pushTrigger(book.liquidationsAbove, logLiquidation, slot, stamp);
    if (!Number.isNaN(logStop)) pushTrigger(book.ordersAbove, logStop, slot, stamp);
    if (!Number.isNaN(logTakeProfit)) pushTrigger(book.ordersBelow, -logTakeProfit, slot, stamp);
  }
}

function count(book: PositionBook, position: OpenedPosition, sign: 1 | -1): void {
  if (position.isHedger) book.hedgerBase += sign * position.base;
  if (position.isLong) {
    book.longBase += sign * position.base;
    book.longAccounts += sign;
  } else {
    book.shortBase += sign * position.base;
    book.shortAccounts += sign;
  }
}
