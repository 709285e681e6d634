import { describe, expect, test } from 'vitest';
import { readPriceAxis } from '../../../src/core/axis/price-axis';
import { areRoundedOff } from '../../../src/core/axis/rounded-labels';

const FIT = { scale: 'linear', a: -100, b: 1000 } as const;

/** Whether ticks are rounded off whose labels end on a digit worth `step` and stand `offPx` from their numbers. */
function isRoundedOff(...painted: [price: number, step: number, offPx: number][]): boolean {
  const price = painted.map(([each]) => each);
  const y = painted.map(([each, , offPx]) => 1000 - 100 * each + offPx);
  return areRoundedOff(
    { y, price },
    painted.map(([, step]) => step),
    FIT,
  );
}

describe('areRoundedOff', () => {
  test('of ticks on their prices is false, with a last price beside them that is rounded', () => {
    expect(isRoundedOff([5, 0.1, 0], [5.5, 0.1, 0.4], [6, 0.1, 0], [6.5, 0.1, 0], [5.8, 0.1, 4])).toBe(false);
  });

  test('of labels of which one in four is off by less than its last digit is true', () => {
    expect(isRoundedOff([5, 0.1, 0], [5.5, 0.1, 4], [6, 0.1, 0], [6.5, 0.1, 0])).toBe(true);
  });

  test('of labels that lie off by just their last digit, give or take a hair, is true', () => {
    for (const offPx of [-10.2, -10, 10, 10.2])
      expect(isRoundedOff([5, 0.1, 0], [5.5, 0.1, offPx], [6, 0.1, 0], [6.5, 0.1, 0])).toBe(true);
  });

  test('of labels that were pushed aside further than their rounding could is false', () => {
    expect(isRoundedOff([5, 0.1, 0], [5.5, 0.1, 14], [6, 0.1, 0], [6.5, 0.1, 0])).toBe(false);
    expect(isRoundedOff([5, 0.01, 0], [5.5, 0.01, 4], [6, 0.1, 0], [6.5, 0.1, 0])).toBe(false);
  });
});

describe('readPriceAxis', () => {
  /** Ticks 60 px apart of which one stands 60 px aside of its number. */
  const read = (texts: string[]) => {
    const labels = texts.map((text, i) => ({ text, x: 0, y: i === 4 ? 30 + 60 * 5 : 30 + 60 * i }));
    return readPriceAxis(labels, 420, { maxRmsPx: 1, referencePrice: 0 });
  };

  test('takes the worth of a last digit with its suffix, and in the style of the reading', () => {
    expect(read(['9K', '8K', '7K', '6K', '5K'])).toHaveProperty('fit.isCoarse', true);
    expect(read(['9,000.5', '8,000.5', '7,000.5', '6,000.5', '5,000.5']).state).toBe('locked');
  });
});
