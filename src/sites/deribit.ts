import { pagePath } from './page-path';
import type { Site, SitePages } from './site';

/** deribit.com: `/futures/BTC-PERPETUAL`, `/futures/BTC_USDC-PERPETUAL`; dated contracts have no perpetual map. */
export const deribit = {
  id: 'deribit',
  name: 'Deribit',
  matches: ['https://www.deribit.com/*'],
  readInstrument({ url }) {
    const symbol = /^\/futures\/([A-Z0-9_]+-PERPETUAL)(?:$|\/)/.exec(pagePath(url))?.[1];
    return symbol ? { siteId: 'deribit', exchange: 'deribit', symbol, market: 'perp' } : null;
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.deribit.com/futures/BTC-PERPETUAL', symbol: 'BTC-PERPETUAL' },
    { url: 'https://www.deribit.com/en/futures/ETH_USDC-PERPETUAL', symbol: 'ETH_USDC-PERPETUAL' },
    { url: 'https://www.deribit.com/futures/BTC-25DEC26', symbol: null },
    { url: 'https://www.deribit.com/options/BTC', symbol: null },
  ],
} satisfies SitePages;
