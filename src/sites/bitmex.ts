import type { Site, SitePages } from './site';
import { isDated } from './symbol-words';

/** bitmex.com: `/app/trade/XBTUSD`; dated contracts have no perpetual map. */
export const bitmex = {
  id: 'bitmex',
  name: 'BitMEX',
  matches: ['https://www.bitmex.com/*'],
  readInstrument({ url }) {
    const symbol = /^\/app\/trade\/([A-Z0-9_]+)/.exec(url.pathname)?.[1];
    if (!symbol || isDated(symbol)) return null;
    const isSpot = symbol.includes('_');
    return {
      siteId: 'bitmex',
      exchange: 'bitmex',
      symbol: symbol.replace('_', ''),
      market: isSpot ? 'spot' : 'perp',
    };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.bitmex.com/app/trade/XBTUSD', symbol: 'XBTUSD' },
    { url: 'https://www.bitmex.com/app/trade/ETHUSDT', symbol: 'ETHUSDT' },
    { url: 'https://www.bitmex.com/app/trade/XBT_USDT', symbol: 'XBTUSDT' },
    { url: 'https://www.bitmex.com/app/trade/XBTZ26', symbol: null },
    { url: 'https://www.bitmex.com/app/contract', symbol: null },
  ],
} satisfies SitePages;
