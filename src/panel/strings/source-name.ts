const SHORT: Record<string, string> = {
  binance: 'BIN',
  bybit: 'BYB',
  okx: 'OKX',
  hyperliquid: 'HL',
  bitget: 'BGT',
  gate: 'GATE',
  bitmex: 'BMX',
  'binance-coinm': 'BINC',
  aster: 'AST',
  dydx: 'DYDX',
  deribit: 'DRB',
  kraken: 'KRK',
  coinbase: 'CB',
  htx: 'HTX',
  mexc: 'MEXC',
};

/** Names that are not their id with a capital letter. */
const FULL: Record<string, string> = {
  okx: 'OKX',
  bitmex: 'BitMEX',
  'binance-coinm': 'Binance COIN-M',
  dydx: 'dYdX',
  htx: 'HTX',
  mexc: 'MEXC',
};

/** Three or four letters of an exchange, for tight rows. */
export function shortSourceName(exchange: string): string {
  return SHORT[exchange] ?? exchange.slice(0, 4).toUpperCase();
}

/** The exchange's own spelling of its name. */
export function sourceName(exchange: string): string {
  return FULL[exchange] ?? exchange.charAt(0).toUpperCase() + exchange.slice(1);
}
