import type { Instrument } from '../../../src/core/market/instrument';

/** The contract that most tests are about: Binance's BTCUSDT. */
export const BTC_PERPETUAL: Instrument = {
  exchange: 'binance',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  settle: 'USDT',
  kind: 'linear',
  contractSize: 1,
  baseMultiplier: 1,
  tickSize: 0.1,
  maxLeverage: 125,
  fundingIntervalHours: 8,
};
