import { pagePath } from './page-path';
import type { Site, SitePages } from './site';

/** mexc.com: `/futures/BTC_USDT` and `futures.mexc.com/exchange/BTC_USDT`; `/exchange/` on www is spot. */
export const mexc = {
  id: 'mexc',
  name: 'MEXC',
  matches: ['https://www.mexc.com/*', 'https://futures.mexc.com/*'],
  readInstrument({ url }) {
    const [, kind, symbol] = /^\/(futures|exchange)\/([A-Z0-9]+_[A-Z0-9]+)/.exec(pagePath(url)) ?? [];
    if (!symbol) return null;
    const isSpot = kind === 'exchange' && !url.hostname.startsWith('futures.');
    return { siteId: 'mexc', exchange: 'mexc', symbol, market: isSpot ? 'spot' : 'perp' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.mexc.com/futures/BTC_USDT', symbol: 'BTC_USDT' },
    { url: 'https://futures.mexc.com/exchange/ETH_USDT', symbol: 'ETH_USDT' },
    { url: 'https://www.mexc.com/ru-RU/exchange/SOL_USDT', symbol: 'SOL_USDT' },
    { url: 'https://www.mexc.com/markets', symbol: null },
  ],
} satisfies SitePages;
