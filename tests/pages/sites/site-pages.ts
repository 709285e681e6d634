import type { PageInstrument } from '../../../src/core/market/page-instrument';
import { exchangeOfPage, readPageSymbol } from '../../../src/feeds/page-symbol';
import { matchesPattern } from '../../../src/sites/match-pattern';
import type { Site } from '../../../src/sites/site';
import type { TestedSite } from './tested-sites';

/** A page of a site for one coin, derived from the adapter's test pages. */
export interface CoinPage {
  /** Path and query. */
  address: string;
  coin: string;
  symbol: string;
  /** A spot pair, whose prices are not quite those of the perpetual. */
  isSpot: boolean;
  /** Exchange id whose candles the page shows; null where the adapter leaves it open. */
  venue: string | null;
  /** `{price}` stands for the last price. */
  title: string;
  /** What the adapter reads in the document. */
  html: string;
}

type TestPage = TestedSite['testUrls'][number];

/** Parameters by which tests choose a page's shape; no site has them. */
export const PAGE_SWITCHES = ['variant', 'theme', 'interval', 'lang', 'address'] as const;
/** Names the coin of a page whose address does not. */
const COIN_PARAMETER = 'coin';
const OTHER_NAMES: Readonly<Record<string, string[]>> = { BTC: ['XBT'] };
const SAMPLE_PRICE = /(?<![A-Za-z])\d[\d,]*\.?\d*(?=\s|$)/;

/** The site whose pages include `url`, or null. */
export function siteOf(sites: readonly TestedSite[], url: URL): TestedSite | null {
  return sites.find((site) => site.matches.some((pattern) => matchesPattern(pattern, url))) ?? null;
}

/** Coin that an instrument of a page means; null where nobody can tell. */
export function coinOf(symbol: string): string | null {
  return readPageSymbol(symbol)?.base ?? null;
}

/** Path and query of an address without the switches of tests. */
function bareAddress(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  for (const name of PAGE_SWITCHES) query.delete(name);
  return query.size > 0 ? `${url.pathname}?${query}` : url.pathname;
}

/** The text with the coin's name exchanged, in the case in which it was written; null where it is not named. */
function withCoin(text: string, from: string, to: string): string | null {
  if (from === to) return text;
  const names = [`1000${from}`, `k${from}`, ...(OTHER_NAMES[from] ?? []), from];
  const found = new RegExp(names.join('|'), 'i').exec(text)?.[0];
  if (found === undefined) return null;
  return text.replaceAll(found, found === found.toLowerCase() ? to.toLowerCase() : to);
}

/** Path and query of the page that shows `coin` where a test page shows its own. */
function addressFor({ url, symbol }: TestPage, coin: string): string {
  const address = bareAddress(new URL(url));
  const own = symbol === null ? null : coinOf(symbol);
  if (own === null) return address;
  const named = withCoin(address, own, coin);
  return named ?? `${address}${address.includes('?') ? '&' : '?'}${COIN_PARAMETER}=${coin}`;
}

function readInstrument(site: Site, url: URL, title: string): PageInstrument | null {
  return site.readInstrument({ url, title, document: null });
}

/** What a test page becomes for `coin`. */
function coinPage(site: TestedSite, testPage: TestPage, coin: string): CoinPage | null {
  const own = testPage.symbol === null ? null : coinOf(testPage.symbol);
  if (own === null || testPage.symbol === null) return null;
  const change = (text: string) => withCoin(text, own, coin) ?? text;
  const { origin } = new URL(testPage.url);
  const address = addressFor(testPage, coin);
  const title = change(testPage.title ?? '').replace(SAMPLE_PRICE, '{price}');
  const read = readInstrument(site, new URL(address, origin), title.replace('{price}', '1.5'));
  const symbol = read?.symbol ?? change(testPage.symbol);
  return {
    address,
    coin,
    symbol,
    isSpot: read?.market === 'spot',
    venue: read ? exchangeOfPage(read.exchange, read.symbol) : null,
    title: title || `{price} | ${symbol} | ${symbol} Perpetual`,
    html: change(testPage.html ?? ''),
  };
}

/** Hosts under which pages of the sites are served; of a pattern with a wildcard those of its test pages. */
export function hostsOf(sites: readonly TestedSite[]): string[] {
  const addresses = sites.flatMap(({ matches, testUrls }) => [
    ...matches.filter((pattern) => !pattern.includes('://*')).map((pattern) => pattern.replace('/*', '/')),
    ...testUrls.map(({ url }) => url),
  ]);
  return [...new Set(addresses.map((address) => new URL(address).hostname))];
}

/**
 * The page at `url` as its site's adapter describes it: one of its test pages, the same page for another coin, or any
 * page on which it finds an instrument. Null: a page without one (lists, wallets) or of no site at all.
 */
export function pageAt(sites: readonly TestedSite[], url: URL): CoinPage | null {
  const found = testPageOf(sites, url);
  return found && coinPage(found.site, found.testPage, found.coin);
}

/** The page that shows `coin` in the manner of the page at `url`. */
export function siblingPage(sites: readonly TestedSite[], url: URL, coin: string): CoinPage | null {
  const found = testPageOf(sites, url);
  return found && coinPage(found.site, found.testPage, coin);
}

function testPageOf(
  sites: readonly TestedSite[],
  url: URL,
): { site: TestedSite; testPage: TestPage; coin: string } | null {
  const site = siteOf(sites, url);
  if (site === null) return null;
  const wanted = bareAddress(url);
  const read = readInstrument(site, url, '');
  const said = url.searchParams.get(COIN_PARAMETER) ?? (read && coinOf(read.symbol));
  const candidates = site.testUrls.filter(
    ({ url: address, symbol }) => symbol !== null && new URL(address).hostname === url.hostname,
  );
  for (const testPage of candidates) {
    const coin = said ?? coinOf(testPage.symbol ?? '');
    if (coin !== null && addressFor(testPage, coin) === wanted) return { site, testPage, coin };
  }
  // Another locale or host than in the test pages, but the adapter knows it.
  return read && said ? { site, testPage: { url: url.href, symbol: read.symbol }, coin: said } : null;
}

/** Address of a site's usual page for `coin`; `switches` choose its shape. */
export function siteUrl(
  site: TestedSite,
  coin: string | null = null,
  switches: Partial<Record<(typeof PAGE_SWITCHES)[number], string>> = {},
): string {
  const [usual] = site.testUrls.filter(({ symbol }) => symbol !== null);
  const url = new URL(addressFor(usual, coin ?? coinOf(usual.symbol ?? '') ?? ''), usual.url);
  for (const [name, value] of Object.entries(switches))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.toString();
}
