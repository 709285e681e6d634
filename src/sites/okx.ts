import { pagePath } from './page-path';
import type { Site, SitePages } from './site';

/** okx.com: `/trade-swap/btc-usdt-swap`; spot pages show the perpetual of the pair. */
export const okx = {
  id: 'okx',
  name: 'OKX',
  matches: ['https://www.okx.com/*', 'https://my.okx.com/*', 'https://tr.okx.com/*'],
  readInstrument({ url }) {
    const [, kind, id] = /^\/trade-(swap|futures|spot|margin)\/([a-z0-9-]+)/i.exec(pagePath(url)) ?? [];
    const symbol = id?.toUpperCase();
    if (symbol?.endsWith('-SWAP')) return { siteId: 'okx', exchange: 'okx', symbol, market: 'perp' };
    const isSpot = kind === 'spot' || kind === 'margin';
    return symbol && isSpot
      ? { siteId: 'okx', exchange: 'okx', symbol: `${symbol}-SWAP`, market: 'spot' }
      : null;
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['top', 'blob'],
  testUrls: [
    { url: 'https://www.okx.com/trade-swap/btc-usdt-swap', symbol: 'BTC-USDT-SWAP' },
    { url: 'https://www.okx.com/zh-hans/trade-swap/eth-usd-swap', symbol: 'ETH-USD-SWAP' },
    { url: 'https://www.okx.com/trade-spot/sol-usdt', symbol: 'SOL-USDT-SWAP' },
    { url: 'https://www.okx.com/trade-futures/btc-usd-261225', symbol: null },
    { url: 'https://www.okx.com/markets', symbol: null },
  ],
} satisfies SitePages;
