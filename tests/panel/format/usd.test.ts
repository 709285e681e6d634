import { afterEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import {
  formatEstimatedUsd,
  formatExactUsd,
  formatObservedUsd,
  formatUsdBand,
} from '../../../src/panel/format/usd';

afterEach(() => setNumberLocale('en'));

describe('formatEstimatedUsd', () => {
  it('gives two significant digits and the sign of an approximation', () => {
    expect(formatEstimatedUsd(38_400_000)).toBe('~$38M');
    expect(formatEstimatedUsd(1_249_000)).toBe('~$1.2M');
    expect(formatEstimatedUsd(387_000_000)).toBe('~$390M');
    expect(formatEstimatedUsd(3_400_000_000)).toBe('~$3.4B');
    expect(formatEstimatedUsd(980)).toBe('~$980');
    expect(formatEstimatedUsd(0)).toBe('~$0');
  });

  it('gives a dash for a figure that is not known', () => {
    expect(formatEstimatedUsd(Number.NaN)).toBe('–');
    expect(formatEstimatedUsd(Number.POSITIVE_INFINITY)).toBe('–');
  });

  it('follows the locale', () => {
    setNumberLocale('de');
    expect(formatEstimatedUsd(1_200_000)).toMatch(/^~1,2\sMio\.\s\$$/);
  });
});

describe('formatUsdBand', () => {
  it('names the unit once where both ends share it', () => {
    expect(formatUsdBand(20_100_000, 61_200_000)).toBe('$20–61M');
  });

  it('names both units where they differ', () => {
    expect(formatUsdBand(920_000, 6_100_000)).toBe('$920K – $6.1M');
  });

  it('puts the smaller end first whatever the order', () => {
    expect(formatUsdBand(61_000_000, 20_000_000)).toBe('$20–61M');
  });

  it('gives a dash when an end is not known', () => {
    expect(formatUsdBand(Number.NaN, 1)).toBe('–');
  });
});

describe('formatObservedUsd and formatExactUsd', () => {
  it('give three digits for a sum and cents for an own amount', () => {
    expect(formatObservedUsd(4_214_000)).toBe('$4.21M');
    expect(formatExactUsd(1234.5)).toBe('$1,234.50');
    expect(formatObservedUsd(Number.NaN)).toBe('–');
    expect(formatExactUsd(Number.NaN)).toBe('–');
  });
});
