import type { Venue } from '../venue';
import { BINANCE_USDM } from './binance-dialect';
import { makeBinanceRest } from './binance-rest';
import { connectBinance } from './binance-socket';

/** Binance USD-M futures. */
export function makeBinance(nowMs: () => number = Date.now): Venue {
  return {
    id: 'binance',
    hosts: ['fapi.binance.com', 'fstream.binance.com', 'www.binance.com'],
    answer: makeBinanceRest(BINANCE_USDM, nowMs),
    connect: ({ host, path, query }, market, send) =>
      host === 'fstream.binance.com' ? connectBinance(BINANCE_USDM, path, query, market, send) : null,
  };
}
