/** A venue that speaks the language of Binance futures: USD-M, COIN-M, Aster. */
export interface BinanceDialect {
  venue: string;
  /** `/fapi/v1` */
  apiRoot: string;
  /** `/market`, or empty */
  socketRoot: string;
  /** Path of the web page's bracket endpoint. */
  bracketsPath: string;
  /** Whether `/futures/data/*` exists. */
  hasStatistics: boolean;
  /** `st` of the streams: 1 = USD-M, 2 = COIN-M. */
  streamType: 1 | 2;
  /** Null for a symbol that the venue does not spell so. */
  coinOf(symbol: string): string | null;
  symbolOf(coin: string): string;
  /** `pair` of COIN-M; the symbol elsewhere. */
  pairOf(coin: string): string;
  quoteAsset: 'USDT' | 'USD';
  /** USD in one contract of COIN-M; null where sizes are coins. */
  contractUsd(coin: string): number | null;
  /** A size as the venue writes it: coins, or whole contracts. */
  quantityText(coin: string, base: number, price: number): string;
}

function linearCoin(symbol: string): string | null {
  return /^([A-Z0-9]+)USDT$/.exec(symbol)?.[1] ?? null;
}

export const BINANCE_USDM: BinanceDialect = {
  venue: 'binance',
  apiRoot: '/fapi/v1',
  socketRoot: '/market',
  bracketsPath: '/bapi/futures/v1/friendly/future/common/brackets',
  hasStatistics: true,
  streamType: 1,
  coinOf: linearCoin,
  symbolOf: (coin) => `${coin}USDT`,
  pairOf: (coin) => `${coin}USDT`,
  quoteAsset: 'USDT',
  contractUsd: () => null,
  quantityText: (_coin, base) => base.toFixed(3),
};
