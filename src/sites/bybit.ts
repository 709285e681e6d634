import { pagePath } from './page-path';
import type { Site, SitePages } from './site';
import { isDated } from './symbol-words';

/**
 * bybit.com and its regional hosts: `/trade/usdt/BTCUSDT`, `/trade/usdc/BTC-PERP`, `/trade/inverse/BTCUSD`,
 * `/trade/spot/BTC/USDT`.
 */
export const bybit = {
  id: 'bybit',
  name: 'Bybit',
  matches: [
    'https://www.bybit.com/*',
    'https://www.bybit.eu/*',
    'https://www.bybit.nl/*',
    'https://www.bybit.kz/*',
    'https://www.bybit-tr.com/*',
    'https://www.bybitglobal.com/*',
  ],
  readInstrument({ url }) {
    const path = pagePath(url);
    const spot = /^\/trade\/spot\/([A-Z0-9]+)\/([A-Z0-9]+)/.exec(path);
    if (spot) return { siteId: 'bybit', exchange: 'bybit', symbol: spot[1] + spot[2], market: 'spot' };
    const symbol = /^\/trade\/(?:usdt|usdc|inverse)\/([A-Z0-9-]+)/.exec(path)?.[1].replace(/-PERP$/, 'PERP');
    if (!symbol || symbol.includes('-') || isDated(symbol)) return null;
    return { siteId: 'bybit', exchange: 'bybit', symbol, market: 'perp' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.bybit.com/trade/usdt/BTCUSDT', symbol: 'BTCUSDT' },
    { url: 'https://www.bybit.com/en/trade/usdc/BTC-PERP', symbol: 'BTCPERP' },
    { url: 'https://www.bybit.com/trade/inverse/BTCUSD', symbol: 'BTCUSD' },
    { url: 'https://www.bybit.com/trade/inverse/BTCUSDZ26', symbol: null },
    { url: 'https://www.bybit.com/en/trade/spot/ETH/USDT', symbol: 'ETHUSDT' },
    { url: 'https://www.bybit.com/trade/option/usdc/BTC', symbol: null },
  ],
} satisfies SitePages;
