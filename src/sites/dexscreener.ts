import type { Site, SitePages } from './site';

const PAIR_PATH = /^\/[a-z]+\/(?:0x[0-9a-fA-F]{40,64}|\w{30,})/;
/** `PEPE $0.0000123 - Pepe / WETH on Ethereum ...`: the token comes first. */
const TITLE_TOKEN = /^[^A-Za-z0-9$]*\$?([A-Za-z0-9]{2,12})(?=[\s/])/;

/** dexscreener.com: the address holds a pool, the coin stands in the title; its perpetual is a guess to be confirmed. */
export const dexscreener = {
  id: 'dexscreener',
  name: 'DexScreener',
  matches: ['https://dexscreener.com/*'],
  readInstrument({ url, title }) {
    const token = PAIR_PATH.test(url.pathname) ? TITLE_TOKEN.exec(title)?.[1] : undefined;
    if (!token) return null;
    return {
      siteId: 'dexscreener',
      exchange: null,
      symbol: token.toUpperCase(),
      market: 'spot',
      isGuess: true,
    };
  },
  verified: { against: 'unverified', on: '2026-11-21' },
} satisfies Site;

/** @public */
export const pages = {
  charts: ['iframe'],
  testUrls: [
    {
      url: 'https://dexscreener.com/ethereum/0xa43fe16908251ee70ef74718545e4fe6c5ccec9f',
      title: 'PEPE $0.00001234 - Pepe / WETH on Ethereum / Uniswap - DEX Screener',
      symbol: 'PEPE',
    },
    { url: 'https://dexscreener.com/ethereum/0xa43fe16908251ee70ef74718545e4fe6c5ccec9f', symbol: null },
    { url: 'https://dexscreener.com/new-pairs', symbol: null },
  ],
} satisfies SitePages;
