import type { Site, SitePages } from './site';

/** dydx.trade: `/trade/BTC-USD`. */
export const dydx = {
  id: 'dydx',
  name: 'dYdX',
  matches: ['https://dydx.trade/*', 'https://www.dydx.trade/*'],
  readInstrument({ url }) {
    const symbol = /^\/trade\/([A-Z0-9]+-USD)(?:$|\/)/.exec(url.pathname)?.[1];
    return symbol ? { siteId: 'dydx', exchange: 'dydx', symbol, market: 'perp' } : null;
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['iframe'],
  testUrls: [
    { url: 'https://dydx.trade/trade/BTC-USD', symbol: 'BTC-USD' },
    { url: 'https://www.dydx.trade/trade/SOL-USD', symbol: 'SOL-USD' },
    { url: 'https://dydx.trade/markets', symbol: null },
  ],
} satisfies SitePages;
