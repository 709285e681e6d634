import { afterEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import {
  formatPrice,
  formatPriceBand,
  formatShortPrice,
  tickDecimals,
} from '../../../src/panel/format/price';

afterEach(() => setNumberLocale('en'));

describe('tickDecimals', () => {
  it('counts the decimals of a tick', () => {
    expect([0.1, 0.01, 0.0005, 5, 0.25, 1e-8].map(tickDecimals)).toEqual([1, 2, 4, 0, 2, 8]);
  });

  it('gives two for ticks that make no sense', () => {
    expect([0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(tickDecimals)).toEqual([2, 2, 2, 2]);
  });
});

describe('formatPrice', () => {
  it('rounds to the tick and groups thousands', () => {
    expect(formatPrice(96_812.46, 0.1)).toBe('96,812.5');
    expect(formatPrice(0.12344, 0.0005)).toBe('0.1235');
    expect(formatPrice(101, 5)).toBe('100');
    expect(formatPrice(Number.NaN, 0.1)).toBe('–');
  });

  it('follows the locale', () => {
    setNumberLocale('de');
    expect(formatPrice(96_812.5, 0.1)).toBe('96.812,5');
  });
});

describe('formatPriceBand', () => {
  it('drops decimals that mean nothing for the width', () => {
    expect(formatPriceBand(97_940.3, 98_120.9, 0.1)).toBe('97,940–98,120');
    expect(formatPriceBand(0.5021, 0.5049, 0.0001)).toBe('0.5021–0.5049');
  });

  it('keeps the tick for a band without width', () => {
    expect(formatPriceBand(10, 10, 0.5)).toBe('10.0–10.0');
  });
});

describe('formatShortPrice', () => {
  it('shortens large prices and keeps four digits of small ones', () => {
    expect(formatShortPrice(98_030)).toBe('98.03K');
    expect(formatShortPrice(98_000)).toBe('98.0K');
    expect(formatShortPrice(3_421.9)).toBe('3,422');
    expect(formatShortPrice(0.012345)).toBe('0.01235');
    expect(formatShortPrice(Number.NaN)).toBe('–');
  });
});
