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

const FULL: Record<string, string> = {
  binance: 'Binance',
  bybit: 'Bybit',
  okx: 'OKX',
  hyperliquid: 'Hyperliquid',
  bitget: 'Bitget',
  gate: 'Gate',
  bitmex: 'BitMEX',
  'binance-coinm': 'Binance COIN-M',
  aster: 'Aster',
  dydx: 'dYdX',
  deribit: 'Deribit',
  kraken: 'Kraken',
  coinbase: 'Coinbase',
  htx: 'HTX',
  mexc: 'MEXC',
};

/** Three or four letters of an exchange, for tight rows. */
export function shortSourceName(exchange: string): string {
  return SHORT[exchange] ?? exchange.slice(0, 4).toUpperCase();
}

/** The exchange's own spelling of its name; ids that are not known are shown as they are. */
export function sourceName(exchange: string): string {
  return FULL[exchange] ?? exchange;
}
