import { describe, expect, test } from 'vitest';
import { areRoundedOff } from '../../../src/core/axis/rounded-labels';

const FIT = { scale: 'linear', a: -100, b: 1000 } as const;

/** Labels whose ticks are `offPx` from where their numbers stand. */
function labels(...painted: [text: string, offPx: number][]): { text: string; y: number }[] {
  return painted.map(([text, offPx]) => ({ text, y: 1000 - 100 * Number(text) + offPx }));
}

describe('areRoundedOff', () => {
  test('of ticks on their prices is false, with a last price beside them that is rounded', () => {
    const ticks: [string, number][] = [
      ['5.0', 0],
      ['5.5', 0.4],
      ['6.0', 0],
      ['6.5', 0],
    ];
    expect(areRoundedOff(labels(...ticks, ['5.8', 4]), 'point', FIT)).toBe(false);
  });

  test('of labels of which one in four is off by less than its last digit is true', () => {
    expect(areRoundedOff(labels(['5.0', 0], ['5.5', 4], ['6.0', 0], ['6.5', 0]), 'point', FIT)).toBe(true);
  });

  test('of labels that were pushed aside further than their rounding could is false', () => {
    expect(areRoundedOff(labels(['5.0', 0], ['5.5', 14], ['6.0', 0], ['6.5', 0]), 'point', FIT)).toBe(false);
    expect(areRoundedOff(labels(['5.00', 0], ['5.50', 4], ['6.0', 0], ['6.5', 0]), 'point', FIT)).toBe(false);
  });

  test('takes the worth of a last digit with its suffix, and in the given style', () => {
    const thousands = { scale: 'linear', a: -0.1, b: 1000 } as const;
    const at = (text: string, price: number, offPx: number) => ({ text, y: 1000 - 0.1 * price + offPx });
    const rounded = [at('5K', 5000, 0), at('6K', 6000, 60)];
    expect(areRoundedOff(rounded, 'point', thousands)).toBe(true);
    const plain = [at('5.000', 5000, 0), at('6.000', 6000, 60)];
    expect(areRoundedOff(plain, 'comma', thousands)).toBe(false);
  });
});
