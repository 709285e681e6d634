import type { Site, SitePages } from './site';

/** pro.kraken.com: `/app/trade/futures-btc-usd-perp`; spot pages show the perpetual of the coin. */
export const krakenPro = {
  id: 'kraken-pro',
  name: 'Kraken Pro',
  matches: ['https://pro.kraken.com/*', 'https://futures.kraken.com/*'],
  readInstrument({ url }) {
    // A chart in euros or pounds has other prices than the dollar contract.
    const [, isFuture, coin] =
      /\/trade\/(futures-)?([a-z0-9]+)-(?:usd|usdt|usdc)(?:-perp)?(?:$|\/)/.exec(url.pathname) ?? [];
    const older = /\/trade\/futures\/(P[FI]_[A-Z0-9]+USD)(?:$|\/)/i.exec(url.pathname)?.[1];
    const symbol = older?.toUpperCase() ?? (coin && `PF_${coin === 'btc' ? 'XBT' : coin.toUpperCase()}USD`);
    if (!symbol) return null;
    return { siteId: 'kraken-pro', exchange: 'kraken', symbol, market: older || isFuture ? 'perp' : 'spot' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['top'],
  testUrls: [
    { url: 'https://pro.kraken.com/app/trade/futures-btc-usd-perp', symbol: 'PF_XBTUSD' },
    { url: 'https://pro.kraken.com/app/trade/futures-sol-usd-perp', symbol: 'PF_SOLUSD' },
    { url: 'https://futures.kraken.com/trade/futures/PF_XBTUSD', symbol: 'PF_XBTUSD' },
    { url: 'https://pro.kraken.com/app/trade/btc-usd', symbol: 'PF_XBTUSD' },
    { url: 'https://pro.kraken.com/app/trade/btc-eur', symbol: null },
    { url: 'https://pro.kraken.com/app/portfolio', symbol: null },
  ],
} satisfies SitePages;
