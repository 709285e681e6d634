import type { Site, SitePages } from './site';

/** `83,760 | BTC | Hyperliquid` */
const TITLE_COIN = /\|\s*([A-Za-z0-9:]+)\s*\|\s*Hyperliquid/;

/** app.hyperliquid.xyz: `/trade/BTC`; `/trade/HYPE/USDC` is spot; plain `/trade` keeps the coin in the title. */
export const hyperliquid = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  matches: ['https://app.hyperliquid.xyz/*'],
  readInstrument({ url, title }) {
    const [, coin, quote] = /^\/trade(?:\/([A-Za-z0-9:]+)(?:\/(\w+))?)?\/?$/.exec(url.pathname) ?? [];
    const symbol = coin ?? (url.pathname.startsWith('/trade') ? TITLE_COIN.exec(title)?.[1] : undefined);
    if (!symbol) return null;
    return { siteId: 'hyperliquid', exchange: 'hyperliquid', symbol, market: quote ? 'spot' : 'perp' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://app.hyperliquid.xyz/trade/BTC', symbol: 'BTC' },
    { url: 'https://app.hyperliquid.xyz/trade/kPEPE', symbol: 'kPEPE' },
    { url: 'https://app.hyperliquid.xyz/trade/xyz:TSLA', symbol: 'xyz:TSLA' },
    { url: 'https://app.hyperliquid.xyz/trade/HYPE/USDC', symbol: 'HYPE' },
    { url: 'https://app.hyperliquid.xyz/trade', title: '83,760 | BTC | Hyperliquid', symbol: 'BTC' },
    { url: 'https://app.hyperliquid.xyz/vaults', symbol: null },
  ],
} satisfies SitePages;
