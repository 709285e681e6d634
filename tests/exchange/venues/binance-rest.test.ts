import { expect, test } from 'vitest';
import { makeFixtureSource, FIXTURE_START_MS as START } from '../market/fixture-source';
import { Market } from '../market/market';
import { MarketClock } from '../market/market-clock';
import type { MarketSource } from '../market/market-source';
import { BINANCE_USDM } from './binance-dialect';
import { makeBinanceRest } from './binance-rest';

const MINUTE_MS = 60_000;
const NOW_MS = START + 12 * 60 * MINUTE_MS + 90_000;

function asker(change: Partial<MarketSource> = {}) {
  const market = new Market(makeFixtureSource(change), new MarketClock({ startMs: NOW_MS, speed: 0 }));
  const answer = makeBinanceRest(BINANCE_USDM, () => 0);
  return (pathAndQuery: string, host = 'fapi.binance.com') => {
    const url = new URL(pathAndQuery, `https://${host}`);
    const request = {
      method: 'GET',
      host,
      path: url.pathname,
      query: url.searchParams,
      headers: {},
      body: '',
    };
    const reply = answer(request, market);
    return { ...reply, status: reply?.status, json: reply ? parse(String(reply.body)) : null };
  };
}

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

test('klines are rows of twelve cells, prices and volumes as text, oldest first', () => {
  const { json } = asker()(`/fapi/v1/klines?symbol=BTCUSDT&interval=5m&startTime=${START}&limit=2`);
  expect(json).toEqual([
    [
      START,
      '1000.00',
      '1006.00',
      '999.00',
      '1005.00',
      '50.000',
      START + 299_999,
      '50250.00000',
      1000,
      '30.000',
      '30150.00000',
      '0',
    ],
    [
      START + 300_000,
      '1005.00',
      '1011.00',
      '1004.00',
      '1010.00',
      '50.000',
      START + 599_999,
      '50500.00000',
      1000,
      '30.000',
      '30300.00000',
      '0',
    ],
  ]);
});

test('klines without startTime are the newest, the last one still forming', () => {
  const { json } = asker()('/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=3');
  expect(json).toHaveLength(3);
  expect(json[2][6]).toBeGreaterThan(NOW_MS);
  expect(json[1][6]).toBeLessThan(NOW_MS);
});

test('klines weigh 1, 2, 5 or 10 by limit, told in the header', () => {
  const ask = asker();
  const used = (limit: number) =>
    Number(
      ask(`/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=${limit}`).headers?.['x-mbx-used-weight-1m'],
    );
  expect([used(99), used(499), used(1000), used(1500)]).toEqual([1, 3, 8, 18]);
});

test('more than 2400 weight in a minute is answered with 429 and Retry-After', () => {
  const ask = asker();
  let reply = ask('/fapi/v1/time');
  for (let i = 0; i < 240; i++) reply = ask('/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=1500');
  expect(reply.status).toBe(429);
  expect(reply.headers?.['retry-after']).toBe('60');
  expect(reply.json.code).toBe(-1003);
});

test('more than 1000 statistics requests in five minutes are refused, prices still answer', () => {
  const ask = asker();
  const path = '/futures/data/openInterestHist?symbol=BTCUSDT&period=5m&limit=1';
  for (let i = 0; i < 1000; i++) ask(path);
  expect(ask(path).status).toBe(429);
  expect(ask('/fapi/v1/time').status).toBe(200);
});

test('an unknown symbol is answered with 400 and code -1121', () => {
  expect(asker()('/fapi/v1/openInterest?symbol=NOPEUSDT')).toMatchObject({
    status: 400,
    json: { code: -1121, msg: 'Invalid symbol.' },
  });
});

test('missing symbol, bad interval and bad period have codes of their own', () => {
  const ask = asker();
  expect(ask('/fapi/v1/klines?interval=5m').json.code).toBe(-1102);
  expect(ask('/fapi/v1/klines?symbol=BTCUSDT&interval=7m').json.code).toBe(-1120);
  expect(ask('/futures/data/openInterestHist?symbol=BTCUSDT&period=1m').json.code).toBe(-1130);
});

test('statistics older than 30 days are refused', () => {
  const startTime = NOW_MS - 31 * 86_400_000;
  const path = `/futures/data/openInterestHist?symbol=BTCUSDT&period=5m&startTime=${startTime}`;
  expect(asker()(path)).toMatchObject({ status: 400, json: { code: -1130 } });
});

test('openInterest and openInterestHist are one-sided coins as text with eight decimals of USD', () => {
  const ask = asker();
  expect(ask('/fapi/v1/openInterest?symbol=BTCUSDT').json).toEqual({
    symbol: 'BTCUSDT',
    openInterest: '644.000',
    time: START + 12 * 60 * MINUTE_MS,
  });
  const [row] = ask(
    `/futures/data/openInterestHist?symbol=BTCUSDT&period=5m&startTime=${START}&limit=1`,
  ).json;
  expect(row).toEqual({
    symbol: 'BTCUSDT',
    sumOpenInterest: '500.00000000',
    sumOpenInterestValue: '500000.00000000',
    CMCCirculatingSupply: '0.00000000',
    timestamp: START,
  });
});

test('account ratios are shares with four decimals', () => {
  const [row] = asker()('/futures/data/globalLongShortAccountRatio?symbol=BTCUSDT&period=5m&limit=1').json;
  expect(row).toMatchObject({ longAccount: '0.6000', shortAccount: '0.4000', longShortRatio: '1.5000' });
});

test('taker volume comes from closed bars that have a split, and is empty without one', () => {
  const path = '/futures/data/takerlongshortRatio?symbol=BTCUSDT&period=5m&limit=5';
  const rows = asker()(path).json;
  expect(rows.at(-1)).toMatchObject({ buyVol: '30.0000', sellVol: '20.0000', buySellRatio: '1.5000' });
  expect(rows.at(-1).timestamp + 300_000).toBeLessThanOrEqual(NOW_MS);
  const withoutSplit = makeFixtureSource();
  const bars: MarketSource['bars'] = (...range) =>
    withoutSplit.bars(...range).map((bar) => ({ ...bar, takerBuyBase: null }));
  expect(asker({ bars })(path).json).toEqual([]);
});

test('premiumIndex and fundingRate carry the running rate and the settlements', () => {
  const ask = asker();
  expect(ask('/fapi/v1/premiumIndex?symbol=BTCUSDT').json).toMatchObject({
    symbol: 'BTCUSDT',
    lastFundingRate: '0.00010000',
    nextFundingTime: START + 16 * 60 * MINUTE_MS,
    time: NOW_MS,
  });
  const rows = ask(`/fapi/v1/fundingRate?symbol=BTCUSDT&startTime=${START}`).json;
  expect(rows.map((row: { fundingTime: number }) => row.fundingTime)).toEqual([
    START,
    START + 8 * 60 * MINUTE_MS,
  ]);
});

test('exchangeInfo lists each coin as a trading perpetual with its tick', () => {
  const { symbols } = asker()('/fapi/v1/exchangeInfo').json;
  expect(symbols).toHaveLength(1);
  expect(symbols[0]).toMatchObject({
    symbol: 'BTCUSDT',
    contractType: 'PERPETUAL',
    status: 'TRADING',
    baseAsset: 'BTC',
  });
  expect(symbols[0].filters[0]).toMatchObject({ filterType: 'PRICE_FILTER', tickSize: '0.10' });
});

test('brackets leave out contracts without recorded tiers', () => {
  const path = '/bapi/futures/v1/friendly/future/common/brackets';
  expect(asker()(path, 'www.binance.com').json.data.brackets).toEqual([]);
  const tiers = () => [
    {
      notionalFloor: 0,
      notionalCap: Number.POSITIVE_INFINITY,
      maxLeverage: 50,
      maintenanceMarginRate: 0.01,
      maintenanceAmount: 0,
    },
  ];
  const [first] = asker({ tiers })(path, 'www.binance.com').json.data.brackets;
  expect(first.riskBrackets[0]).toMatchObject({
    bracketSeq: 1,
    maxOpenPosLeverage: 50,
    bracketMaintenanceMarginRate: 0.01,
  });
});

test('paths that do not exist are 404 on the API host and left to the pages on the site host', () => {
  expect(asker()('/fapi/v1/allForceOrders').status).toBe(404);
  expect(asker()('/en/futures/BTCUSDT', 'www.binance.com').status).toBeUndefined();
});
