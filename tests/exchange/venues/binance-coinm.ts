import type { Venue } from '../venue';
import type { BinanceDialect } from './binance-dialect';
import { makeBinanceRest } from './binance-rest';
import { connectBinance } from './binance-socket';

const contractUsd = (coin: string) => (coin === 'BTC' ? 100 : 10);

/** COIN-M: contracts of 100 or 10 USD, statistics by pair. */
const COINM: BinanceDialect = {
  venue: 'binance-coinm',
  apiRoot: '/dapi/v1',
  socketRoot: '',
  bracketsPath: '/bapi/futures/v1/friendly/delivery/common/brackets',
  hasStatistics: true,
  streamType: 2,
  coinOf: (symbol) => /^([A-Z0-9]+)USD_PERP$/.exec(symbol)?.[1] ?? null,
  symbolOf: (coin) => `${coin}USD_PERP`,
  pairOf: (coin) => `${coin}USD`,
  quoteAsset: 'USD',
  contractUsd,
  quantityText: (coin, base, price) => `${Math.max(1, Math.round((base * price) / contractUsd(coin)))}`,
};

export function makeBinanceCoinm(nowMs: () => number = Date.now): Venue {
  const rest = makeBinanceRest(COINM, nowMs);
  return {
    id: 'binance-coinm',
    hosts: ['dapi.binance.com', 'dstream.binance.com', 'www.binance.com'],
    // The site's host belongs to the pages and to USD-M as well: only our own path is ours.
    answer: (request, market) =>
      request.host === 'www.binance.com' && request.path !== COINM.bracketsPath
        ? null
        : rest(request, market),
    connect: ({ host, path, query }, market, send) =>
      host === 'dstream.binance.com' ? connectBinance(COINM, path, query, market, send) : null,
  };
}
