import { describe, expect, it } from 'vitest';
import { monthKey, monthNames } from '../../../src/core/axis/month-names';

describe('monthNames', () => {
  it('with no language knows the English names, short and long', () => {
    const names = monthNames(() => []);
    expect([names.get('jan'), names.get('january'), names.get('may'), names.get('dec')]).toEqual([
      1, 1, 5, 12,
    ]);
  });

  it('knows both forms of a language that inflects months beside a day', () => {
    const names = monthNames(() => ['ru']);
    expect([names.get('январь'), names.get('января'), names.get('august')]).toEqual([1, 1, 8]);
  });

  it('knows weekdays as 0, and a word that is a month in any of the languages as the month', () => {
    const names = monthNames(() => ['de', 'fr']);
    expect(['mon', 'freitag', 'dim', 'mar'].map((word) => names.get(word))).toEqual([0, 0, 0, 3]);
    expect(monthNames(() => ['es', 'fr']).get('mar')).toBe(3);
  });

  it('passes over languages that are none', () => {
    const names = monthNames(() => ['zh-CN', '', 'no such tag']);
    expect([names.get('oct'), names.get('10月')]).toEqual([10, undefined]);
  });

  it('asks for the languages once, with the first word that may be a month', () => {
    let asked = 0;
    const names = monthNames(() => {
      asked += 1;
      return ['de'];
    });
    for (const word of ['', '12', '64000.5', 'pm', '10月']) names.get(word);
    expect(asked).toBe(0);
    expect([names.get('juli'), names.get('volume'), names.get('dezember')]).toEqual([7, undefined, 12]);
    expect(asked).toBe(1);
  });
});

describe('monthKey', () => {
  it('is the word in lower case without its final dot', () => {
    expect(monthKey('Sept.')).toBe('sept');
  });
});
