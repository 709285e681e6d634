import { describe, expect, it } from 'vitest';
import { monthKey, monthNames } from '../../../src/core/axis/month-names';

describe('monthNames', () => {
  it('with no language knows the English names, short and long', () => {
    const names = monthNames([]);
    expect([names.get('jan'), names.get('january'), names.get('may'), names.get('dec')]).toEqual([
      1, 1, 5, 12,
    ]);
  });

  it('knows both forms of a language that inflects months beside a day', () => {
    const names = monthNames(['ru']);
    expect([names.get('январь'), names.get('января'), names.get('august')]).toEqual([1, 1, 8]);
  });

  it('leaves out names with a digit and languages that are none', () => {
    const names = monthNames(['zh-CN', '', 'no such tag']);
    expect([...names.keys()].some((name) => /\d/.test(name))).toBe(false);
    expect(names.get('oct')).toBe(10);
  });

  it('gives the same names for a language named twice', () => {
    expect(monthNames(['de', 'en', 'de'])).toEqual(monthNames(['de']));
  });
});

describe('monthKey', () => {
  it('is the word in lower case without its final dot', () => {
    expect(monthKey('Sept.')).toBe('sept');
  });
});
