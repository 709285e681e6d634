import { describe, expect, it } from 'vitest';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { hyperliquid } from '../../../src/feeds/hyperliquid/feed';
import {
  hyperliquidFallback,
  parseHyperliquidListing,
  parseMarginTable,
} from '../../../src/feeds/hyperliquid/meta';
import {
  messageChannel,
  messageCoin,
  parseAssetContexts,
  parseCandleSnapshot,
  parseFundingHistory,
  parseStream,
} from '../../../src/feeds/hyperliquid/parse';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  hyperliquidCandles,
  hyperliquidContext,
  hyperliquidFixture,
  hyperliquidMeta,
} from '../fixtures/hyperliquid';
import { contextOf } from '../harness/instruments';
import { candlesOf, fundingsOf, interestsOf, marksOf, refusals, tiersOf } from '../harness/single';

const context = contextFor(hyperliquidFixture, 'test');
const { instrument } = hyperliquidFixture;

/** A context for another coin of the same fixtures. */
function contextOfCoin(symbol: string) {
  return contextOf({ ...instrument, symbol }, READ_MS);
}

describe('parseCandleSnapshot', () => {
  it('of rows without a closed flag, tells by the clock', () => {
    const candles = candlesOf(parseCandleSnapshot(hyperliquidCandles, context));
    expect(candles.map(({ openTimeMs, isClosed }) => [openTimeMs, isClosed])).toEqual([
      [BAR_START_MS, true],
      [BAR_START_MS + BAR_MS, false],
    ]);
    expect(candles[0]).toMatchObject({
      open: 83_000,
      close: 83_050,
      volumeBase: 512.345,
      takerBuyBase: null,
    });
  });

  it('of another interval, refuses the row', () => {
    const hourly = [{ ...hyperliquidCandles[0], i: '1h' }];
    expect(refusals(parseCandleSnapshot(hourly, context))).toEqual(['i is 1h, not 5m']);
  });

  it('of another coin, refuses the row; case counts', () => {
    const other = [{ ...hyperliquidCandles[0], s: 'btc' }];
    expect(refusals(parseCandleSnapshot(other, context))).toEqual(['s is "btc", not BTC']);
  });
});

describe('parseFundingHistory', () => {
  it('of stamps some ms past the hour, rounds them and keeps the rate per hour', () => {
    const rows = [{ coin: 'BTC', fundingRate: '-0.0000081', premium: '-0.0001', time: BAR_START_MS + 46 }];
    expect(fundingsOf(parseFundingHistory(rows, context))).toEqual([
      { timeMs: BAR_START_MS, ratePerInterval: -0.0000081, intervalHours: 1 },
    ]);
  });
});

describe('parseAssetContexts', () => {
  const conditions = hyperliquidMeta.universe.map((_, index) => ({
    ...hyperliquidContext,
    markPx: String(100 + index),
  }));

  it('joins by position, delisted names included', () => {
    const parsed = parseAssetContexts([hyperliquidMeta, conditions], contextOfCoin('kPEPE'));
    expect(marksOf(parsed)[0].price).toBe(103);
  });

  it('of a list of another length, refuses rather than join wrongly', () => {
    const parsed = parseAssetContexts([hyperliquidMeta, conditions.slice(1)], context);
    expect(refusals(parsed)).toEqual(['ctxs count 3, the universe 4']);
  });

  it('of a coin that the universe lacks, names it', () => {
    const parsed = parseAssetContexts([hyperliquidMeta, conditions], contextOfCoin('WIF'));
    expect(refusals(parsed)).toEqual(['universe lacks WIF']);
  });
});

describe('parseStream', () => {
  it('of an asset context, gives mark, oracle as index, one-sided coins and hourly funding at the time of receipt', () => {
    const parsed = parseStream(
      { channel: 'activeAssetCtx', data: { coin: 'BTC', ctx: hyperliquidContext } },
      context,
    );
    expect(marksOf(parsed)).toEqual([{ timeMs: READ_MS, price: 83_010, indexPrice: 83_020.1 }]);
    expect(interestsOf(parsed)).toEqual([
      { timeMs: READ_MS, base: 39_338.76246, quote: null, counted: 'single' },
    ]);
    expect(fundingsOf(parsed)).toEqual([{ timeMs: READ_MS, ratePerInterval: 0.0000125, intervalHours: 1 }]);
  });

  it('of a candle of a bar that is over, still does not call it closed', () => {
    const parsed = parseStream({ channel: 'candle', data: hyperliquidCandles[0] }, context);
    expect(candlesOf(parsed)[0].isClosed).toBe(false);
  });

  it.each([
    ['a pong', { channel: 'pong' }],
    ['an acknowledgement', { channel: 'subscriptionResponse', data: { method: 'subscribe' } }],
  ])('of %s, gives nothing', (_, message) => {
    expect(parseStream(message, context)).toEqual({ events: [], errors: [] });
  });

  it('of an error message, names what the exchange said', () => {
    const parsed = parseStream({ channel: 'error', data: 'Invalid subscription' }, context);
    expect(refusals(parsed)).toEqual(['subscribe failed: Invalid subscription']);
  });

  it('of trades, gives nothing: they carry no mark of liquidations', () => {
    const trade = {
      coin: 'BTC',
      side: 'A',
      px: '83000.0',
      sz: '0.1',
      time: BAR_START_MS,
      hash: '0x0',
      tid: 1,
    };
    expect(parseStream({ channel: 'trades', data: [trade] }, context).events).toEqual([]);
  });
});

describe('messageCoin and messageChannel', () => {
  it('of a candle, read the coin from s', () => {
    const message = { channel: 'candle', data: hyperliquidCandles[0] };
    expect(messageCoin(message)).toBe('BTC');
    expect(messageChannel(message)).toBe('candle');
  });
});

describe('parseMarginTable', () => {
  it('of a tiered asset, takes half of the initial margin at the asset leverage and computes the deduction', () => {
    expect(tiersOf(parseMarginTable(hyperliquidMeta, context))).toEqual([
      {
        notionalFloor: 0,
        notionalCap: 150_000_000,
        maxLeverage: 40,
        maintenanceMarginRate: 0.0125,
        maintenanceAmount: 0,
      },
      {
        notionalFloor: 150_000_000,
        notionalCap: Number.POSITIVE_INFINITY,
        maxLeverage: 20,
        maintenanceMarginRate: 0.025,
        maintenanceAmount: 1_875_000,
      },
    ]);
  });

  it('of a table id below 50, gives one flat bracket', () => {
    expect(tiersOf(parseMarginTable(hyperliquidMeta, contextOfCoin('kPEPE')))).toEqual([
      {
        notionalFloor: 0,
        notionalCap: Number.POSITIVE_INFINITY,
        maxLeverage: 10,
        maintenanceMarginRate: 0.05,
        maintenanceAmount: 0,
      },
    ]);
  });

  it('of a table that is missing, says which', () => {
    const bare = { ...hyperliquidMeta, marginTables: [] };
    expect(refusals(parseMarginTable(bare, context))).toEqual(['marginTables lack 56']);
  });

  it('fallback, agrees with the table of the exchange', () => {
    expect(hyperliquidFallback(instrument)).toEqual(tiersOf(parseMarginTable(hyperliquidMeta, context)));
  });
});

describe('parseHyperliquidListing', () => {
  it('of the universe, leaves delisted names out and reads the multiplier of kPEPE', () => {
    const { events } = parseHyperliquidListing([hyperliquidMeta]);
    expect(events.map(({ symbol }) => symbol)).toEqual(['BTC', 'ETH', 'kPEPE']);
    expect(events[2]).toMatchObject({ base: 'PEPE', baseMultiplier: 1000, maxLeverage: 10 });
    expect(events[0].tickSize).toBeCloseTo(0.1, 12);
  });
});

describe('hyperliquid', () => {
  it('candles of seventeen days, are one call whose weight counts the rows', () => {
    const span = { fromMs: READ_MS - 4000 * BAR_MS, toMs: READ_MS };
    const requests = hyperliquid.history.candles.requests(instrument, span, READ_MS);
    expect(requests.map(({ charges }) => charges[0].weight)).toEqual([20 + 67]);
    expect(JSON.parse(requests[0].body ?? '')).toEqual({
      type: 'candleSnapshot',
      req: { coin: 'BTC', interval: '5m', startTime: span.fromMs, endTime: span.toMs - 1 },
    });
  });

  it('states of all contracts, come in one shared answer', () => {
    const [poll] = hyperliquid.polls;
    const other = poll.request({ ...instrument, symbol: 'ETH' }, READ_MS);
    expect(poll.request(instrument, READ_MS).body).toBe(other.body);
    expect(other.shareMs).toBeGreaterThan(0);
  });

  it('declares what does not exist, so that the estimator is told', () => {
    const { coverage, liquidationReporting } = hyperliquid;
    expect(coverage['open-interest-history'].has).toBe('no');
    expect(coverage.liquidations.has).toBe('no');
    expect(liquidationReporting.kind).toBe('none');
  });

  it('socket, subscribes to candle and condition of its coin only', () => {
    const [plan] = hyperliquid.sockets(instrument);
    expect(plan.subscribe.map((text) => JSON.parse(text).subscription)).toEqual([
      { type: 'candle', coin: 'BTC', interval: '5m' },
      { type: 'activeAssetCtx', coin: 'BTC' },
    ]);
    expect(plan.ping?.text(0)).toBe('{"method":"ping"}');
  });
});
