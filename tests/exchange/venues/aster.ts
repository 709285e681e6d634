import type { Venue } from '../venue';
import { BINANCE_USDM, type BinanceDialect } from './binance-dialect';
import { makeBinanceRest } from './binance-rest';
import { connectBinance } from './binance-socket';

/** Aster speaks Binance's dialect without the statistics and without the `/market` root. */
const ASTER: BinanceDialect = { ...BINANCE_USDM, venue: 'aster', socketRoot: '', hasStatistics: false };
/** The newer version of the same endpoints. */
const ASTER_V3: BinanceDialect = { ...ASTER, apiRoot: '/fapi/v3' };

export function makeAster(nowMs: () => number = Date.now): Venue {
  const [v1, v3] = [makeBinanceRest(ASTER, nowMs), makeBinanceRest(ASTER_V3, nowMs)];
  return {
    id: 'aster',
    hosts: ['fapi.asterdex.com', 'fstream.asterdex.com', 'www.asterdex.com'],
    answer: (request, market) => (request.path.startsWith('/fapi/v3') ? v3 : v1)(request, market),
    connect: ({ host, path, query }, market, send) =>
      host === 'fstream.asterdex.com' ? connectBinance(ASTER, path, query, market, send) : null,
  };
}
