import { describe, expect, it } from 'vitest';
import { parseBinanceListing } from '../../../src/feeds/binance/listing';
import { parseKlines, parseOpenInterestHistory, ratioParser } from '../../../src/feeds/binance/parse-rest';
import { parseStream, streamChannel, streamSymbol } from '../../../src/feeds/binance/parse-stream';
import { klineWeight } from '../../../src/feeds/binance/requests';
import { parseBrackets } from '../../../src/feeds/binance/tiers';
import { binanceUsdm } from '../../../src/feeds/binance/usdm';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import {
  binanceBrackets,
  binanceFixture,
  binanceForceOrder,
  binanceKlineMessage,
  binanceKlines,
  binanceMarkMessage,
  binanceOpenInterestHistory,
  binanceRatio,
} from '../fixtures/binance';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  candlesOf,
  fundingsOf,
  interestsOf,
  liquidationsOf,
  marksOf,
  ofType,
  ratiosOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(binanceFixture, 'test');

/** The force order message with some of the order's fields replaced. */
function forceOrder(order: Record<string, unknown>) {
  return {
    ...binanceForceOrder,
    data: { ...binanceForceOrder.data, o: { ...binanceForceOrder.data.o, ...order } },
  };
}

describe('parseKlines', () => {
  it('of a closed and a forming row, tells them apart by the clock and keeps the taker split', () => {
    const [closed, forming] = candlesOf(parseKlines(binanceKlines, context));
    expect(closed).toEqual({
      openTimeMs: BAR_START_MS,
      intervalMs: BAR_MS,
      open: 83_000.1,
      high: 83_120.5,
      low: 82_950,
      close: 83_050.2,
      volumeBase: 512.345,
      takerBuyBase: 301.2,
      isClosed: true,
    });
    expect(forming.isClosed).toBe(false);
  });

  it('of a row read exactly at the end of its bar, counts it as closed', () => {
    const atEnd = { ...context, nowMs: BAR_START_MS + 2 * BAR_MS };
    expect(candlesOf(parseKlines(binanceKlines, atEnd)).map(({ isClosed }) => isClosed)).toEqual([
      true,
      true,
    ]);
  });

  it('of one bad row among good ones, refuses that row alone', () => {
    const spoilt = [binanceKlines[0].with(4, 'NaN'), binanceKlines[1]];
    const parsed = parseKlines(spoilt, context);
    expect(candlesOf(parsed).length).toBe(1);
    expect(refusals(parsed)).toEqual(['4 is "NaN", not a number']);
  });

  it('of a row whose high lies below its body, refuses it', () => {
    const parsed = parseKlines([binanceKlines[0].with(2, '82999')], context);
    expect(refusals(parsed)).toEqual(['high is 82999, below the body']);
  });

  it('of a row whose low lies above its body, refuses it', () => {
    const parsed = parseKlines([binanceKlines[0].with(3, '83049')], context);
    expect(refusals(parsed)).toEqual(['low is 83049, above the body']);
  });

  it('of more bought by takers than traded, refuses the row', () => {
    const parsed = parseKlines([binanceKlines[0].with(9, '600')], context);
    expect(refusals(parsed)).toEqual(['takerBuy is 600, above the volume 512.345']);
  });

  it('of a row of another interval, refuses it', () => {
    const parsed = parseKlines([binanceKlines[0].with(6, BAR_START_MS + 59_999)], context);
    expect(refusals(parsed)).toEqual(['6 does not end a five-minute bar']);
  });

  it('of a bar without trades, keeps volume 0 as a value', () => {
    const quiet = binanceKlines[0].with(5, '0').with(9, '0');
    expect(candlesOf(parseKlines([quiet], context))[0]).toMatchObject({ volumeBase: 0, takerBuyBase: 0 });
  });

  it('of stamps in seconds, refuses the row', () => {
    const parsed = parseKlines([binanceKlines[0].with(0, BAR_START_MS / 1000)], context);
    expect(parsed.events).toEqual([]);
    expect(refusals(parsed)[0]).toMatch(/not a time in ms$/);
  });
});

describe('parseOpenInterestHistory', () => {
  it('of stamps as number and as text, reads both; coins and quote are one-sided as they come', () => {
    expect(interestsOf(parseOpenInterestHistory(binanceOpenInterestHistory, context))).toEqual([
      { timeMs: BAR_START_MS, base: 107_259.199, quote: 8_907_876_500.1, counted: 'single' },
      { timeMs: BAR_START_MS + BAR_MS, base: 107_240.843, quote: 8_906_352_000.2, counted: 'single' },
    ]);
  });

  it('of a negative open interest, refuses the row by its field', () => {
    const row = { ...binanceOpenInterestHistory[0], sumOpenInterest: '-5' };
    expect(refusals(parseOpenInterestHistory([row], context))).toEqual(['sumOpenInterest is -5, below 0']);
  });
});

describe('ratioParser', () => {
  it('of an account ratio, gives the share of longs and says of whom', () => {
    expect(ratiosOf(ratioParser('top-accounts')(binanceRatio, context))).toEqual([
      { timeMs: BAR_START_MS, longShare: 0.5268, of: 'top-accounts' },
    ]);
  });

  it('of a share above 1, refuses the row', () => {
    const row = { ...binanceRatio[0], longAccount: '52.68' };
    expect(refusals(ratioParser('accounts')([row], context))).toEqual(['longAccount is 52.68, above 1']);
  });
});

describe('parseStream', () => {
  it('of a filled SELL order, says that a long ended, at the average fill and for the whole size', () => {
    expect(liquidationsOf(parseStream(binanceForceOrder, context))).toEqual([
      {
        timeMs: BAR_START_MS,
        positionSide: 'long',
        price: 82_750.5,
        priceKind: 'average-fill',
        base: 1.5,
        notionalUsd: 82_750.5 * 1.5,
        isSampled: true,
      },
    ]);
  });

  it('of a filled BUY order, says that a short ended', () => {
    const [liquidation] = liquidationsOf(parseStream(forceOrder({ S: 'BUY' }), context));
    expect(liquidation.positionSide).toBe('short');
  });

  it.each(['NEW', 'PARTIALLY_FILLED', 'CANCELED', 'EXPIRED'])(
    'of an order that is %s, gives nothing',
    (status) => {
      expect(parseStream(forceOrder({ X: status }), context)).toEqual({ events: [], errors: [] });
    },
  );

  it('of a COIN-M order in the merged stream, drops it without a word', () => {
    const merged = forceOrder({ s: 'BTCUSD_PERP', ps: 'BTCUSD', st: 2, z: '80' });
    expect(parseStream(merged, context)).toEqual({ events: [], errors: [] });
  });

  it('of a COIN-M order whose kind stands beside the order, drops it too', () => {
    const { st, ...order } = binanceForceOrder.data.o;
    const message = { e: 'forceOrder', E: st, o: { ...order, s: 'BTCUSD_PERP' }, st: 2 };
    expect(parseStream(message, context)).toEqual({ events: [], errors: [] });
  });

  it('of an order without the fields of 2026, reads it as before', () => {
    const { st, ps, ...order } = binanceForceOrder.data.o;
    expect(liquidationsOf(parseStream({ e: 'forceOrder', E: BAR_START_MS, o: order }, context)).length).toBe(
      1,
    );
    expect([st, ps]).toEqual([1, 'BTCUSDT']);
  });

  it('of a side that nobody documents, refuses it by name', () => {
    const parsed = parseStream(forceOrder({ S: 'Sell' }), context);
    expect(parsed.events).toEqual([]);
    expect(refusals(parsed)).toEqual(['S is "Sell", not one of SELL, BUY']);
  });

  it('of a kline message, gives the candle with the flag of the exchange', () => {
    const [candle] = candlesOf(parseStream(binanceKlineMessage, context));
    expect(candle).toMatchObject({
      openTimeMs: BAR_START_MS,
      close: 83_050.2,
      takerBuyBase: 301.2,
      isClosed: true,
    });
  });

  it('of a kline of one minute, gives nothing', () => {
    const minute = {
      ...binanceKlineMessage,
      data: { ...binanceKlineMessage.data, k: { ...binanceKlineMessage.data.k, i: '1m' } },
    };
    expect(parseStream(minute, context)).toEqual({ events: [], errors: [] });
  });

  it('of a kline whose flag is no boolean, refuses it', () => {
    const vague = {
      ...binanceKlineMessage,
      data: { ...binanceKlineMessage.data, k: { ...binanceKlineMessage.data.k, x: 'false' } },
    };
    expect(refusals(parseStream(vague, context))).toEqual(['x is no boolean']);
  });

  it('of a mark price message, gives price, index and the running funding of eight hours', () => {
    const parsed = parseStream(binanceMarkMessage, context);
    expect(marksOf(parsed)).toEqual([
      { timeMs: BAR_START_MS + 1000, price: 83_010.12345678, indexPrice: 83_020 },
    ]);
    expect(fundingsOf(parsed)).toEqual([
      { timeMs: BAR_START_MS + 1000, ratePerInterval: 0.00003858, intervalHours: 8 },
    ]);
  });

  it('of a mark price without funding, as dated contracts have it, gives the price alone', () => {
    const { r, ...data } = binanceMarkMessage.data;
    expect(r).toBe('0.00003858');
    const parsed = parseStream({ ...binanceMarkMessage, data }, context);
    expect(parsed.events.map(({ type }) => type)).toEqual(['mark-price']);
  });

  it.each([
    ['an acknowledgement', { result: null, id: 1 }],
    ['the list of subscriptions', { result: ['btcusdt@forceOrder'], id: 2 }],
    ['a trade', { e: 'aggTrade', E: 1, s: 'BTCUSDT' }],
  ])('of %s, gives nothing', (_, message) => {
    expect(parseStream(message, context)).toEqual({ events: [], errors: [] });
  });
});

describe('streamSymbol and streamChannel', () => {
  it('of a force order, find the symbol inside the order', () => {
    expect(streamSymbol(binanceForceOrder)).toBe('BTCUSDT');
    expect(streamChannel(binanceForceOrder)).toBe('forceOrder');
  });

  it('of a kline, find the symbol beside it', () => {
    expect(streamSymbol(binanceKlineMessage)).toBe('BTCUSDT');
    expect(streamChannel(binanceKlineMessage)).toBe('kline');
  });
});

describe('parseBrackets', () => {
  it('of brackets in any order, gives them by floor with the largest leverage that may be opened', () => {
    expect(tiersOf(parseBrackets(binanceBrackets, context))).toEqual([
      {
        notionalFloor: 0,
        notionalCap: 300_000,
        maxLeverage: 150,
        maintenanceMarginRate: 0.004,
        maintenanceAmount: 0,
      },
      {
        notionalFloor: 300_000,
        notionalCap: 800_000,
        maxLeverage: 100,
        maintenanceMarginRate: 0.005,
        maintenanceAmount: 300,
      },
    ]);
    expect(ofType(parseBrackets(binanceBrackets, context), 'leverage-tiers')[0]).toMatchObject({
      source: 'exchange',
      asOfMs: READ_MS,
    });
  });

  it('of a table without the contract, as for new listings, refuses it by name', () => {
    const newer = { ...context, instrument: { ...context.instrument, symbol: 'NEWUSDT' } };
    expect(refusals(parseBrackets(binanceBrackets, newer))).toEqual(['brackets lack NEWUSDT']);
  });

  it('of brackets with a hole between them, refuses the table', () => {
    const [, table] = structuredClone(binanceBrackets.data.brackets);
    table.riskBrackets[0].bracketNotionalFloor = 350_000;
    const parsed = parseBrackets({ data: { brackets: [table] } }, context);
    expect(refusals(parsed)).toEqual(['riskBrackets row 1 does not touch the one before']);
  });
});

describe('parseBinanceListing', () => {
  it('of a contract of thousands, separates coin and multiplier and takes the adjusted interval', () => {
    const { events } = parseBinanceListing('binance', binanceFixture.listing);
    expect(events.find(({ symbol }) => symbol === '1000PEPEUSDT')).toMatchObject({
      base: 'PEPE',
      baseMultiplier: 1000,
      fundingIntervalHours: 4,
      tickSize: 1e-7,
    });
  });

  it('of stocks and settling contracts, leaves them out', () => {
    const { events } = parseBinanceListing('binance', binanceFixture.listing);
    expect(events.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', '1000PEPEUSDT']);
  });

  it('without the list of intervals, says so and keeps eight hours', () => {
    const { events, errors } = parseBinanceListing('binance', [binanceFixture.listing[0], '<html>']);
    expect(events.map(({ fundingIntervalHours }) => fundingIntervalHours)).toEqual([8, 8]);
    expect(errors.map(({ channel }) => channel)).toEqual(['fundingInfo']);
  });
});

describe('klineWeight', () => {
  it.each([
    [1, 1],
    [99, 1],
    [100, 2],
    [499, 2],
    [500, 5],
    [1000, 5],
    [1001, 10],
    [1500, 10],
  ])('of %i rows, is %i', (rows, weight) => {
    expect(klineWeight(rows)).toBe(weight);
  });
});

describe('binanceUsdm', () => {
  const span = { fromMs: BAR_START_MS, toMs: BAR_START_MS + 432 * BAR_MS };

  it('history requests, ask for exactly the bars of the span', () => {
    const [request] = binanceUsdm.history.candles.requests(binanceFixture.instrument, span, READ_MS);
    const { searchParams } = new URL(request.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      symbol: 'BTCUSDT',
      interval: '5m',
      startTime: String(span.fromMs),
      endTime: String(span.toMs - 1),
      limit: '432',
    });
    expect(request.charges).toEqual([
      { budget: expect.objectContaining({ id: 'binance:weight' }), weight: 2 },
    ]);
  });

  it('history requests of three days, are one page of bars and two of statistics', () => {
    const days = { fromMs: BAR_START_MS, toMs: BAR_START_MS + 3 * 288 * BAR_MS };
    const pages = [binanceUsdm.history.candles, ...binanceUsdm.history.others].map((series) => [
      series.channel,
      series.requests(binanceFixture.instrument, days, READ_MS).length,
    ]);
    expect(Object.fromEntries(pages)).toMatchObject({
      klines: 1,
      markPriceKlines: 1,
      openInterestHist: 2,
      fundingRate: 1,
    });
  });

  it('history requests of a week, join without a hole', () => {
    const week = { fromMs: BAR_START_MS, toMs: BAR_START_MS + 7 * 288 * BAR_MS };
    const pages = binanceUsdm.history.candles.requests(binanceFixture.instrument, week, READ_MS);
    const bounds = pages.map(({ url }) => new URL(url).searchParams);
    expect(bounds.length).toBe(3);
    for (let index = 1; index < bounds.length; index += 1) {
      expect(Number(bounds[index].get('startTime'))).toBe(Number(bounds[index - 1].get('endTime')) + 1);
    }
  });

  it('socket, subscribes by address on the market root with lower-case names', () => {
    const [plan] = binanceUsdm.sockets(binanceFixture.instrument);
    expect(plan.url).toBe(
      'wss://fstream.binance.com/market/stream?streams=btcusdt@forceOrder/btcusdt@markPrice@1s/btcusdt@kline_5m',
    );
    expect(plan.maxLifeMs).toBeLessThan(86_400_000);
  });

  it('brackets, are asked once for all contracts', () => {
    const request = binanceUsdm.tiers.request(binanceFixture.instrument);
    expect(request?.method).toBe('POST');
    expect(request?.shareMs).toBe(86_400_000);
  });

  it('error body with code -1003, counts as too many requests; others as a refusal', () => {
    const [request] = binanceUsdm.history.candles.requests(binanceFixture.instrument, span, READ_MS);
    expect(request.readRefusal?.({ code: -1003, msg: 'Too many requests.' })?.kind).toBe('rate-limited');
    expect(request.readRefusal?.({ code: -1121, msg: 'Invalid symbol.' })).toEqual({
      kind: 'refused',
      reason: 'code -1121: Invalid symbol.',
    });
    expect(request.readRefusal?.([])).toBeNull();
  });
});
