import { describe, expect, it } from 'vitest';
import { aster } from '../../../src/feeds/aster/feed';
import { binanceCoinm } from '../../../src/feeds/binance/coinm';
import { asterFixture, asterForceOrder } from '../fixtures/aster';
import { binanceCoinmFixture, coinmForceOrder, coinmKlines } from '../fixtures/binance-coinm';
import { BAR_START_MS, contextFor, parserOf, READ_MS } from '../fixtures/fixture';
import { candlesOf, interestsOf, liquidationsOf, marksOf, ratiosOf, refusals } from '../harness/single';

const coinm = contextFor(binanceCoinmFixture, 'test');
const [coinmSocket] = binanceCoinm.sockets(binanceCoinmFixture.instrument);
const parse = (channel: string, payload: unknown) => parserOf(binanceCoinm, channel)(payload, coinm);

describe('binanceCoinm', () => {
  it('klines, take volume and taker volume in coins and not in contracts', () => {
    expect(candlesOf(parse('klines', coinmKlines))[0]).toMatchObject({
      volumeBase: 512.345,
      takerBuyBase: 301.2,
    });
  });

  it('kline messages, do the same', () => {
    const k = {
      t: BAR_START_MS,
      T: BAR_START_MS + 299_999,
      s: 'BTCUSD_PERP',
      i: '5m',
      o: '83000',
      c: '83050',
      h: '83100',
      l: '82900',
      v: '425500',
      x: true,
      q: '512.345',
      V: '250100',
      Q: '301.2',
    };
    const message = { stream: 'x', data: { e: 'kline', E: BAR_START_MS, s: 'BTCUSD_PERP', k } };
    expect(candlesOf(coinmSocket.parse(message, coinm))[0]).toMatchObject({
      volumeBase: 512.345,
      takerBuyBase: 301.2,
    });
  });

  it('force orders, count contracts of 100 USD', () => {
    expect(liquidationsOf(coinmSocket.parse(coinmForceOrder, coinm))[0]).toMatchObject({
      positionSide: 'long',
      notionalUsd: 8000,
      base: 8000 / 82_500,
      priceKind: 'average-fill',
    });
  });

  it('open interest now, turns contracts into coins at the last price', () => {
    const payload = { openInterest: '8300000', symbol: 'BTCUSD_PERP', time: BAR_START_MS };
    expect(interestsOf(parse('openInterest', payload))).toEqual([
      { timeMs: BAR_START_MS, base: 10_000, quote: 830_000_000, counted: 'single' },
    ]);
  });

  it('premium index, is a list of one, and tells the mark price where the index is missing', () => {
    const row = {
      symbol: 'BTCUSD_PERP',
      markPrice: '83010.2',
      lastFundingRate: '0.0001',
      time: BAR_START_MS,
    };
    expect(marksOf(parse('premiumIndex', [{ ...row, indexPrice: '83000' }]))[0].indexPrice).toBe(83_000);
    expect(marksOf(parse('premiumIndex', [row]))).toEqual([
      { timeMs: BAR_START_MS, price: 83_010.2, indexPrice: null },
    ]);
  });

  it('open interest of the past, carries its coins in the value column', () => {
    const rows = [
      {
        pair: 'BTCUSD',
        contractType: 'PERPETUAL',
        sumOpenInterest: '8300000',
        sumOpenInterestValue: '10000',
        timestamp: BAR_START_MS,
      },
    ];
    expect(interestsOf(parse('openInterestHist', rows))[0]).toMatchObject({
      base: 10_000,
      quote: 830_000_000,
    });
  });

  it('ratios, go by pair; the position ratio names its share otherwise', () => {
    const rows = [
      { longPosition: '0.4833', shortPosition: '0.5167', pair: 'BTCUSD', timestamp: BAR_START_MS },
    ];
    expect(ratiosOf(parse('topLongShortPositionRatio', rows))[0]).toMatchObject({
      longShare: 0.4833,
      of: 'top-positions',
    });
    const other = [{ longAccount: '0.5', pair: 'ETHUSD', timestamp: BAR_START_MS }];
    expect(refusals(parse('globalLongShortAccountRatio', other))).toEqual(['pair is "ETHUSD", not BTCUSD']);
  });

  it('statistics, ask for the perpetual of the pair', () => {
    const history = binanceCoinm.history.others.find(({ channel }) => channel === 'openInterestHist');
    const [request] =
      history?.requests(binanceCoinmFixture.instrument, { fromMs: BAR_START_MS, toMs: READ_MS }, READ_MS) ??
      [];
    const { searchParams } = new URL(request.url);
    expect([searchParams.get('pair'), searchParams.get('contractType')]).toEqual(['BTCUSD', 'PERPETUAL']);
  });

  it('listing, reads 100 USD for BTC and 10 USD for the others, dated ones left out', () => {
    const { events } = binanceCoinm.listing.parse(binanceCoinmFixture.listing);
    expect(events.map(({ symbol, contractSize, kind }) => [symbol, contractSize, kind])).toEqual([
      ['BTCUSD_PERP', 100, 'inverse'],
      ['ETHUSD_PERP', 10, 'inverse'],
    ]);
  });

  it('budgets, are its own and not those of the dollar-margined venue', () => {
    const [request] = binanceCoinm.listing.requests;
    expect(request.charges[0].budget.id).toBe('binance-coinm:weight');
  });
});

describe('aster', () => {
  const context = contextFor(asterFixture, 'test');
  const [socket] = aster.sockets(asterFixture.instrument);

  it('force orders, are read as those of Binance', () => {
    expect(liquidationsOf(socket.parse({ stream: 'x', data: asterForceOrder }, context))[0]).toMatchObject({
      positionSide: 'long',
      price: 82_444.6,
      base: 0.284,
      isSampled: true,
    });
  });

  it('errors, carry its own name', () => {
    const broken = { stream: 'x', data: { ...asterForceOrder, o: { ...asterForceOrder.o, S: '?' } } };
    expect(socket.parse(broken, context).errors[0].exchange).toBe('aster');
  });

  it('declares the statistics of Binance as not existing', () => {
    expect(aster.coverage['account-ratio'].has).toBe('no');
    expect(aster.coverage['open-interest-history'].has).toBe('no');
    expect(aster.history.others.map(({ channel }) => channel)).toEqual(['markPriceKlines', 'fundingRate']);
  });
});
