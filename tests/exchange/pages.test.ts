import { expect, test } from 'vitest';
import { SITES } from '../../src/sites/registry';
import { coinOfPage, FUTURES_SITES, futuresUrl } from '../pages/futures/futures-sites';

test.each(FUTURES_SITES)('the page of $name is found again at its own address', (site) => {
  for (const coin of ['BTC', 'ETH']) {
    const { pathname, searchParams } = new URL(futuresUrl(site.name, { coin, variant: 'blob' }));
    expect(coinOfPage(site, pathname, searchParams.toString())).toBe(coin);
  }
});

test.each(FUTURES_SITES)('the address of $name is one that the product reads as a perpetual', (site) => {
  const url = new URL(futuresUrl(site.name));
  const adapter = SITES.find(({ id }) => id === site.name);
  const instrument = adapter?.readInstrument({ url, title: '', document: null });
  expect(instrument).toMatchObject({ siteId: site.name });
});

test('coinOfPage(another page of the site) is null', () => {
  const [binance] = FUTURES_SITES;
  expect(coinOfPage(binance, '/en/markets', '')).toBeNull();
  expect(coinOfPage(binance, '/de/futures/SOLUSDT', '')).toBe('SOL');
});

test('futuresUrl(an unknown site) throws and names the known ones', () => {
  expect(() => futuresUrl('nowhere')).toThrow('unknown site: nowhere; known: binance, bybit');
});
