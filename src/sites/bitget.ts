import { pagePath } from './page-path';
import type { Site, SitePages } from './site';
import { isDated } from './symbol-words';

/** bitget.com: `/futures/usdt/BTCUSDT`; spot pages show the perpetual of the pair. */
export const bitget = {
  id: 'bitget',
  name: 'Bitget',
  matches: ['https://www.bitget.com/*'],
  readInstrument({ url }) {
    const path = pagePath(url);
    const contract = /^\/futures\/(?:usdt|usdc|coin)\/([A-Z0-9]+)/.exec(path)?.[1];
    if (contract)
      return isDated(contract)
        ? null
        : { siteId: 'bitget', exchange: 'bitget', symbol: contract, market: 'perp' };
    const pair = /^\/spot\/([A-Z0-9]+)/.exec(path)?.[1];
    return pair ? { siteId: 'bitget', exchange: 'bitget', symbol: pair, market: 'spot' } : null;
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.bitget.com/futures/usdt/BTCUSDT', symbol: 'BTCUSDT' },
    { url: 'https://www.bitget.com/de/futures/coin/BTCUSD', symbol: 'BTCUSD' },
    { url: 'https://www.bitget.com/futures/coin/BTCUSDZ26', symbol: null },
    { url: 'https://www.bitget.com/spot/SOLUSDT', symbol: 'SOLUSDT' },
    { url: 'https://www.bitget.com/copy-trading', symbol: null },
  ],
} satisfies SitePages;
