/** Registry id of an exchange, lower case: `binance`, `bybit`, ... The feed registry holds the closed list. */
export type ExchangeId = string;

/** `exchange:symbol`, the exchange's own spelling of the symbol: `binance:BTCUSDT`. */
export type InstrumentKey = `${string}:${string}`;

/** One perpetual contract on one exchange. */
export interface Instrument {
  exchange: ExchangeId;
  /** The exchange's own spelling. */
  symbol: string;
  /** Base coin after removing multipliers and aliases: `BTC` (never `XBT`), `PEPE` (never `1000PEPE`). */
  base: string;
  quote: string;
  settle: string;
  kind: 'linear' | 'inverse';
  /** Linear: base coins in one contract (1 where the exchange counts coins). Inverse: USD in one contract. */
  contractSize: number;
  /** Units of `base` that one unit of the listed coin stands for: 1000 for `1000PEPEUSDT`, else 1. */
  baseMultiplier: number;
  /** Smallest price step, quote currency. */
  tickSize: number;
  /** Largest leverage the exchange offers, 0 when unknown. */
  maxLeverage: number;
  fundingIntervalHours: number;
}

/** The key under which everything about an instrument is stored. */
export function instrumentKey(instrument: Pick<Instrument, 'exchange' | 'symbol'>): InstrumentKey {
  return `${instrument.exchange}:${instrument.symbol}`;
}
