import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';

/** Words of advice, of promise, or that mix the map up with the order book. */
const BANNED = [
  /\bbuy(?:ing)?\b/i,
  /\bsell(?:ing)? now\b/i,
  /\bguarantee/i,
  /\bwill (?:go|rise|fall|reach|hit|bounce|reverse|pump|dump)\b/i,
  /\byou should\b/i,
  /\brecommend/i,
  /\bmust (?:enter|exit|close|go)\b/i,
  /\bmagnet/i,
  /\bliquidity\b/i,
  /\bsmart money\b/i,
  /\brisk[- ]free\b/i,
  /\bsure (?:thing|win|profit)/i,
];

describe('the English strings', () => {
  it.each(Object.entries(en))('%s gives no advice and no promise', (_, message) => {
    for (const pattern of BANNED) expect(message).not.toMatch(pattern);
  });

  it('would catch advice', () => {
    for (const advice of ['Buy here', 'price will rise', 'a magnet for price', 'You should wait']) {
      expect(BANNED.some((pattern) => pattern.test(advice))).toBe(true);
    }
  });

  it('says that it is an estimate and no advice', () => {
    expect(en.estimateNotice).toMatch(/estimate/i);
    expect(en.estimateNotice).toMatch(/not financial advice/i);
    expect(en.estimateBand).toMatch(/^est\./);
  });
});

/** How each language marks an estimate. */
const MARKS: Record<string, RegExp> = {
  es: /\best/i,
  ja: /推定/,
  ko: /추정/,
  'pt-BR': /\best/i,
  ru: /оц/i,
  tr: /tah/i,
  vi: /ước/i,
  'zh-CN': /估/,
};

describe('the strings of other languages', () => {
  const folder = join(import.meta.dirname, '../../../src/panel/locales');
  const marked = Object.entries(en).filter(([, message]) => /\best\. ?\(?\$\d/.test(message));

  it.each(Object.entries(MARKS))('%s marks every estimated amount as an estimate', (language, mark) => {
    const table = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Record<
      string,
      string
    >;
    expect(marked.length).toBeGreaterThan(5);
    expect(marked.map(([key]) => key).filter((key) => !mark.test(table[key] ?? ''))).toEqual([]);
  });
});

describe('the panel sources', () => {
  const folder = join(import.meta.dirname, '../../../src/panel');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );

  it.each(files)('%s holds no words of its own', (file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    const loose = code.match(/>\s*[A-Za-z][A-Za-z ,.']{3,}\s*<\//g) ?? [];
    expect(loose).toEqual([]);
  });
});
