import { pagePath } from './page-path';
import type { Site, SitePages } from './site';

/** gate.com: `/futures/USDT/BTC_USDT`, older `/futures_trade/..`; spot pages show the perpetual of the pair. */
export const gate = {
  id: 'gate',
  name: 'Gate',
  matches: ['https://www.gate.com/*', 'https://www.gate.io/*'],
  readInstrument({ url }) {
    const [, kind, id] =
      /^\/(futures|futures_trade|trade)\/(?:(?:usdt|btc|usd)\/)?([A-Z0-9]+_[A-Z0-9]+)(?:$|[/?])/i.exec(
        pagePath(url),
      ) ?? [];
    if (!id) return null;
    return {
      siteId: 'gate',
      exchange: 'gate',
      symbol: id.toUpperCase(),
      market: kind === 'trade' ? 'spot' : 'perp',
    };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['iframe'],
  testUrls: [
    { url: 'https://www.gate.com/futures/USDT/BTC_USDT', symbol: 'BTC_USDT' },
    { url: 'https://www.gate.io/de/futures_trade/usdt/eth_usdt', symbol: 'ETH_USDT' },
    { url: 'https://www.gate.com/futures/BTC_USDT', symbol: 'BTC_USDT' },
    { url: 'https://www.gate.com/trade/SOL_USDT', symbol: 'SOL_USDT' },
    { url: 'https://www.gate.com/price', symbol: null },
  ],
} satisfies SitePages;
