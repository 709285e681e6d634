import type { PageInstrument } from '../core/market/page-instrument';
import { isDated, splitPair } from './symbol-words';

type Named = Pick<PageInstrument, 'exchange' | 'symbol' | 'market'>;

/** How a venue spells the perpetual that TradingView calls `<base><quote>.P`. */
interface Venue {
  exchange: string;
  perpetual(base: string, quote: string): string;
}

const joined = (base: string, quote: string) => base + quote;

const VENUES: Readonly<Record<string, Venue>> = {
  BINANCE: { exchange: 'binance', perpetual: (b, q) => (q === 'USD' ? `${b}USD_PERP` : b + q) },
  BYBIT: { exchange: 'bybit', perpetual: (b, q) => (q === 'USDC' ? `${b}PERP` : b + q) },
  OKX: { exchange: 'okx', perpetual: (b, q) => `${b}-${q}-SWAP` },
  BITGET: { exchange: 'bitget', perpetual: joined },
  GATE: { exchange: 'gate', perpetual: (b, q) => `${b}_${q}` },
  GATEIO: { exchange: 'gate', perpetual: (b, q) => `${b}_${q}` },
  MEXC: { exchange: 'mexc', perpetual: (b, q) => `${b}_${q}` },
  BITMEX: { exchange: 'bitmex', perpetual: joined },
  DERIBIT: {
    exchange: 'deribit',
    perpetual: (b, q) => (q === 'USD' ? `${b}-PERPETUAL` : `${b}_${q}-PERPETUAL`),
  },
  HYPERLIQUID: { exchange: 'hyperliquid', perpetual: (b) => b },
  DYDX: { exchange: 'dydx', perpetual: (b) => `${b}-USD` },
  KRAKEN: { exchange: 'kraken', perpetual: (b) => `PF_${b === 'BTC' ? 'XBT' : b}USD` },
  ASTER: { exchange: 'aster', perpetual: joined },
};

/**
 * Reads a TradingView symbol: `BINANCE:BTCUSDT.P` is that venue's perpetual, `BINANCE:BTCUSDT` its spot pair (the
 * perpetual's map is offered), a venue without perpetuals or no venue at all leaves the exchange open.
 * @returns null for indices, stocks, dated and continuous futures.
 */
export function readTradingViewSymbol(words: string): Named | null {
  const [, prefix = '', ticker] = /^(?:([A-Z0-9_]+):)?([A-Z0-9.!]+)$/.exec(words.trim().toUpperCase()) ?? [];
  if (!ticker || isDated(ticker)) return null;
  const isPerp = ticker.endsWith('.P');
  const pair = splitPair(ticker.replace(/\.P$/, ''));
  if (!pair || /[.!]/.test(pair.base)) return null;
  const venue = VENUES[prefix];
  const symbol = venue ? venue.perpetual(pair.base, pair.quote) : pair.base + pair.quote;
  return { exchange: venue?.exchange ?? null, symbol, market: isPerp ? 'perp' : 'spot' };
}
