import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrice } from '../../../src/core/plan/parse-price';

describe('parsePrice', () => {
  it.each([
    ['96812.5', 96_812.5],
    ['96,812.5', 96_812.5],
    ['96.812,5', 96_812.5],
    ['96 812,5', 96_812.5],
    ['96\u202f812,5', 96_812.5],
    ["96'812.5", 96_812.5],
    ['1,234,567', 1_234_567],
    ['12,34,567.8', 1_234_567.8],
    ['$96,812', 96_812],
    ['0.00001234', 0.00001234],
    ['0,123', 0.123],
    ['.5', 0.5],
    ['٩٦٬٨١٢٫٥', 96_812.5],
    ['९६८१२', 96_812],
    ['９６８１２', 96_812],
  ])('reads %s', (entered, price) => {
    expect(parsePrice(entered, price)).toBeCloseTo(price, 10);
  });

  it('decides a separator that can be both by the market', () => {
    expect(parsePrice('96.812', 95_000)).toBe(96_812);
    expect(parsePrice('96,812', 95_000)).toBe(96_812);
    expect(parsePrice('96.812', 97)).toBe(96.812);
    expect(parsePrice('96.812')).toBe(96.812);
  });

  it.each([
    '',
    ' ',
    'abc',
    '1e5',
    '-5',
    '0',
    '1.2.3',
    '1,2.3,4',
    '12,3456,7',
    '9..5',
    'NaN',
    'Infinity',
    '5%',
  ])('refuses %j', (entered) => {
    expect(parsePrice(entered, 100)).toBeNull();
  });

  it('reads back what any locale writes', () => {
    const price = fc.double({ min: 0.001, max: 1e7, noNaN: true });
    const locale = fc.constantFrom('en', 'de', 'fr', 'de-CH', 'hi', 'pt-BR', 'ru', 'ar-EG', 'fa');
    fc.assert(
      fc.property(price, locale, (value, tag) => {
        const written = new Intl.NumberFormat(tag, { maximumFractionDigits: 6 }).format(value);
        const read = parsePrice(written, value);
        expect(read).toBeCloseTo(Number(value.toFixed(6)), 6);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
