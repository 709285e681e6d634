import type { Site, SitePages } from './site';
import { isDated } from './symbol-words';

/** CoinGlass venue name, lower case, to registry id. */
const VENUES: Readonly<Record<string, string>> = {
  binance: 'binance',
  bybit: 'bybit',
  okx: 'okx',
  okex: 'okx',
  bitget: 'bitget',
  gate: 'gate',
  bitmex: 'bitmex',
  deribit: 'deribit',
  hyperliquid: 'hyperliquid',
  dydx: 'dydx',
  kraken: 'kraken',
  mexc: 'mexc',
  aster: 'aster',
};

/** coinglass.com charts: `/tv/Binance_BTCUSDT`, with the language after `/tv`; layouts carry no symbol. */
export const coinglass = {
  id: 'coinglass',
  name: 'CoinGlass',
  matches: ['https://www.coinglass.com/*'],
  readInstrument({ url }) {
    const [, venue, symbol] =
      /^\/(?:[a-z]{2}(?:-[A-Z]{2})?\/)?tv\/(?:[a-z]{2}(?:-[A-Z]{2})?\/)?([A-Za-z]+)_([A-Za-z0-9_-]+)/.exec(
        url.pathname,
      ) ?? [];
    if (!venue || isDated(symbol)) return null;
    return { siteId: 'coinglass', exchange: VENUES[venue.toLowerCase()] ?? null, symbol, market: 'perp' };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['blob'],
  testUrls: [
    { url: 'https://www.coinglass.com/tv/Binance_BTCUSDT', symbol: 'BTCUSDT' },
    { url: 'https://www.coinglass.com/tv/zh-TW/Binance_ETHUSDT', symbol: 'ETHUSDT' },
    { url: 'https://www.coinglass.com/tv/Hyperliquid_BTC-USD', symbol: 'BTC-USD' },
    { url: 'https://www.coinglass.com/tv/OKX_BTC-USDT-SWAP', symbol: 'BTC-USDT-SWAP' },
    { url: 'https://www.coinglass.com/tv/layout/s9', symbol: null },
    { url: 'https://www.coinglass.com/LiquidationData', symbol: null },
  ],
} satisfies SitePages;
