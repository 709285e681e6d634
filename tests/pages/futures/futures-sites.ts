/** A site whose futures page is imitated. */
export interface FuturesSite {
  name: string;
  host: string;
  /** Venue whose candles the page shows. */
  venue: string;
  /** Path and query of a coin's page; `{coin}` stands for the coin as the site spells it. */
  template: string;
  /** How the site spells a coin where it is not its usual name. */
  spelling?: Readonly<Record<string, string>>;
}

const LOCALE = '(?:[a-z]{2}(?:-[A-Za-z]{2,4})?/)?';

export const FUTURES_SITES: readonly FuturesSite[] = [
  { name: 'binance', host: 'www.binance.com', venue: 'binance', template: '/en/futures/{coin}USDT' },
  { name: 'bybit', host: 'www.bybit.com', venue: 'bybit', template: '/trade/usdt/{coin}USDT' },
  {
    name: 'okx',
    host: 'www.okx.com',
    venue: 'okx',
    template: '/trade-swap/{coin}-usdt-swap',
    spelling: { BTC: 'btc', ETH: 'eth', SOL: 'sol', DOGE: 'doge' },
  },
  { name: 'hyperliquid', host: 'app.hyperliquid.xyz', venue: 'hyperliquid', template: '/trade/{coin}' },
  { name: 'bitget', host: 'www.bitget.com', venue: 'bitget', template: '/futures/usdt/{coin}USDT' },
  { name: 'gate', host: 'www.gate.com', venue: 'gate', template: '/futures/USDT/{coin}_USDT' },
  {
    name: 'bitmex',
    host: 'www.bitmex.com',
    venue: 'bitmex',
    template: '/app/trade/{coin}USD',
    spelling: { BTC: 'XBT' },
  },
  { name: 'deribit', host: 'www.deribit.com', venue: 'deribit', template: '/futures/{coin}-PERPETUAL' },
  { name: 'dydx', host: 'dydx.trade', venue: 'dydx', template: '/trade/{coin}-USD' },
  { name: 'aster', host: 'www.asterdex.com', venue: 'aster', template: '/en/futures/v1/{coin}USDT' },
  {
    name: 'tradingview',
    host: 'www.tradingview.com',
    venue: 'binance',
    template: '/chart/a1b2c3d4/?symbol=BINANCE%3A{coin}USDT.P',
  },
  { name: 'coinglass', host: 'www.coinglass.com', venue: 'binance', template: '/tv/Binance_{coin}USDT' },
];

/** The coin of a page's address; null where it is no futures page of the site. */
export function coinOfPage(site: FuturesSite, path: string, search: string): string | null {
  const [templatePath, templateSearch] = site.template.split('?');
  const wanted = templateSearch === undefined ? path : `${path}?${search}`;
  const source = escapeText(site.template.replace(/^\/en\//, '/')).replace('\\{coin\\}', '([A-Za-z0-9]+?)');
  const end = templateSearch === undefined ? '$' : '';
  const found = new RegExp(`^/${LOCALE}${source.replace(/^\//, '')}${end}`).exec(wanted)?.[1];
  if (found === undefined || templatePath === undefined) return null;
  const usual = Object.entries(site.spelling ?? {}).find(([, spelt]) => spelt === found)?.[0];
  return usual ?? found.toUpperCase();
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Address of a site's page; `variant`: top | iframe | blob | api | none. */
export function futuresUrl(
  name: string,
  options: { coin?: string; variant?: string; theme?: string; interval?: string } = {},
): string {
  const site = FUTURES_SITES.find((candidate) => candidate.name === name);
  if (site === undefined) {
    throw new Error(`unknown site: ${name}; known: ${FUTURES_SITES.map((known) => known.name).join(', ')}`);
  }
  const { coin = 'BTC', ...rest } = options;
  const url = new URL(
    `https://${site.host}${site.template.replace('{coin}', site.spelling?.[coin] ?? coin)}`,
  );
  for (const [key, value] of Object.entries(rest)) url.searchParams.set(key, value);
  return url.toString();
}
