import { pagePath } from './page-path';
import type { Site, SitePages } from './site';

/** asterdex.com: `/en/futures/v1/BTCUSDT`. */
export const aster = {
  id: 'aster',
  name: 'Aster',
  matches: ['https://www.asterdex.com/*'],
  readInstrument({ url }) {
    const symbol = /^\/futures\/(?:v\d\/)?([A-Z0-9]{4,})(?:$|\/)/.exec(pagePath(url))?.[1];
    return symbol ? { siteId: 'aster', exchange: 'aster', symbol, market: 'perp' } : null;
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.asterdex.com/en/futures/v1/BTCUSDT', symbol: 'BTCUSDT' },
    { url: 'https://www.asterdex.com/futures/ETHUSDT', symbol: 'ETHUSDT' },
    { url: 'https://www.asterdex.com/en/earn', symbol: null },
  ],
} satisfies SitePages;
