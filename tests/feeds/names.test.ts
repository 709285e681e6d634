import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../src/core/market/instrument';
import { readCoinName } from '../../src/feeds/coin-names';
import { findInstrument, mainContract, pagePriceFactor } from '../../src/feeds/instrument-book';
import { exchangeOfPage, readPageSymbol } from '../../src/feeds/page-symbol';
import { instrumentOf } from './harness/instruments';

describe('readCoinName', () => {
  it.each([
    ['BTC', 'BTC', 1],
    ['XBT', 'BTC', 1],
    ['1000PEPE', 'PEPE', 1000],
    ['10000SATS', 'SATS', 10_000],
    ['1000000MOG', 'MOG', 1_000_000],
    ['1MBABYDOGE', 'BABYDOGE', 1_000_000],
    ['kPEPE', 'PEPE', 1000],
    ['kSHIB', 'SHIB', 1000],
    ['1INCH', '1INCH', 1],
    ['KAVA', 'KAVA', 1],
    ['2Z', '2Z', 1],
    ['1M', '1M', 1],
  ])('of %s, is %s times %i', (listed, base, multiplier) => {
    expect(readCoinName(listed)).toEqual({ base, multiplier });
  });
});

describe('readPageSymbol', () => {
  it.each([
    ['BTCUSDT', 'BTC', 'USDT', 1],
    ['btcusdt', 'BTC', 'USDT', 1],
    ['BTC_USDT', 'BTC', 'USDT', 1],
    ['BTC-USDT-SWAP', 'BTC', 'USDT', 1],
    ['btc-usdt-swap', 'BTC', 'USDT', 1],
    ['BTC-PERP', 'BTC', null, 1],
    ['BTCPERP', 'BTC', null, 1],
    ['BTC-PERPETUAL', 'BTC', null, 1],
    ['BTC_USDC-PERPETUAL', 'BTC', 'USDC', 1],
    ['BTCUSD_PERP', 'BTC', 'USD', 1],
    ['XBTUSD', 'BTC', 'USD', 1],
    ['XBTUSDTM', 'BTC', 'USDT', 1],
    ['PF_XBTUSD', 'BTC', 'USD', 1],
    ['BTC-USD', 'BTC', 'USD', 1],
    ['BTC/USDC', 'BTC', 'USDC', 1],
    ['BTC', 'BTC', null, 1],
    ['kPEPE', 'PEPE', null, 1000],
    ['1000PEPEUSDT', 'PEPE', 'USDT', 1000],
    ['1MBABYDOGEUSDT', 'BABYDOGE', 'USDT', 1_000_000],
    ['BTCFDUSD', 'BTC', 'FDUSD', 1],
    ['ETHBTC', 'ETH', 'BTC', 1],
  ])('of %s, reads %s in %s', (words, base, quote, multiplier) => {
    expect(readPageSymbol(words)).toEqual({ exchange: null, base, quote, multiplier });
  });

  it.each([
    ['BINANCE:BTCUSDT.P', 'binance', 'USDT'],
    ['BYBIT:BTCUSD.P', 'bybit', 'USD'],
    ['OKX:BTCUSDT.P', 'okx', 'USDT'],
    ['GATEIO:BTCUSDT.P', 'gate', 'USDT'],
    ['GATE:BTCUSDT.P', 'gate', 'USDT'],
    ['BITMEX:XBTUSD.P', 'bitmex', 'USD'],
    ['DERIBIT:BTCUSD.P', 'deribit', 'USD'],
    ['HYPERLIQUID:BTCUSDC.P', 'hyperliquid', 'USDC'],
    ['COINBASE:BTCUSD', null, 'USD'],
    ['CRYPTO:BTCUSD', null, 'USD'],
  ])('of %s, reads BTC of %s', (words, exchange, quote) => {
    expect(readPageSymbol(words)).toMatchObject({ exchange, base: 'BTC', quote });
  });

  it.each(['BTC1!', 'BINANCE:BTC1!', 'BTCUSDT27M2026', 'BTC-27MAR26', 'BTC-USD-260327', '', ' '])(
    'of %j, which no perpetual stands for, is null',
    (words) => {
      expect(readPageSymbol(words)).toBeNull();
    },
  );
});

describe('exchangeOfPage', () => {
  it('of a coin-margined contract of Binance, is the feed of those', () => {
    expect(exchangeOfPage('binance', 'BTCUSD_PERP')).toBe('binance-coinm');
    expect(exchangeOfPage(null, 'BINANCE:BTCUSD.P')).toBe('binance-coinm');
  });

  it('of a dollar contract of Binance, stays', () => {
    expect(exchangeOfPage('binance', 'BTCUSDT')).toBe('binance');
    expect(exchangeOfPage(null, 'BINANCE:BTCUSDT.P')).toBe('binance');
  });

  it('of an inverse contract elsewhere, stays', () => {
    expect(exchangeOfPage('bybit', 'BTCUSD')).toBe('bybit');
  });

  it('of a page that names none, is null', () => {
    expect(exchangeOfPage(null, 'BTCUSD')).toBeNull();
  });
});

const list = (exchange: string, symbol: string, fields: Partial<Instrument> = {}) =>
  instrumentOf({ exchange, symbol, ...fields });

const BINANCE = [
  list('binance', 'BTCUSDT'),
  list('binance', 'BTCUSDC', { quote: 'USDC', settle: 'USDC' }),
  list('binance', 'ETHUSDT', { base: 'ETH' }),
  list('binance', '1000PEPEUSDT', { base: 'PEPE', baseMultiplier: 1000 }),
  list('binance', 'ETHBTC', { base: 'ETH', quote: 'BTC', settle: 'BTC' }),
];
const BYBIT = [
  list('bybit', 'BTCUSD', { kind: 'inverse', quote: 'USD', settle: 'BTC' }),
  list('bybit', 'BTCPERP', { quote: 'USDC', settle: 'USDC' }),
  list('bybit', 'BTCUSDT'),
];
const HYPERLIQUID = [
  list('hyperliquid', 'BTC', { quote: 'USDC' }),
  list('hyperliquid', 'kPEPE', { base: 'PEPE', baseMultiplier: 1000, quote: 'USDC' }),
];
const BITMEX = [
  list('bitmex', 'XBTUSD', { kind: 'inverse', quote: 'USD', settle: 'BTC' }),
  list('bitmex', 'XBTUSDT', { contractSize: 0.000001 }),
];

function find(listing: Instrument[], exchange: string | null, symbol: string) {
  return findInstrument(listing, { exchange, symbol, market: 'perp' })?.symbol ?? null;
}

describe('findInstrument', () => {
  it.each([
    ['binance', 'BTCUSDT', 'BTCUSDT'],
    ['binance', 'BTCUSDC', 'BTCUSDC'],
    ['binance', 'BTC', 'BTCUSDT'],
    ['binance', 'BTC_USDT', 'BTCUSDT'],
    ['binance', 'btcusdt', 'BTCUSDT'],
    ['binance', 'BINANCE:BTCUSDT.P', 'BTCUSDT'],
    ['binance', 'BTCFDUSD', 'BTCUSDT'],
    ['binance', 'PEPEUSDT', '1000PEPEUSDT'],
    ['binance', '1000PEPEUSDT', '1000PEPEUSDT'],
    ['binance', 'ETHBTC', 'ETHBTC'],
  ])('on %s of %s, is %s', (exchange, symbol, expected) => {
    expect(find(BINANCE, exchange, symbol)).toBe(expected);
  });

  it.each([
    ['BTCUSD', 'BTCUSD'],
    ['BTC-PERP', 'BTCUSDT'],
    ['BTCPERP', 'BTCPERP'],
    ['BTCUSDC', 'BTCPERP'],
    ['BTCUSDT.P', 'BTCUSDT'],
    ['BYBIT:BTCUSD.P', 'BTCUSD'],
  ])('on bybit of %s, is %s', (symbol, expected) => {
    expect(find(BYBIT, 'bybit', symbol)).toBe(expected);
  });

  it.each([
    ['BTC', 'BTC'],
    ['HYPERLIQUID:BTCUSDC.P', 'BTC'],
    ['kPEPE', 'kPEPE'],
    ['KPEPE', 'kPEPE'],
    ['PEPEUSDT', 'kPEPE'],
  ])('on hyperliquid of %s, is %s', (symbol, expected) => {
    expect(find(HYPERLIQUID, 'hyperliquid', symbol)).toBe(expected);
  });

  it.each([
    ['XBTUSD', 'XBTUSD'],
    ['BTCUSD', 'XBTUSD'],
    ['BITMEX:XBTUSD.P', 'XBTUSD'],
    ['BTCUSDT', 'XBTUSDT'],
  ])('on bitmex of %s, is %s', (symbol, expected) => {
    expect(find(BITMEX, 'bitmex', symbol)).toBe(expected);
  });

  it.each(['NOSUCHUSDT', 'BTCEUR', 'BTC-27MAR26', 'SOLBTC', '???', ''])(
    'of %j, which nobody lists, is null',
    (symbol) => {
      expect(find(BINANCE, 'binance', symbol)).toBeNull();
    },
  );

  it('of a chart in another currency, is null rather than a level off by the exchange rate', () => {
    expect(find(BINANCE, 'binance', 'ETHEUR')).toBeNull();
  });

  it('without an exchange, searches the whole listing', () => {
    expect(find([...HYPERLIQUID, ...BINANCE], null, 'BTCUSDT')).toBe('BTCUSDT');
  });

  it('with an exchange, never answers with a contract of another', () => {
    expect(find(BINANCE, 'okx', 'BTCUSDT')).toBeNull();
  });

  it('only ever answers with an entry of the listing', () => {
    for (const symbol of ['BTC', 'PEPE', 'ETH', 'XBT', '1000PEPE', 'kPEPE']) {
      const found = findInstrument(BINANCE, { exchange: 'binance', symbol, market: 'spot' });
      if (found !== null) expect(BINANCE).toContain(found);
    }
  });
});

describe('pagePriceFactor', () => {
  it('of a page in PEPE for a contract of thousands, is a thousandth', () => {
    expect(pagePriceFactor(BINANCE[3], 'PEPEUSDT')).toBe(0.001);
  });

  it('of equal units, is 1', () => {
    expect(pagePriceFactor(BINANCE[3], '1000PEPEUSDT')).toBe(1);
    expect(pagePriceFactor(BINANCE[0], 'BTCUSDT')).toBe(1);
  });

  it('of kPEPE for 1000PEPE, is 1', () => {
    expect(pagePriceFactor(BINANCE[3], 'kPEPE')).toBe(1);
  });
});

describe('mainContract', () => {
  it('prefers linear USDT, then USDC, then inverse', () => {
    expect(mainContract(BYBIT, 'BTC')?.symbol).toBe('BTCUSDT');
    expect(mainContract(BYBIT.slice(0, 2), 'BTC')?.symbol).toBe('BTCPERP');
    expect(mainContract(BYBIT.slice(0, 1), 'BTC')?.symbol).toBe('BTCUSD');
  });

  it('of a coin that is listed only in thousands, is that contract', () => {
    expect(mainContract(BINANCE, 'PEPE')?.symbol).toBe('1000PEPEUSDT');
  });

  it('of a coin that nobody lists, is null', () => {
    expect(mainContract(BINANCE, 'WIF')).toBeNull();
  });

  it('never picks a contract quoted in a coin', () => {
    expect(mainContract(BINANCE.slice(4), 'ETH')).toBeNull();
  });
});
