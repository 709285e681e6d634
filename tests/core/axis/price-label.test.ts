import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPriceLabel } from '../../../src/core/axis/price-label';

const NONE = Number.NaN;

describe('readPriceLabel', () => {
  test.each([
    ['61234', 61234, 61234],
    ['61,234.5', 61234.5, NONE],
    ['61.234,5', NONE, 61234.5],
    ['61,234', 61234, 61.234],
    ['61.234', 61.234, 61234],
    ['1 234,5', NONE, 1234.5],
    ['1\u00a0234,5', NONE, 1234.5],
    ['1\u202f234,567', 1234567, 1234.567],
    ["1'234.50", 1234.5, NONE],
    ['1’234.50', 1234.5, NONE],
    ['1,23,456.7', 123456.7, NONE],
    ['−12.5', -12.5, NONE],
    ['\u200e-12.5\u200f', -12.5, NONE],
    ['$61,234.5', 61234.5, NONE],
    ['61,234.5 USDT', 61234.5, NONE],
    ['US$ 12', 12, 12],
    ['61,234.5 €', 61234.5, NONE],
    ['61,234.5 TRY', 61234.5, NONE],
    ['61,234.5 BUSD', 61234.5, NONE],
    ['-120 bps', -120, -120],
    ['61.2K USDT', 61200, NONE],
    ['61.2K', 61200, NONE],
    ['1.5M', 1_500_000, NONE],
    ['2B', 2e9, 2e9],
    ['1.2万', 12_000, NONE],
    ['3亿', 3e8, 3e8],
    ['0.0₅123', 0.00000123, 0.00000123],
    ['$0.0{5}123', 0.00000123, 0.00000123],
    ['0.0₁₂5', 5e-14, 5e-14],
    ['5.56E-6', 0.00000556, 0.00000556],
    ['5,56e-06', 0.00000556, 0.00000556],
    ['$2e-7', 0.0000002, 0.0000002],
    ['٦١٬٢٣٤٫٥', 61234.5, NONE],
    ['６１２３４', 61234, 61234],
    ['.5', 0.5, NONE],
    ['+3.25', 3.25, NONE],
  ])('of "%s" gives %d with a point and %d with a comma', (text, point, comma) => {
    const reading = readPriceLabel(text);
    for (const [got, want] of [
      [reading?.point, point],
      [reading?.comma, comma],
    ])
      if (Number.isNaN(want)) expect(got).toBeNaN();
      else expect(got).toBeCloseTo(Number(want), 12);
  });

  test.each([
    '12:34',
    '2026-11-20',
    '12/05',
    'Nov',
    '',
    ' ',
    '1.2.3.4',
    '12 34',
    '--5',
    'abc123def',
    '1e5',
    '12.5e-6',
    '0.5e-6',
    '1.5e-6e-6',
    '1.5e-6 1.6e-6',
    '#12',
    '12-13',
  ])('of "%s" is null', (text) => {
    expect(readPriceLabel(text)).toBeNull();
  });

  test.each(['1.5%', '-12,50 %', '٪5'.split('').reverse().join('')])('of "%s" is a percentage', (text) => {
    expect(readPriceLabel(text)?.isPercent).toBe(true);
  });

  test.each([
    ['61,234.50', 6123450],
    ['US$ 12', 12],
    ['61.2K USDT', 612],
    ['0.0₅123', 123],
    ['$0.0{5}123', 123],
    ['1.230E-6', 1230],
    ['٦١٬٢٣٤', 61234],
    ['-0.00', 0],
  ])('of "%s" counts %d times the worth of its last digit', (text, digits) => {
    expect(readPriceLabel(text)?.digits).toBe(digits);
  });

  test('gives back what English and German formatting made of any price', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 9e8, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (price, digits) => {
          const value = Number(price.toFixed(digits));
          const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
          const english = readPriceLabel(value.toLocaleString('en-US', options));
          const german = readPriceLabel(value.toLocaleString('de-DE', options));
          return english?.point === value && german?.comma === value;
        },
      ),
    );
  });

  test('answers any text with finite numbers or NaN and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 28 }), (text) => {
        const reading = readPriceLabel(text);
        return !reading || [reading.point, reading.comma].some(Number.isFinite);
      }),
    );
  });
});
