import { describe, expect, test } from 'vitest';
import { readTradingViewSymbol } from '../../src/sites/tradingview-symbol';

describe('readTradingViewSymbol', () => {
  test.each([
    ['BINANCE:BTCUSDT.P', 'binance', 'BTCUSDT', 'perp'],
    ['BINANCE:BTCUSD.P', 'binance', 'BTCUSD_PERP', 'perp'],
    ['BINANCE:BTCUSDT', 'binance', 'BTCUSDT', 'spot'],
    ['BYBIT:BTCUSD.P', 'bybit', 'BTCUSD', 'perp'],
    ['OKX:BTCUSD.P', 'okx', 'BTC-USD-SWAP', 'perp'],
    ['GATEIO:BTCUSDT.P', 'gate', 'BTC_USDT', 'perp'],
    ['BITMEX:XBTUSD.P', 'bitmex', 'XBTUSD', 'perp'],
    ['DERIBIT:BTCUSD.P', 'deribit', 'BTC-PERPETUAL', 'perp'],
    ['HYPERLIQUID:BTCUSDC.P', 'hyperliquid', 'BTC', 'perp'],
    ['KRAKEN:BTCUSD.P', 'kraken', 'PF_XBTUSD', 'perp'],
    ['COINBASE:BTCUSD', null, 'BTCUSD', 'spot'],
    ['BTCUSDT.P', null, 'BTCUSDT', 'perp'],
  ])('of %s gives %s %s, %s', (words, exchange, symbol, market) => {
    expect(readTradingViewSymbol(words)).toEqual({ exchange, symbol, market });
  });

  test.each([
    'BINANCE:BTC1!',
    'BINANCE:BTCUSDT27M2026',
    'NASDAQ:AAPL',
    '',
    'a b',
    'INDEX:DXY',
    'BYBIT:BTCUSDZ2026',
  ])('of %s is null', (words) => {
    expect(readTradingViewSymbol(words)).toBeNull();
  });
});
