import { afterEach, describe, expect, it } from 'vitest';
import { formatAge } from '../../../src/panel/format/age';
import { formatBytes } from '../../../src/panel/format/bytes';
import { numberLocale, setNumberLocale } from '../../../src/panel/format/number-locale';
import { formatNumber, formatShare, formatSignedPercent } from '../../../src/panel/format/percent';
import { formatMoment } from '../../../src/panel/format/time';
import { setStringLookup } from '../../../src/panel/strings/text';

afterEach(() => setNumberLocale('en'));

describe('formatAge', () => {
  it('takes the largest unit that still tells something, rounded down', () => {
    expect([0, 2400, 89_000, 240_000, 5_400_000, 172_800_000].map(formatAge)).toEqual([
      '0s',
      '2s',
      '89s',
      '4m',
      '1h',
      '2d',
    ]);
  });

  it('counts clocks that run ahead as fresh and unknown ages as a dash', () => {
    expect(formatAge(-5000)).toBe('0s');
    expect(formatAge(Number.NaN)).toBe('–');
  });
});

describe('formatSignedPercent', () => {
  it('writes the sign and two decimals', () => {
    expect(formatSignedPercent(1.234)).toBe('+1.23%');
    expect(formatSignedPercent(-0.84)).toBe('-0.84%');
    expect(formatSignedPercent(0)).toBe('0.00%');
    expect(formatSignedPercent(0.011, 3)).toBe('+0.011%');
    expect(formatSignedPercent(Number.NaN)).toBe('–');
  });
});

describe('formatShare, formatNumber and formatBytes', () => {
  it('write shares in whole percent, numbers with fixed decimals, bytes in decimal units', () => {
    expect(formatShare(0.617)).toBe('62%');
    expect(formatShare(Number.NaN)).toBe('–');
    expect(formatNumber(1.25, 1)).toBe('1.3');
    expect(formatNumber(Number.NaN, 1)).toBe('–');
    expect([74_200_000, 2_500_000_000, 12_000].map(formatBytes)).toEqual(['74.2 MB', '2.5 GB', '12 kB']);
    expect(formatBytes(Number.NaN)).toBe('–');
  });
});

describe('formatMoment', () => {
  it('writes day, month and minute in the zone asked for', () => {
    expect(formatMoment(Date.UTC(2026, 10, 21, 22, 4), 'UTC')).toBe('Nov 21, 10:04 PM');
    expect(formatMoment(0)).toBe('–');
  });
});

describe('numberLocale', () => {
  it('takes underscores as the browser writes them', () => {
    setNumberLocale('pt_BR');
    expect(numberLocale()).toBe('pt-BR');
  });

  it('follows the locale file in use until a tag is chosen, and English without either', () => {
    setNumberLocale(null);
    setStringLookup((key) => (key === 'localeTag' ? 'de' : ''));
    expect(numberLocale()).toBe('de');
    expect(formatNumber(1234.5, 1)).toBe('1.234,5');
    setStringLookup((key) => key);
    expect(numberLocale()).toBe('en');
    setNumberLocale('!!');
    expect(numberLocale()).toBe('en');
  });
});
