import { readdirSync, readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../src/sites/match-pattern';
import { SITES, siteForUrl } from '../../src/sites/registry';
import { TESTED_SITES } from '../pages/sites/tested-sites';

const FOLDER = new URL('../../src/sites/', import.meta.url);
const ADAPTER_FILES = readdirSync(FOLDER).filter((file) =>
  readFileSync(new URL(file, FOLDER), 'utf8').includes('satisfies Site;'),
);

function documentOf(html: string | undefined): Document | null {
  if (html === undefined) return null;
  const { document } = new Window();
  document.body.innerHTML = html;
  return document as unknown as Document;
}

describe('the site registry', () => {
  test('has one entry for each adapter file and one file for each entry', () => {
    expect(ADAPTER_FILES.map((file) => file.replace('.ts', '')).sort()).toEqual(
      SITES.map((s) => s.id).sort(),
    );
  });

  test('gives every site its own id and name', () => {
    expect(new Set(SITES.map((site) => site.id)).size).toBe(SITES.length);
    expect(new Set(SITES.map((site) => site.name)).size).toBe(SITES.length);
  });

  test('names hosts that parse and that no two sites share', () => {
    for (const site of SITES)
      for (const pattern of site.matches) {
        const url = new URL(pattern.replace('*.', 'any.').replace(/\*$/, 'page'));
        const owners = SITES.filter((other) => other.matches.some((p) => matchesPattern(p, url)));
        expect(owners.map((s) => s.id)).toEqual([site.id]);
      }
  });

  test('gives each site pages to work on, one of them without an instrument, and the day it was last checked', () => {
    for (const site of TESTED_SITES) {
      expect(site.testUrls.filter((t) => t.symbol !== null).length, site.id).toBeGreaterThan(0);
      expect(
        site.testUrls.some((t) => t.symbol === null),
        site.id,
      ).toBe(true);
      expect(site.verified.on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

describe.each(TESTED_SITES.flatMap((site) => site.testUrls.map((page) => ({ id: site.id, ...page }))))(
  '$id on $url',
  ({ id, url, title, html, symbol }) => {
    test(`belongs to the site and reads ${symbol}`, () => {
      const page = { url: new URL(url), title: title ?? '', document: documentOf(html) };
      const site = siteForUrl(page.url);
      expect(site?.id).toBe(id);
      const instrument = site?.readInstrument(page) ?? null;
      expect(instrument?.symbol ?? null).toBe(symbol);
      if (instrument) expect(instrument.siteId).toBe(id);
    });
  },
);

test('siteForUrl of a page nobody wrote an adapter for is null', () => {
  expect(siteForUrl(new URL('https://example.org/futures/BTCUSDT'))).toBeNull();
  expect(siteForUrl(new URL('http://www.binance.com/en/futures/BTCUSDT'))).toBeNull();
});
