import { describe, expect, it } from 'vitest';
import { bitmex } from '../../../src/feeds/bitmex/feed';
import { parseBitmexListing, parseRiskSteps } from '../../../src/feeds/bitmex/instruments';
import {
  messageSymbol,
  messageTable,
  parseBuckets,
  parseFunding,
  parseStream,
} from '../../../src/feeds/bitmex/parse';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import {
  bitmexBuckets,
  bitmexFixture,
  bitmexInstrument,
  bitmexInverse,
  bitmexLinear,
  bitmexLiquidation,
} from '../fixtures/bitmex';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import { contextOf } from '../harness/instruments';
import {
  candlesOf,
  fundingsOf,
  interestsOf,
  liquidationsOf,
  marksOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(bitmexFixture, 'test');
const linear = contextOf(bitmexLinear, READ_MS, 83_000);

/** A socket table of one row. */
function table(name: string, action: string, row: Record<string, unknown>) {
  return { table: name, action, data: [row] };
}

describe('parseBuckets', () => {
  it('of a stamp at the END of the bucket, opens the bar five minutes earlier and takes coins as volume', () => {
    const [candle] = candlesOf(parseBuckets(bitmexBuckets, context));
    expect(candle).toMatchObject({ openTimeMs: BAR_START_MS, volumeBase: 1.806525, isClosed: true });
  });

  it('of an open outside the own trades, widens the bar to hold it', () => {
    const [, candle] = candlesOf(parseBuckets(bitmexBuckets, context));
    expect(candle).toMatchObject({ open: 83_050, high: 83_050, low: 83_001 });
  });

  it('of a bucket without prices, gives no bar', () => {
    const empty = { ...bitmexBuckets[0], open: null, high: null, low: null, close: null };
    expect(parseBuckets([empty], context)).toEqual({ events: [], errors: [] });
  });

  it('of a time that is no ISO text, refuses the row', () => {
    const odd = { ...bitmexBuckets[0], timestamp: 'yesterday' };
    expect(refusals(parseBuckets([odd], context))).toEqual(['timestamp is NaN, not a time in ms']);
  });
});

describe('parseFunding', () => {
  it('of an interval written as a time of day, reads the hours', () => {
    const row = {
      timestamp: new Date(BAR_START_MS).toISOString(),
      symbol: 'XBTUSD',
      fundingInterval: '2000-01-01T04:00:00.000Z',
      fundingRate: 0.0001,
    };
    expect(fundingsOf(parseFunding([row], context))).toEqual([
      { timeMs: BAR_START_MS, ratePerInterval: 0.0001, intervalHours: 4 },
    ]);
  });

  it('of an interval without hours, refuses the row', () => {
    const row = { ...bitmexInstrument, fundingInterval: null };
    expect(refusals(parseFunding([row], context))).toEqual(['fundingInterval holds no hours']);
  });
});

describe('parseStream', () => {
  it('of an inserted Sell order, says that a long ended; contracts are dollars, the time is ours', () => {
    expect(liquidationsOf(parseStream(bitmexLiquidation, context))).toEqual([
      {
        id: 'dd9cea25-207c-0dab-15b5-b88da776f500',
        timeMs: READ_MS,
        positionSide: 'long',
        price: 82_500,
        priceKind: 'order',
        base: 9214 / 82_500,
        notionalUsd: 9214,
        isSampled: false,
      },
    ]);
  });

  it('of an inserted Buy order, says that a short ended', () => {
    const message = table('liquidation', 'insert', { ...bitmexLiquidation.data[0], side: 'Buy' });
    expect(liquidationsOf(parseStream(message, context))[0].positionSide).toBe('short');
  });

  it.each(['partial', 'update', 'delete'])(
    'of a liquidation %s, gives nothing: the order was told already',
    (action) => {
      const message = table('liquidation', action, bitmexLiquidation.data[0]);
      expect(parseStream(message, context).events).toEqual([]);
    },
  );

  it('of a linear contract, multiplies by its size in coins', () => {
    const message = table('liquidation', 'insert', {
      symbol: 'XBTUSDT',
      side: 'Sell',
      price: 83_000,
      leavesQty: 1_000_000,
    });
    expect(liquidationsOf(parseStream(message, linear))[0]).toMatchObject({ base: 1, notionalUsd: 83_000 });
  });

  it('of an instrument row, turns dollars into coins with its own mark price', () => {
    const parsed = parseStream(table('instrument', 'partial', bitmexInstrument), context);
    expect(interestsOf(parsed)[0]).toMatchObject({ base: 830_105_000 / 83_010.5, quote: 830_105_000 });
    expect(marksOf(parsed)[0]).toEqual({
      timeMs: BAR_START_MS + 5000,
      price: 83_010.5,
      indexPrice: 83_020.1,
    });
  });

  it('of an update with open interest alone, uses the last price', () => {
    const parsed = parseStream(
      table('instrument', 'update', { symbol: 'XBTUSD', openInterest: 83_000 }),
      context,
    );
    expect(interestsOf(parsed)).toEqual([{ timeMs: READ_MS, base: 1, quote: 83_000, counted: 'single' }]);
  });

  it('of an update without anything we read, gives nothing', () => {
    const parsed = parseStream(
      table('instrument', 'update', { symbol: 'XBTUSD', lastTickDirection: 'PlusTick' }),
      context,
    );
    expect(parsed).toEqual({ events: [], errors: [] });
  });

  it('of the partial of trade bins, gives nothing: history tells them', () => {
    expect(parseStream(table('tradeBin5m', 'partial', bitmexBuckets[0]), context).events).toEqual([]);
  });

  it('of another contract, gives nothing', () => {
    const message = table('instrument', 'update', { symbol: 'ETHUSD', markPrice: 3000 });
    expect(parseStream(message, context)).toEqual({ events: [], errors: [] });
  });

  it('of an error, names what the exchange said', () => {
    expect(refusals(parseStream({ status: 400, error: 'Unknown table: x' }, context))).toEqual([
      'subscribe failed: Unknown table: x',
    ]);
  });

  it('of a greeting, gives nothing', () => {
    expect(parseStream({ info: 'Welcome', version: '2' }, context)).toEqual({ events: [], errors: [] });
  });
});

describe('messageSymbol and messageTable', () => {
  it('of one row, find its contract; of several, leave it open', () => {
    expect(messageSymbol(bitmexLiquidation)).toBe('XBTUSD');
    expect(messageSymbol({ table: 'instrument', data: [{ symbol: 'A' }, { symbol: 'B' }] })).toBeNull();
    expect(messageTable(bitmexLiquidation)).toBe('liquidation');
  });
});

describe('parseRiskSteps', () => {
  it('of an inverse contract, gives brackets in coins with one base margin more each step', () => {
    const tiers = tiersOf(parseRiskSteps([bitmexInstrument], context));
    expect(
      tiers
        .slice(0, 3)
        .map(({ notionalFloor, notionalCap, maintenanceMarginRate }) => [
          notionalFloor,
          notionalCap,
          Number(maintenanceMarginRate.toFixed(4)),
        ]),
    ).toEqual([
      [0, 200, 0.005],
      [200, 350, 0.01],
      [350, 500, 0.015],
    ]);
    expect(tiers[0].maxLeverage).toBe(100);
  });

  it('of an unknown settlement currency, refuses it', () => {
    const row = { ...bitmexInstrument, settlCurrency: 'XAUt' };
    expect(refusals(parseRiskSteps([row], context))).toEqual(['settlCurrency is XAUt']);
  });
});

describe('parseBitmexListing', () => {
  it('lists inverse and linear perpetuals, XBT as BTC, and leaves quanto and dated ones out', () => {
    const { events } = parseBitmexListing(bitmexFixture.listing);
    expect(events.map(({ symbol, kind, base, contractSize }) => [symbol, kind, base, contractSize])).toEqual([
      ['XBTUSD', 'inverse', 'BTC', 1],
      ['XBTUSDT', 'linear', 'BTC', 0.000001],
    ]);
  });
});

describe('bitmex', () => {
  it('history requests, shift the span by one bar since stamps are ends', () => {
    const span = { fromMs: BAR_START_MS, toMs: BAR_START_MS + 10 * BAR_MS };
    const [request] = bitmex.history.candles.requests(bitmexInverse, span, READ_MS);
    const { searchParams } = new URL(request.url);
    expect(Date.parse(searchParams.get('startTime') ?? '')).toBe(span.fromMs + BAR_MS);
    expect(Date.parse(searchParams.get('endTime') ?? '')).toBe(span.toMs);
    expect(searchParams.get('partial')).toBe('false');
  });

  it('week of history, costs three requests of the thirty a minute', () => {
    const span = { fromMs: READ_MS - 7 * 86_400_000, toMs: READ_MS };
    expect(bitmex.history.candles.requests(bitmexInverse, span, READ_MS).length).toBe(3);
  });

  it('socket, subscribes to three tables of its contract', () => {
    const [plan] = bitmex.sockets(bitmexInverse);
    expect(JSON.parse(plan.subscribe[0]).args).toEqual([
      'instrument:XBTUSD',
      'liquidation:XBTUSD',
      'tradeBin5m:XBTUSD',
    ]);
    expect(plan.ping?.text(0)).toBe('ping');
  });
});
