import { readCoinName } from './coin-names';

/** A page's words for a contract, taken apart. */
export interface PageSymbol {
  /** Exchange id where the words carry one (`BINANCE:..`), else null. */
  exchange: string | null;
  /** Coin without multiplier and alias; `BTC`. */
  base: string;
  /** Coins in one unit of the page's price: 1000 for 1000PEPE. */
  multiplier: number;
  /** Quote currency, null when the page names only the coin. */
  quote: string | null;
}

/** Longest first, so that BTCUSDT is not read as BTCUSD + T. */
const QUOTES = ['FDUSD', 'USDT', 'USDC', 'USD1', 'USDE', 'BUSD', 'USD', 'EUR', 'BTC', 'ETH'];
const PERPETUAL_ENDING = /(\.P|[-_]?PERPETUAL|[-_]?PERP|[-_]SWAP|USDTM$|USDM$)$/;

/** Prefixes of TradingView and CoinGlass -> registry id. */
const PREFIXES: Readonly<Record<string, string>> = {
  BINANCE: 'binance',
  BYBIT: 'bybit',
  OKX: 'okx',
  OKEX: 'okx',
  BITGET: 'bitget',
  GATE: 'gate',
  GATEIO: 'gate',
  BITMEX: 'bitmex',
  DERIBIT: 'deribit',
  HYPERLIQUID: 'hyperliquid',
  DYDX: 'dydx',
  ASTER: 'aster',
};

/**
 * Reads `BTCUSDT`, `BTC_USDT`, `BTC-USDT-SWAP`, `BTC-PERPETUAL`, `XBTUSD`, `XBTUSDTM`, `kPEPE`, `BTC`,
 * `BINANCE:BTCUSDT.P`. Null for dated futures and continuous ones (`BTC1!`), which no perpetual stands for.
 */
export function readPageSymbol(words: string): PageSymbol | null {
  const [, prefix, rest] = /^(?:([A-Za-z0-9]+):)?(.+)$/.exec(words.trim()) ?? [];
  if (rest === undefined || /!$/.test(rest)) return null;
  const exchange = prefix === undefined ? null : (PREFIXES[prefix.toUpperCase()] ?? null);
  const isKilo = /^k[A-Z]/.test(rest);
  const upper = isKilo ? rest : rest.toUpperCase();
  const bare = stripPerpetual(upper).replace(/^P[FI]_/, '');
  const split = splitPair(bare);
  if (split === null) return null;
  const { base, multiplier } = readCoinName(split.listedBase);
  return { exchange, base, multiplier, quote: split.quote };
}

/** Registry id for a page: its own, except that Binance's coin-margined contracts are a feed of their own. */
export function exchangeOfPage(exchange: string | null, symbol: string): string | null {
  const read = readPageSymbol(symbol);
  const named = exchange ?? read?.exchange ?? null;
  const isCoinMargined = /_PERP$/i.test(symbol) || (read?.quote === 'USD' && /\.P$/i.test(symbol));
  return named === 'binance' && isCoinMargined ? 'binance-coinm' : named;
}

function stripPerpetual(symbol: string): string {
  const kucoin = /^([A-Z0-9]+)(USDT|USD)M$/.exec(symbol);
  return kucoin ? `${kucoin[1]}${kucoin[2]}` : symbol.replace(PERPETUAL_ENDING, '');
}

function splitPair(symbol: string): { listedBase: string; quote: string | null } | null {
  const parts = symbol.split(/[-_/]/);
  if (parts.length > 2 || parts.some((part) => part === '')) return null;
  if (parts.length === 2) return QUOTES.includes(parts[1]) ? { listedBase: parts[0], quote: parts[1] } : null;
  if (/USD[TC]?\d{2}[A-Z]/.test(symbol) || !/^[A-Za-z0-9]+$/.test(symbol)) return null;
  const quote = QUOTES.find((candidate) => symbol.endsWith(candidate) && symbol.length > candidate.length);
  return quote === undefined
    ? { listedBase: symbol, quote: null }
    : { listedBase: symbol.slice(0, -quote.length), quote };
}
