import type { Site, SitePage, SitePages } from './site';
import { readTradingViewSymbol } from './tradingview-symbol';

const FIRST_TOKEN = /^[^A-Za-z0-9]*([A-Z0-9_]{2,}(?:\.P|\d?!)?)(?=\s|$)/;

/** `/symbols/BTCUSDT.P/?exchange=BINANCE`, `/symbols/BINANCE-BTCUSDT/` */
function symbolPage(url: URL): string | null {
  const [, prefix, ticker] = /^\/symbols\/(?:([A-Z0-9]+)-)?([A-Z0-9.!]+)\/?/.exec(url.pathname) ?? [];
  if (!ticker) return null;
  const exchange = url.searchParams.get('exchange') ?? prefix;
  return exchange ? `${exchange}:${ticker}` : ticker;
}

/** The address keeps the symbol with which the chart was opened; the title and the toolbar follow the user. */
function chartPage({ url, title, document }: SitePage): string | null {
  const inUrl = url.searchParams.get('symbol');
  const shown =
    FIRST_TOKEN.exec(title)?.[1] ??
    document?.querySelector('#header-toolbar-symbol-search')?.textContent?.trim();
  if (!shown) return inUrl;
  return inUrl?.split(':')[1] === shown ? inUrl : shown;
}

/** tradingview.com and its language hosts (tr., cn., de.): chart and symbol pages. */
export const tradingview = {
  id: 'tradingview',
  name: 'TradingView',
  matches: ['https://*.tradingview.com/*'],
  readInstrument(page) {
    const words = page.url.pathname.startsWith('/chart') ? chartPage(page) : symbolPage(page.url);
    const named = words ? readTradingViewSymbol(words) : null;
    return named && { siteId: 'tradingview', ...named };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['api', 'top'],
  testUrls: [
    {
      url: 'https://www.tradingview.com/chart/abcd1234/?symbol=BINANCE%3ABTCUSDT.P',
      title: 'BTCUSDT.P 83,760.7 ▲ +0.52% my layout',
      symbol: 'BTCUSDT',
    },
    {
      url: 'https://tr.tradingview.com/chart/efgh5678/',
      title: 'düzenim',
      html: '<button id="header-toolbar-symbol-search">ETHUSDT.P</button>',
      symbol: 'ETHUSDT',
    },
    { url: 'https://www.tradingview.com/chart/?symbol=OKX%3AETHUSDT.P', symbol: 'ETH-USDT-SWAP' },
    { url: 'https://www.tradingview.com/symbols/BTCUSDT.P/?exchange=BYBIT', symbol: 'BTCUSDT' },
    { url: 'https://www.tradingview.com/symbols/BTCUSDT/', symbol: 'BTCUSDT' },
    { url: 'https://www.tradingview.com/symbols/NASDAQ-AAPL/', symbol: null },
    { url: 'https://www.tradingview.com/markets/', symbol: null },
  ],
} satisfies SitePages;
