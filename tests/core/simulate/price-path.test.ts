import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createPath,
  hourMove,
  type PricePath,
  pressPath,
  stepPath,
} from '../../../src/core/simulate/price-path';
import { drawScenario, type Scenario } from '../../../src/core/simulate/scenario';
import { createRandom } from '../../../src/core/simulate/seeded-random';
import { STILL } from './market-samples';

const SCENARIO: Scenario = {
  ...drawScenario(createRandom(1), 'settings'),
  impact: 0.5,
  sigmaDay: 0.03,
  degreesOfFreedom: 5,
};
const START = Math.log(100);

function settle(path: PricePath, ticks: number): void {
  for (let tick = 0; tick < ticks; tick++) stepPath(path, SCENARIO, STILL);
}

describe('pressPath', () => {
  test('of a sale of 4 % of the day, moves by impact x sigma x sqrt(0.04) = 0.3 %, 65 % of it for a while', () => {
    const path = createPath(START);
    pressPath(path, SCENARIO, 4, false, 100);
    expect(path.logFair - START).toBeCloseTo(-0.35 * 0.003, 12);
    expect(path.transient).toBeCloseTo(-0.65 * 0.003, 12);
  });

  test('of a purchase, is the mirror image of a sale', () => {
    const sold = createPath(START);
    const bought = createPath(START);
    pressPath(sold, SCENARIO, 7, false, 50);
    pressPath(bought, SCENARIO, 7, true, 50);
    expect(bought.logFair - START).toBeCloseTo(START - sold.logFair, 12);
    expect(bought.transient).toBe(-sold.transient);
  });

  test('of two ticks in a row, moves by the sum of both, whatever went before', () => {
    const size = fc.double({ min: 0.001, max: 50, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.boolean(), (first, second, isBuy) => {
        const both = createPath(START);
        for (const base of [first, second]) pressPath(both, SCENARIO, base, isBuy, 1000);
        const way = isBuy ? 1 : -1;
        const moved = way * 0.015 * (Math.sqrt(first / 1000) + Math.sqrt(second / 1000));
        expect(both.logFair - START + both.transient).toBeCloseTo(moved, 10);
      }),
      { seed: 34 },
    );
  });
});

describe('stepPath', () => {
  test('lets 65 % of a forced move revert at 1.2 % a tick and keeps 35 %', () => {
    const path = createPath(START);
    pressPath(path, SCENARIO, 4, false, 100);
    settle(path, 1);
    expect(path.logLast - START).toBeCloseTo(-0.00105 - 0.00195 * 0.988, 12);
    settle(path, 57);
    expect(path.transient).toBeCloseTo(-0.00195 * 0.988 ** 58, 12);
    settle(path, 2000);
    expect(path.logLast - START).toBeCloseTo(-0.00105, 9);
  });

  test('jumps by .8 %, 1.2 times a day, up as often as down', () => {
    const random = createRandom(38);
    const path = createPath(START);
    const calm = { ...SCENARIO, sigmaDay: 0 };
    const days = 200;
    const jumps: number[] = [];
    for (let tick = 0; tick < days * 8640; tick++) {
      const move = stepPath(path, calm, random);
      if (Math.abs(move) > 1e-9) jumps.push(move);
    }
    expect(jumps.every((jump) => Math.abs(Math.abs(jump) - 0.008) < 1e-9)).toBe(true);
    expect(Math.abs(jumps.length / days - 1.2)).toBeLessThan(0.2);
    expect(Math.abs(jumps.filter((jump) => jump > 0).length / jumps.length - 0.5)).toBeLessThan(0.1);
  });

  test('brings the mark price 35 % of the way to the last price each tick', () => {
    const path = createPath(START);
    path.logFair = START + 0.01;
    for (let tick = 1; tick <= 8; tick++) {
      settle(path, 1);
      expect(path.logLast).toBe(START + 0.01);
      expect(path.logMark - START).toBeCloseTo(0.01 * (1 - 0.65 ** tick), 12);
    }
  });

  test('returns the log return of the tick', () => {
    const random = createRandom(35);
    const path = createPath(START);
    let sum = 0;
    for (let tick = 0; tick < 500; tick++) sum += stepPath(path, SCENARIO, random);
    expect(sum).toBeCloseTo(path.logLast - START, 10);
  });

  test('has the variance of a day that the world asks for, jumps on top', () => {
    const random = createRandom(36);
    const path = createPath(START);
    const days = 80;
    let squares = 0;
    for (let tick = 0; tick < days * 8640; tick++) squares += stepPath(path, SCENARIO, random) ** 2;
    const expected = 0.03 ** 2 + 1.2 * 0.008 ** 2;
    expect(squares / days / expected).toBeGreaterThan(0.75);
    expect(squares / days / expected).toBeLessThan(1.3);
  });

  test('gives five-minute returns with fat tails, as documented', () => {
    const random = createRandom(37);
    const path = createPath(START);
    const returns: number[] = [];
    for (let bar = 0; bar < 60 * 288; bar++) {
      let sum = 0;
      for (let tick = 0; tick < 30; tick++) sum += stepPath(path, SCENARIO, random);
      returns.push(sum);
    }
    const moment = (power: number): number =>
      returns.reduce((sum, value) => sum + value ** power, 0) / returns.length;
    expect(moment(4) / moment(2) ** 2).toBeGreaterThan(5);
    expect(moment(4) / moment(2) ** 2).toBeLessThan(18);
  });
});

describe('hourMove', () => {
  test('of a rise within the last hour, is the rise in standard deviations of an hour', () => {
    const path = createPath(START);
    settle(path, 360);
    path.logFair = START + 0.03;
    settle(path, 359);
    expect(hourMove(path, SCENARIO)).toBeCloseTo(4.9, 9);
  });

  test('of a rise that is an hour old, is 0', () => {
    const path = createPath(START);
    path.logFair = START + 0.03;
    settle(path, 360);
    expect(hourMove(path, SCENARIO)).toBe(0);
  });
});
