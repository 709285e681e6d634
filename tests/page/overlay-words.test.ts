import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { overlayWords } from '../../src/page/overlay-words';
import en from '../../src/panel/locales/en.json';

const LOCALE: Record<string, string> = en;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('overlayWords()', () => {
  test('finds every word of the layer in the locale that all others fall back on', () => {
    for (const [name, word] of Object.entries(ENGLISH)) expect(LOCALE[`overlay_${name}`]).toBe(word);
  });

  test('asks the browser for a word when it is first drawn, and once', () => {
    const ask = vi.fn((key: string) => LOCALE[key]);
    Object.assign(fakeBrowser.i18n, { getMessage: ask });
    const words = overlayWords();
    expect(ask).not.toHaveBeenCalled();
    expect([words.longs, words.longs]).toEqual([ENGLISH.longs, ENGLISH.longs]);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
