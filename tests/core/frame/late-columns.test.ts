import { describe, expect, test } from 'vitest';
import { buildGrid } from '../../../src/core/frame/build-grid';
import { clearFrom, markSealed } from '../../../src/core/frame/column-table';
import { isLate, LATE_MS, sumDeadlineMs, sumFrozenUntilMs } from '../../../src/core/frame/late-columns';
import { planOf, STEP, T0, tableOf } from './grid-samples';

const LEVELS = [{ price: 95, usd: 1e6 }];
const CLOSES = Array.from({ length: 12 }, () => 100);

function sealedTable(sealedAtMs: (column: number) => number) {
  const table = tableOf(CLOSES, LEVELS);
  CLOSES.forEach((_close, column) => {
    markSealed(table, T0 + column * STEP, sealedAtMs(column));
  });
  return table;
}

const promptly = (column: number): number => T0 + (column + 1) * STEP + 1000;

describe('sumDeadlineMs', () => {
  test('sumDeadlineMs of history counts from the end of the column', () => {
    expect(
      sumDeadlineMs(
        sealedTable(() => 0),
        T0,
      ),
    ).toBe(T0 + STEP + LATE_MS);
  });

  test('sumDeadlineMs of a column that came late itself counts from when it came', () => {
    expect(
      sumDeadlineMs(
        sealedTable(() => T0 + 1e8),
        T0,
      ),
    ).toBe(T0 + 1e8 + LATE_MS);
  });

  test('sumDeadlineMs without an own column is NaN', () => {
    expect(sumDeadlineMs(sealedTable(promptly), T0 - STEP)).toBeNaN();
  });
});

describe('isLate', () => {
  const own = sealedTable(promptly);

  test('isLate of a column frozen within half an hour of the own one is false, of one after that true', () => {
    const inTime = sealedTable((column) => promptly(column) + LATE_MS);
    const tooLate = sealedTable((column) => promptly(column) + LATE_MS + 1);
    expect([isLate(inTime, own, T0), isLate(tooLate, own, T0)]).toEqual([false, true]);
  });

  test('isLate of the history that an exchange comes with is false, however late it comes', () => {
    expect(
      isLate(
        sealedTable(() => 0),
        own,
        T0,
      ),
    ).toBe(false);
  });

  test('isLate of the own columns is false', () => {
    const table = sealedTable(() => T0 + 1e9);
    expect(isLate(table, table, T0)).toBe(false);
  });
});

describe('sumFrozenUntilMs', () => {
  const END = T0 + CLOSES.length * STEP;
  const part = (sealedEndMs: number) => ({ table: sealedTable(promptly), sealedEndMs });

  test('sumFrozenUntilMs of exchanges that have all delivered is the end of what is sealed', () => {
    expect(sumFrozenUntilMs([part(END), part(END + STEP)], END + 2000)).toBe(END);
  });

  test('sumFrozenUntilMs waits half an hour for an exchange that is behind, then goes on without', () => {
    const parts = [part(END), part(T0 + 4 * STEP)];
    expect(sumFrozenUntilMs(parts, END)).toBe(T0 + 5 * STEP);
    expect(sumFrozenUntilMs(parts, promptly(6) + LATE_MS)).toBe(T0 + 6 * STEP);
    expect(sumFrozenUntilMs(parts, promptly(6) + LATE_MS + 1)).toBe(T0 + 7 * STEP);
    expect(sumFrozenUntilMs(parts, END + 1e9)).toBe(END);
  });

  test('sumFrozenUntilMs is never beyond what the frame has sealed itself', () => {
    expect(sumFrozenUntilMs([part(T0 + 3 * STEP), part(END)], END + 1e9)).toBe(T0 + 3 * STEP);
  });

  test('sumFrozenUntilMs of exchanges without a sealed column is -Infinity', () => {
    expect(sumFrozenUntilMs([part(Number.NEGATIVE_INFINITY)], END)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('buildGrid of a sum with late columns', () => {
  const own = sealedTable(promptly);
  const usdOf = (other: ReturnType<typeof sealedTable>): Uint8Array => {
    const sources = [own, other].map((table) => ({ table, forming: null, isCounted: true }));
    return buildGrid(planOf(own, CLOSES.length, { sources }), 'sum', null).grid.usd;
  };

  test('buildGrid leaves them out and lends the last timely one, as if they had never come', () => {
    const late = sealedTable((column) => promptly(column) + (column >= 3 ? 1e9 : 0));
    const absent = sealedTable(promptly);
    clearFrom(absent, T0 + 3 * STEP);
    expect(usdOf(late)).toEqual(usdOf(absent));
    expect(usdOf(late)).not.toEqual(usdOf(sealedTable(promptly)));
  });
});
