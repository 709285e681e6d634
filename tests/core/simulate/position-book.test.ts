import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPosition,
  createBook,
  moveLiquidation,
  type OpenedPosition,
  type PositionBook,
  removePosition,
  tidyBook,
} from '../../../src/core/simulate/position-book';
import { dropFirst, type TriggerQueue } from '../../../src/core/simulate/trigger-queue';
import { positionOf, shortOf } from './market-samples';

const holders = (book: PositionBook): OpenedPosition[] =>
  book.slots.filter((position): position is OpenedPosition => position !== null);

/** Keys that still count, in the order in which they would fire; empties the queue. */
function firing(book: PositionBook, queue: TriggerQueue): number[] {
  const keys: number[] = [];
  for (; queue.size > 0; dropFirst(queue)) {
    if (book.stamps[queue.owners[0]] === queue.stamps[0]) keys.push(queue.keys[0]);
  }
  return keys;
}

interface Step {
  kind: 'add' | 'remove' | 'move';
  pick: number;
  isLong: boolean;
  isHedger: boolean;
  base: number;
  log: number;
}

const STEP: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('add', 'add', 'remove', 'move'),
  pick: fc.nat(1000),
  isLong: fc.boolean(),
  isHedger: fc.boolean(),
  // Whole coins, so that sums are exact in any order.
  base: fc.integer({ min: 1, max: 1000 }),
  log: fc.double({ min: 4, max: 5, noNaN: true }),
});

function play(steps: readonly Step[]): PositionBook {
  const book = createBook();
  for (const { kind, pick, isLong, isHedger, base, log } of steps) {
    if (kind === 'add') {
      addPosition(book, positionOf({ isLong, isHedger, base, logLiquidation: log }), 0.5);
      continue;
    }
    const open = book.slots.flatMap((position, slot) => (position ? [slot] : []));
    if (open.length === 0) continue;
    const slot = open[pick % open.length];
    if (kind === 'remove') removePosition(book, slot);
    else moveLiquidation(book, slot, log);
  }
  return book;
}

const STORIES = fc.array(STEP, { maxLength: 120 });

describe('a position book', () => {
  test('counts exactly what its open positions add up to, after any adding, removing and moving', () => {
    fc.assert(
      fc.property(STORIES, (steps) => {
        const book = play(steps);
        const open = holders(book);
        const baseOf = (held: OpenedPosition[]): number => held.reduce((sum, { base }) => sum + base, 0);
        expect(book.longBase).toBe(baseOf(open.filter(({ isLong }) => isLong)));
        expect(book.shortBase).toBe(baseOf(open.filter(({ isLong }) => !isLong)));
        expect(book.hedgerBase).toBe(baseOf(open.filter(({ isHedger }) => isHedger)));
        expect(book.longAccounts).toBe(open.filter(({ isLong }) => isLong).length);
        expect(book.shortAccounts).toBe(open.filter(({ isLong }) => !isLong).length);
      }),
      { seed: 32 },
    );
  });

  test('arms one liquidation for each open position, nearest first, and none for a closed or moved one', () => {
    fc.assert(
      fc.property(STORIES, (steps) => {
        const book = play(steps);
        const open = holders(book);
        const longs = open.flatMap(({ isLong, logLiquidation }) => (isLong ? [-logLiquidation] : []));
        const shorts = open.flatMap(({ isLong, logLiquidation }) => (isLong ? [] : [logLiquidation]));
        expect(firing(book, book.liquidationsBelow)).toEqual(longs.sort((a, b) => a - b));
        expect(firing(book, book.liquidationsAbove)).toEqual(shorts.sort((a, b) => a - b));
        expect(firing(book, book.closings)).toHaveLength(open.length);
      }),
      { seed: 33 },
    );
  });

  test('uses a freed slot again and never fires the triggers of its former holder', () => {
    const book = createBook();
    addPosition(book, positionOf({ logLiquidation: 4.5 }), 0.1);
    removePosition(book, 0);
    addPosition(book, positionOf({ logLiquidation: 4.4 }), 0.2);
    expect(book.slots).toHaveLength(1);
    expect(book.sampleKeys[0]).toBe(0.2);
    expect(firing(book, book.liquidationsBelow)).toEqual([-4.4]);
  });

  test.each([
    ['long stop-loss', positionOf({ logStop: 4.55 }), 'ordersBelow', -4.55],
    ['long take-profit', positionOf({ logTakeProfit: 4.65 }), 'ordersAbove', 4.65],
    ['short stop-loss', shortOf({ logStop: 4.65 }), 'ordersAbove', 4.65],
    ['short take-profit', shortOf({ logTakeProfit: 4.55 }), 'ordersBelow', -4.55],
  ] as const)('arms a %s on the side on which price would meet it', (_, position, queue, key) => {
    const book = createBook();
    addPosition(book, position, 0);
    expect(firing(book, book[queue])).toEqual([key]);
    expect(book.ordersBelow.size + book.ordersAbove.size).toBe(0);
  });

  test('tidyBook drops the triggers of closed positions once they are many, and no others', () => {
    const book = createBook();
    for (let slot = 0; slot < 1100; slot++)
      addPosition(book, positionOf({ logLiquidation: 4 + slot / 2000 }), 0);
    for (let slot = 3; slot < 1100; slot++) removePosition(book, slot);
    expect(book.liquidationsBelow.size).toBe(1100);
    tidyBook(book);
    expect(book.liquidationsBelow.size).toBe(3);
    expect(firing(book, book.liquidationsBelow)).toEqual([-4.001, -4.0005, -4]);
  });

  test('tidyBook leaves a queue alone that is mostly alive', () => {
    const book = createBook();
    for (let slot = 0; slot < 100; slot++) addPosition(book, positionOf(), 0);
    for (let slot = 50; slot < 100; slot++) removePosition(book, slot);
    tidyBook(book);
    expect(book.liquidationsBelow.size).toBe(100);
  });

  test('refuses to remove or move what is not there', () => {
    const book = createBook();
    expect(() => removePosition(book, 0)).toThrow('no position in slot: 0');
    expect(() => moveLiquidation(book, 7, 4)).toThrow('no position in slot: 7');
  });
});
