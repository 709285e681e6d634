import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceWhy } from '../../../src/core/market/source-status';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import tr from '../../../src/panel/locales/tr.json';
import { whyText } from '../../../src/panel/parts/why-words';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
});

const CASES: [SourceWhy, string][] = [
  [{ code: 'no-price', value: 42_000 }, 'no price for 42s'],
  [{ code: 'no-answer' }, 'no answer'],
  [{ code: 'region' }, ''],
  [{ code: 'banned' }, 'has banned this address for a while'],
  [{ code: 'too-many-requests' }, 'too many requests'],
  [{ code: 'http-status', value: 503 }, 'answered with error 503'],
  [{ code: 'says', value: 'code -1003' }, 'says: code -1003'],
  [{ code: 'host-not-allowed', value: 'api.bybit.com' }, 'the browser does not allow api.bybit.com'],
  [{ code: 'price-off', value: 0.213 }, 'its price is 21% off the other exchanges'],
  [{ code: 'interest-own', value: 1000 }, 'its open interest is ×1,000 its usual'],
  [{ code: 'interest-others', value: 75 }, 'its open interest is ×75 that of all others together'],
];

describe('whyText', () => {
  it.each(CASES)('of %j is "%s"', (why, words) => {
    expect(whyText({ why, reason: 'English for the log' })).toBe(words);
  });

  it('speaks the user’s language and not that of the log', () => {
    setStringLookup(tableLookup(tr));
    setNumberLocale('tr');
    for (const [why] of CASES.slice(3)) {
      const english = CASES.find(([other]) => other === why)?.[1];
      expect(whyText({ why, reason: '' })).not.toBe(english);
    }
  });

  it('of a source without a code is the plain reason', () => {
    expect(whyText({ why: null, reason: 'HTTP 451' })).toBe('HTTP 451');
  });
});
