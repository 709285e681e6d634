import { describe, expect, test } from 'vitest';
import { anySite } from '../../src/sites/any-site';
import { makeFuturesHost } from '../pages/futures/futures-host';
import { futuresUrl } from '../pages/futures/futures-sites';
import type { PageData } from '../pages/futures/page-data';
import { coinOf, hostsOf, pageAt, siblingPage, siteUrl } from '../pages/sites/site-pages';
import { TESTED_SITES, type TestedSite } from '../pages/sites/tested-sites';
import { Market } from './market/market';
import type { MarketClock } from './market/market-clock';
import { openSimulatedSource } from './market/simulated-source';

const NOW_MS = Date.UTC(2026, 0, 5);
const COINS = ['BTC', 'ETH', 'SOL'];
const clock = { nowMs: () => NOW_MS } as MarketClock;
const market = new Market(openSimulatedSource({ seed: 1, nowMs: NOW_MS, historyDays: 1 }), clock);
const PAGES = TESTED_SITES.flatMap((site) => site.testUrls.map((page) => ({ site, id: site.id, ...page })));
const WITH_COIN = PAGES.filter(({ symbol }) => symbol !== null);
const WITHOUT = PAGES.filter(
  ({ url, symbol }) => symbol === null && !WITH_COIN.some((other) => other.url === url),
);

/** Answer of the page server, as the browser would ask. */
async function ask(address: string, sites = TESTED_SITES) {
  const { hostname, pathname, searchParams } = new URL(address);
  const request = {
    method: 'GET',
    host: hostname,
    path: pathname,
    query: searchParams,
    headers: {},
    body: '',
  };
  const reply = await makeFuturesHost(sites).answer(request, market);
  return { status: reply?.status, body: String(reply?.body ?? '') };
}

function dataOf(body: string): PageData {
  const text = /data-page="([^"]*)"/.exec(body)?.[1] ?? '';
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
}

describe.each(WITH_COIN)('the page of $id at $url', ({ site, url, symbol }) => {
  test('is served with the coin that the adapter reads', () => {
    expect(pageAt(TESTED_SITES, new URL(url))?.coin).toBe(coinOf(symbol ?? ''));
  });

  test.each(COINS)('has a sibling for %s whose address and title the adapter reads as that coin', (coin) => {
    const sibling = siblingPage(TESTED_SITES, new URL(url), coin);
    const address = new URL(sibling?.address ?? '', url);
    const title = sibling?.title.replace('{price}', '61,234.5') ?? '';
    const html = sibling?.html ?? '';
    const document =
      html === '' ? null : { querySelector: () => ({ textContent: html.replace(/<[^>]+>/g, '') }) };
    const read = site.readInstrument({ url: address, title, document: document as unknown as Document });
    expect(coinOf(read?.symbol ?? '')).toBe(coin);
    expect(pageAt(TESTED_SITES, address)?.coin).toBe(coin);
  });
});

test.each(WITHOUT)('$id at $url is a page without a chart', async ({ url }) => {
  expect(pageAt(TESTED_SITES, new URL(url))).toBeNull();
  const { status, body } = await ask(url);
  expect(status).toBe(200);
  expect(body).not.toContain('data-page');
});

describe('the page server', () => {
  test('tells a page its shape, its coin and the addresses of the others', async () => {
    const { body } = await ask('https://www.bitmex.com/app/trade/XBTUSD?variant=iframe');
    const data = dataOf(body);
    expect(data).toMatchObject({ variant: 'iframe', coin: 'BTC' });
    expect(data.places.BTC).toMatchObject({
      address: '/app/trade/XBTUSD',
      symbol: 'XBTUSD',
      venue: 'bitmex',
    });
    expect(data.places.ETH).toMatchObject({ address: '/app/trade/ETHUSD', symbol: 'ETHUSD' });
  });

  test('puts the chart where the site has it, unless told otherwise', async () => {
    for (const site of TESTED_SITES)
      expect(dataOf((await ask(siteUrl(site))).body).variant).toBe(site.charts[0]);
  });

  test('shows candles of the usual venue where the market has none of the site', async () => {
    expect(dataOf((await ask(futuresUrl('mexc'))).body).places.BTC.venue).toBe('binance');
    expect(dataOf((await ask('https://www.binance.com/en/delivery/BTCUSD_PERP')).body).places.BTC.venue).toBe(
      'binance-coinm',
    );
  });

  test('writes what comes from an address so that it stays text', async () => {
    const { body } = await ask('https://www.binance.com/en/futures/BTCUSDT?lang="><script>');
    expect(body).not.toContain('"><script>');
  });

  test('serves a site that is in no registry when it is named', async () => {
    const own: TestedSite = {
      ...anySite('https://charts.example'),
      charts: ['top'],
      testUrls: [{ url: 'https://charts.example/t/BTCUSDT', symbol: 'BTCUSDT' }],
    };
    expect(hostsOf([own])).toEqual(['charts.example']);
    expect(dataOf((await ask('https://charts.example/t/ETHUSDT', [own])).body).coin).toBe('ETH');
  });
});

test("futuresUrl(a site, a coin) is the site's usual address of the coin", () => {
  expect(futuresUrl('okx', { coin: 'SOL', theme: 'light' })).toBe(
    'https://www.okx.com/trade-swap/sol-usdt-swap?theme=light',
  );
  expect(futuresUrl('binance', { coin: 'NOSUCHCOIN' })).toBe(
    'https://www.binance.com/en/futures/NOSUCHCOINUSDT',
  );
});

test('futuresUrl(no place for the chart) leaves the choice to the site', () => {
  const places = TESTED_SITES.map(({ id }) => futuresUrl(id, { variant: undefined }));
  expect(places.filter((url) => url.includes('variant'))).toEqual([]);
});

test('futuresUrl(an unknown site) throws and names the known ones', () => {
  expect(() => futuresUrl('nowhere')).toThrow('unknown site: nowhere; known: tradingview, binance');
});
