import { pagePath } from './page-path';
import type { Site, SitePages } from './site';
import { isDated } from './symbol-words';

/** binance.com: USD-M `/futures/BTCUSDT`, COIN-M `/delivery/BTCUSD_PERP`; spot pages show the perpetual of the pair. */
export const binance = {
  id: 'binance',
  name: 'Binance',
  matches: ['https://www.binance.com/*'],
  readInstrument({ url }) {
    const path = pagePath(url);
    const inverse = /^\/delivery\/([A-Z0-9]+USD_PERP)/i.exec(path)?.[1].toUpperCase();
    const contract = inverse ?? /^\/(?:futures|delivery)\/([A-Z0-9_]+)(?:$|\/)/.exec(path)?.[1];
    if (contract)
      return isDated(contract)
        ? null
        : { siteId: 'binance', exchange: 'binance', symbol: contract, market: 'perp' };
    const pair = /^\/trade\/([A-Z0-9]+)_([A-Z0-9]+)/.exec(path);
    return pair && { siteId: 'binance', exchange: 'binance', symbol: pair[1] + pair[2], market: 'spot' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['top', 'blob'],
  testUrls: [
    { url: 'https://www.binance.com/en/futures/BTCUSDT', symbol: 'BTCUSDT' },
    { url: 'https://www.binance.com/futures/1000PEPEUSDT', symbol: '1000PEPEUSDT' },
    { url: 'https://www.binance.com/zh-CN/delivery/BTCUSD_PERP', symbol: 'BTCUSD_PERP' },
    { url: 'https://www.binance.com/en/delivery/ethusd_perpetual', symbol: 'ETHUSD_PERP' },
    { url: 'https://www.binance.com/en/futures/BTCUSDT_261225', symbol: null },
    { url: 'https://www.binance.com/en/trade/BTC_USDT?type=spot', symbol: 'BTCUSDT' },
    { url: 'https://www.binance.com/en/markets', symbol: null },
  ],
} satisfies SitePages;
