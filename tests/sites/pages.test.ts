// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { anySite, readAnyPage } from '../../src/sites/any-site';
import { matchesPattern } from '../../src/sites/match-pattern';
import { siteForUrl } from '../../src/sites/registry';

function read(address: string, title = '', html = '') {
  document.body.innerHTML = html;
  const url = new URL(address);
  return siteForUrl(url)?.readInstrument({ url, title, document }) ?? null;
}

describe('a TradingView chart page', () => {
  const address = 'https://www.tradingview.com/chart/abcd1234/?symbol=BINANCE%3ABTCUSDT.P';

  test('keeps the venue of its address while the title shows the same ticker', () => {
    expect(read(address, 'BTCUSDT.P 83,760.7 ▲ +0.52% my layout')).toMatchObject({
      exchange: 'binance',
      symbol: 'BTCUSDT',
    });
  });

  test('follows the title when the user opens another symbol', () => {
    expect(read(address, 'ETHUSDT.P 4,012.1 ▼ −0.5% my layout')).toMatchObject({
      exchange: null,
      symbol: 'ETHUSDT',
    });
  });

  test('follows the toolbar where the title says nothing', () => {
    const html = '<button id="header-toolbar-symbol-search">SOLUSDT.P</button>';
    expect(read('https://www.tradingview.com/chart/abcd1234/', '', html)).toMatchObject({
      symbol: 'SOLUSDT',
      market: 'perp',
    });
  });

  test('shows nothing for a share', () => {
    expect(read('https://www.tradingview.com/chart/abcd1234/', 'AAPL 230.1 ▲ +0.5% my layout')).toBeNull();
  });
});

describe('single pages', () => {
  test('Hyperliquid without a coin in the address reads the title', () => {
    expect(read('https://app.hyperliquid.xyz/trade', '83,760 | BTC | Hyperliquid')).toMatchObject({
      symbol: 'BTC',
    });
  });

  test('spot pages offer the perpetual and say that the page is spot', () => {
    expect(read('https://www.binance.com/de/trade/SOL_USDT')).toMatchObject({
      symbol: 'SOLUSDT',
      market: 'spot',
    });
    expect(read('https://app.hyperliquid.xyz/trade/HYPE/USDC')).toMatchObject({
      symbol: 'HYPE',
      market: 'spot',
    });
  });

  test('DexScreener marks its coin as a guess', () => {
    const address = 'https://dexscreener.com/solana/7qbRF6YsyGuLUVs6Y1q64bdVrfe4ZcUUz1JRdoVNUJnm';
    expect(read(address, 'WIF $2.31 - dogwifhat / SOL on Solana - DEX Screener')).toMatchObject({
      symbol: 'WIF',
      isGuess: true,
    });
  });
});

describe('a page that shows no perpetual', () => {
  const PRICED = '83,760.7 | BTCUSDT | BTCUSDT Perpetual';
  test.each([
    'https://www.binance.com/en/my/wallet/account/futures/um',
    'https://www.binance.com/en/futures/home',
    'https://www.binance.com/en/futures/funding-history/perpetual/real-time-funding-rate',
    'https://www.binance.com/en/futures/BTCUSDT_261225',
    'https://www.bybit.com/en/trade/usdt',
    'https://www.bybit.com/user/assets/home/overview',
    'https://www.okx.com/balance/overview',
    'https://www.okx.com/trade-swap',
    'https://www.okx.com/trade-option/btc-usd',
    'https://app.hyperliquid.xyz/portfolio',
    'https://app.hyperliquid.xyz/leaderboard',
    'https://www.bitget.com/futures/usdt',
    'https://www.bitget.com/asset',
    'https://www.gate.com/futures/USDT',
    'https://www.gate.com/futures/USDT/BTC_USDT_20261225',
    'https://www.gate.com/myaccount/funds',
    'https://www.bitmex.com/app/wallet',
    'https://www.deribit.com/account/BTC',
    'https://www.deribit.com/futures',
    'https://dydx.trade/portfolio/overview',
    'https://www.mexc.com/futures/information/funding_rate',
    'https://www.mexc.com/assets/overview',
    'https://pro.kraken.com/app/trade/btc-gbp',
    'https://www.asterdex.com/en/portfolio',
    'https://www.coinglass.com/pro/futures/LiquidationHeatMap',
    'https://www.tradingview.com/screener/',
    'https://www.tradingview.com/charting-library/',
    'https://dexscreener.com/watchlist',
  ])('is none at %s, whatever its title', (address) => {
    expect(read(address)).toBeNull();
    expect(read(address, PRICED)).toBeNull();
  });
});

describe('readAnyPage', () => {
  const page = (address: string, title = '') => ({ url: new URL(address), title, document: null });

  test.each([
    ['https://x.example/trade/BTCUSDT', '', 'BTCUSDT', 'spot'],
    ['https://x.example/perp/eth-usd-perp', '', 'ETHUSD', 'perp'],
    ['https://x.example/chart?pair=SOL%2FUSDC', '', 'SOLUSDC', 'spot'],
    ['https://x.example/app', '61,234.5 | DOGEUSDT.P | Example', 'DOGEUSDT', 'perp'],
    ['https://x.example/app', 'BTC / USDT price 61,234', 'BTCUSDT', 'spot'],
  ])('of %s titled "%s" gives %s, %s', (address, title, symbol, market) => {
    expect(readAnyPage(page(address, title))).toEqual({ exchange: null, symbol, market, isGuess: true });
  });

  test.each([
    ['https://x.example/', 'The dollar: 3 USD in EUR'],
    ['https://x.example/%E0%A4%A/news', 'All about trading'],
    ['https://x.example/BTCUSD_261225', ''],
  ])('of %s titled "%s" is null', (address, title) => {
    expect(readAnyPage(page(address, title))).toBeNull();
  });

  test('is the adapter of an origin that the user switched on', () => {
    const site = anySite('https://x.example');
    expect(site.matches).toEqual(['https://x.example/*']);
    expect(site.readInstrument(page('https://x.example/trade/BTCUSDT'))?.siteId).toBe('https://x.example');
  });
});

describe('matchesPattern', () => {
  test.each([
    ['https://*.bybit.com/*', 'https://www.bybit.com/trade', true],
    ['https://*.bybit.com/*', 'https://bybit.com/', true],
    ['https://*.bybit.com/*', 'https://evilbybit.com/', false],
    ['https://www.okx.com/trade-swap/*', 'https://www.okx.com/markets', false],
    ['*://a.example/*', 'http://a.example/x?y=1', true],
  ])('%s on %s is %s', (pattern, url, expected) => {
    expect(matchesPattern(pattern, new URL(url))).toBe(expected);
  });

  test('throws for what is no pattern', () => {
    expect(() => matchesPattern('bybit.com', new URL('https://bybit.com'))).toThrow(
      'invalid match pattern: bybit.com',
    );
  });
});
