import { describe, expect, it } from 'vitest';
import { dydx } from '../../../src/feeds/dydx/feed';
import { parseDydxListing } from '../../../src/feeds/dydx/listing';
import { parseCandles, parseMarket, parseTiers } from '../../../src/feeds/dydx/parse-rest';
import { messageChannel, messageMarket, parseStream } from '../../../src/feeds/dydx/parse-stream';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { dydxCandle, dydxFixture, dydxMarkets, dydxMessage, dydxTrades } from '../fixtures/dydx';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  candlesOf,
  fundingsOf,
  interestsOf,
  liquidationsOf,
  marksOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(dydxFixture, 'test');
const { instrument } = dydxFixture;

describe('parseCandles', () => {
  it('of rows newest first, gives bars and the open interest at their start', () => {
    const parsed = parseCandles(
      { candles: [dydxCandle(BAR_START_MS + BAR_MS), dydxCandle(BAR_START_MS)] },
      context,
    );
    expect(candlesOf(parsed).map(({ openTimeMs, isClosed }) => [openTimeMs, isClosed])).toEqual([
      [BAR_START_MS + BAR_MS, false],
      [BAR_START_MS, true],
    ]);
    expect(interestsOf(parsed)[1]).toEqual({
      timeMs: BAR_START_MS,
      base: 381.7348,
      quote: null,
      counted: 'single',
    });
  });

  it('of a row without open interest, gives the bar alone', () => {
    const parsed = parseCandles(
      { candles: [dydxCandle(BAR_START_MS, { startingOpenInterest: null })] },
      context,
    );
    expect(parsed.events.map(({ type }) => type)).toEqual(['candle']);
  });

  it('of another resolution, refuses the row', () => {
    const parsed = parseCandles({ candles: [dydxCandle(BAR_START_MS, { resolution: '1MIN' })] }, context);
    expect(refusals(parsed)).toEqual(['resolution is 1MIN, not 5MINS']);
  });
});

describe('parseStream', () => {
  it('of trades, counts LIQUIDATED ones and neither LIMIT nor DELEVERAGED; taker SELL ended a long', () => {
    expect(liquidationsOf(parseStream(dydxTrades, context))).toEqual([
      {
        id: expect.stringMatching(/./),
        timeMs: BAR_START_MS + 900,
        positionSide: 'long',
        price: 82_500,
        priceKind: 'trade',
        base: 3.9,
        notionalUsd: 82_500 * 3.9,
        isSampled: false,
      },
    ]);
  });

  it('of a liquidation by BUY, says that a short ended', () => {
    const trade = {
      id: '1',
      side: 'BUY',
      size: '1',
      price: '83000',
      type: 'LIQUIDATED',
      createdAt: new Date(BAR_START_MS).toISOString(),
    };
    const message = dydxMessage('v4_trades', 'BTC-USD', { trades: [trade] });
    expect(liquidationsOf(parseStream(message, context))[0].positionSide).toBe('short');
  });

  it('of the answer to a subscription, gives nothing: its trades are old', () => {
    expect(parseStream({ ...dydxTrades, type: 'subscribed' }, context)).toEqual({ events: [], errors: [] });
  });

  it('of a batch, reads each content', () => {
    const batch = dydxMessage(
      'v4_trades',
      'BTC-USD',
      [dydxTrades.contents, dydxTrades.contents],
      'channel_batch_data',
    );
    expect(liquidationsOf(parseStream(batch, context)).length).toBe(2);
  });

  it('of a candle, never calls it closed', () => {
    const message = dydxMessage('v4_candles', 'BTC-USD/5MINS', dydxCandle(BAR_START_MS));
    expect(candlesOf(parseStream(message, context))[0].isClosed).toBe(false);
  });

  it('of the markets channel, picks its own market out of all', () => {
    const message = dydxMessage('v4_markets', undefined, {
      oraclePrices: {
        'ETH-USD': { oraclePrice: '2623.3', effectiveAt: new Date(BAR_START_MS).toISOString() },
      },
      trading: { 'BTC-USD': { openInterest: '390.5' } },
    });
    const parsed = parseStream(message, context);
    expect(marksOf(parsed)).toEqual([]);
    expect(interestsOf(parsed)[0].base).toBe(390.5);
  });

  it('of an error, names what the indexer said', () => {
    expect(refusals(parseStream({ type: 'error', message: 'Invalid id' }, context))).toEqual([
      'subscribe failed: Invalid id',
    ]);
  });

  it('of the greeting, gives nothing', () => {
    expect(parseStream({ type: 'connected', connection_id: 'x', message_id: 0 }, context)).toEqual({
      events: [],
      errors: [],
    });
  });
});

describe('messageMarket and messageChannel', () => {
  it('of candles, cut the resolution off; of markets, speak to everybody', () => {
    expect(messageMarket(dydxMessage('v4_candles', 'BTC-USD/5MINS', {}))).toBe('BTC-USD');
    expect(messageMarket(dydxMessage('v4_markets', undefined, {}))).toBeNull();
    expect(messageChannel(dydxTrades)).toBe('v4_trades');
  });
});

describe('parseMarket', () => {
  it('gives oracle price, coins and the coming hourly rate', () => {
    const parsed = parseMarket(dydxMarkets, context);
    expect(marksOf(parsed)[0]).toMatchObject({ price: 83_010.2, timeMs: READ_MS });
    expect(interestsOf(parsed)[0].base).toBe(381.7348);
    expect(fundingsOf(parsed)[0].intervalHours).toBe(1);
  });
});

describe('parseTiers', () => {
  it('gives one bracket with the fractions of the market', () => {
    expect(tiersOf(parseTiers(dydxMarkets, context))).toEqual([
      {
        notionalFloor: 0,
        notionalCap: Number.POSITIVE_INFINITY,
        maxLeverage: 50,
        maintenanceMarginRate: 0.012,
        maintenanceAmount: 0,
      },
    ]);
  });

  it('of a maintenance above the initial margin, refuses it', () => {
    const market = { ...dydxMarkets.markets['BTC-USD'], maintenanceMarginFraction: '0.5' };
    expect(refusals(parseTiers({ markets: { 'BTC-USD': market } }, context))).toEqual([
      'maintenanceMarginFraction is 0.5 of 0.02',
    ]);
  });
});

describe('parseDydxListing', () => {
  it('lists active markets with leverage from the initial margin', () => {
    const { events } = parseDydxListing([dydxMarkets]);
    expect(events.map(({ symbol, maxLeverage }) => [symbol, maxLeverage])).toEqual([['BTC-USD', 50]]);
  });
});

describe('dydx', () => {
  it('history, pages by 100 rows with ISO times', () => {
    const span = { fromMs: BAR_START_MS, toMs: BAR_START_MS + 288 * BAR_MS };
    const requests = dydx.history.candles.requests(instrument, span, READ_MS);
    expect(requests.length).toBe(3);
    expect(new URL(requests[0].url).searchParams.get('fromISO')).toBe(new Date(BAR_START_MS).toISOString());
  });

  it('socket, unsubscribes by the same channel and id', () => {
    const [plan] = dydx.sockets(instrument);
    expect(plan.unsubscribe.map((text) => JSON.parse(text))).toEqual([
      { type: 'unsubscribe', channel: 'v4_trades', id: 'BTC-USD' },
      { type: 'unsubscribe', channel: 'v4_candles', id: 'BTC-USD/5MINS' },
      { type: 'unsubscribe', channel: 'v4_markets' },
    ]);
  });
});
