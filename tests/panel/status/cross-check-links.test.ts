import { describe, expect, it } from 'vitest';
import { crossCheckLinks } from '../../../src/panel/status/cross-check-links';

function urlOf(name: string, exchange: string, base: string, quote: string): string | undefined {
  return crossCheckLinks({ exchange, symbol: base + quote, base, quote }).find((link) => link.name === name)
    ?.url;
}

describe('crossCheckLinks', () => {
  it('opens the same coin on each tool', () => {
    expect(urlOf('CoinGlass', 'binance', 'BTC', 'USDT')).toBe(
      'https://www.coinglass.com/pro/futures/LiquidationHeatMap?coin=BTC',
    );
    expect(urlOf('CoinAnk', 'binance', 'BTC', 'USDT')).toBe(
      'https://coinank.com/chart/derivatives/liq-heat-map/btc',
    );
    expect(urlOf('Hyblock', 'binance', 'BTC', 'USDT')).toBe(
      'https://hyblockcapital.com/liquidationlevel/btc',
    );
    expect(urlOf('Hyblock', 'bybit', 'ETH', 'USDT')).toBe('https://hyblockcapital.com/liquidationlevel/eth');
  });

  it('UXR-07 names every tool that traders are told to check with, and the two places to learn', () => {
    const links = crossCheckLinks({ exchange: 'bybit', symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT' });
    expect(links.map(({ name }) => name)).toEqual([
      'CoinGlass',
      'CoinAnk',
      'Hyblock',
      'TradingView',
      'Binance Academy',
      'Bybit Learn',
    ]);
    expect(urlOf('Binance Academy', 'bybit', 'ETH', 'USDT')).toBe('https://academy.binance.com/');
    expect(urlOf('Bybit Learn', 'bybit', 'ETH', 'USDT')).toBe('https://learn.bybit.com/');
  });

  it('opens Hyblock’s first page for a coin that has none there', () => {
    expect(urlOf('Hyblock', 'binance', 'DOGE', 'USDT')).toBe('https://hyblockcapital.com/liquidationlevel');
  });

  it('spells the contract as TradingView does', () => {
    expect(urlOf('TradingView', 'bybit', 'ETH', 'USDT')).toBe(
      'https://www.tradingview.com/chart/?symbol=BYBIT%3AETHUSDT.P',
    );
    expect(urlOf('TradingView', 'bitmex', 'BTC', 'USD')).toContain('BITMEX%3ABTCUSD.P');
    expect(urlOf('TradingView', 'somewhere', 'SOL', '')).toBe(
      'https://www.tradingview.com/chart/?symbol=SOLUSD.P',
    );
  });

  it('lets no symbol break out of the address', () => {
    for (const { url } of crossCheckLinks({
      exchange: 'binance',
      symbol: 'x',
      base: 'A/../?b=1#',
      quote: '&c',
    })) {
      expect(new URL(url).hash).toBe('');
      expect(url).not.toMatch(/\.\.\/\?b|&c/);
    }
  });

  it('carries nothing but the market', () => {
    for (const { url } of crossCheckLinks({
      exchange: 'binance',
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
    })) {
      expect([...new URL(url).searchParams.keys()].every((key) => ['coin', 'symbol'].includes(key))).toBe(
        true,
      );
    }
  });
});
