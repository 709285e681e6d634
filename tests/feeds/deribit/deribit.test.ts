import { describe, expect, it } from 'vitest';
import { deribit } from '../../../src/feeds/deribit/feed';
import { parseDeribitListing } from '../../../src/feeds/deribit/listing';
import { parseChartData, parseFundingHistory, parseTicker } from '../../../src/feeds/deribit/parse-rest';
import { messageChannel, messageInstrument, parseStream } from '../../../src/feeds/deribit/parse-stream';
import { deribitTiers } from '../../../src/feeds/deribit/tiers';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import {
  answer,
  deribitChart,
  deribitFixture,
  deribitInverse,
  deribitLinear,
  deribitTicker,
  deribitTrade,
  notification,
} from '../fixtures/deribit';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import { contextOf } from '../harness/instruments';
import { candlesOf, fundingsOf, interestsOf, liquidationsOf, marksOf, refusals } from '../harness/single';

const context = contextFor(deribitFixture, 'test');
const linear = contextOf(deribitLinear, READ_MS, 150);
const [socket] = deribit.sockets(deribitInverse);

/** A message of one trade. */
function trade(fields: Record<string, unknown>) {
  return notification('trades.BTC-PERPETUAL.100ms', [deribitTrade(fields)]);
}

describe('parseChartData', () => {
  it('of parallel lists, gives bars with coins as volume', () => {
    const candles = candlesOf(parseChartData(deribitChart, context));
    expect(candles.map(({ openTimeMs, volumeBase, isClosed }) => [openTimeMs, volumeBase, isClosed])).toEqual(
      [
        [BAR_START_MS, 0.616, true],
        [BAR_START_MS + BAR_MS, 0.118, false],
      ],
    );
  });

  it('of lists of different length, refuses the payload', () => {
    const uneven = answer({ ...deribitChart.result, close: [83_050.5] });
    expect(refusals(parseChartData(uneven, context))).toEqual(['ticks and its neighbours differ in length']);
  });

  it('of no data, gives nothing and no error', () => {
    expect(parseChartData(answer({ status: 'no_data' }), context)).toEqual({ events: [], errors: [] });
  });
});

describe('trades', () => {
  it.each([
    ['T', 'sell', ['long']],
    ['T', 'buy', ['short']],
    ['M', 'buy', ['long']],
    ['M', 'sell', ['short']],
    ['MT', 'sell', ['long', 'short']],
    ['MT', 'buy', ['long', 'short']],
  ])('of liquidation %s in direction %s, ended: %j', (liquidation, direction, sides) => {
    const parsed = parseStream(trade({ liquidation, direction }), context);
    expect(liquidationsOf(parsed).map(({ positionSide }) => positionSide)).toEqual(sides);
  });

  it('of an inverse contract, reads the amount as USD', () => {
    const [liquidation] = liquidationsOf(parseStream(trade({ liquidation: 'T' }), context));
    expect(liquidation).toMatchObject({
      id: '403691824',
      notionalUsd: 750,
      base: 750 / 82_294.5,
      priceKind: 'trade',
      isSampled: false,
      timeMs: BAR_START_MS + 452,
    });
  });

  it('of a linear contract, reads the amount as coins', () => {
    const message = notification('trades.SOL_USDC-PERPETUAL.100ms', [
      deribitTrade({ instrument_name: 'SOL_USDC-PERPETUAL', price: 150, amount: 20, liquidation: 'T' }),
    ]);
    expect(liquidationsOf(parseStream(message, linear))[0]).toMatchObject({ base: 20, notionalUsd: 3000 });
  });

  it('of a trade without the flag, gives nothing', () => {
    expect(parseStream(trade({}), context)).toEqual({ events: [], errors: [] });
  });

  it('of a flag that nobody documents, refuses the trade', () => {
    expect(refusals(parseStream(trade({ liquidation: 'X' }), context))).toEqual([
      'liquidation is "X", not one of T, M, MT',
    ]);
  });
});

describe('parseTicker', () => {
  it('of an inverse contract, takes open interest as USD and turns it into coins at the mark', () => {
    const parsed = parseTicker(answer(deribitTicker), context);
    expect(interestsOf(parsed)).toEqual([
      {
        timeMs: BAR_START_MS + 86,
        base: 1_132_329_370 / 83_010.78,
        quote: 1_132_329_370,
        counted: 'single',
      },
    ]);
    expect(marksOf(parsed)[0]).toMatchObject({ price: 83_010.78, indexPrice: 83_020.55 });
    expect(fundingsOf(parsed)[0]).toMatchObject({ ratePerInterval: 0.00001742, intervalHours: 8 });
  });

  it('of a linear contract, takes open interest as coins', () => {
    const ticker = {
      ...deribitTicker,
      instrument_name: 'SOL_USDC-PERPETUAL',
      mark_price: 150,
      open_interest: 12_000,
    };
    expect(interestsOf(parseTicker(answer(ticker), linear))[0]).toMatchObject({ base: 12_000, quote: null });
  });
});

describe('parseFundingHistory', () => {
  it('gives the hourly rate with its own interval', () => {
    const rows = answer([{ timestamp: BAR_START_MS, interest_8h: -9.2e-5, interest_1h: -4.7e-7 }]);
    expect(fundingsOf(parseFundingHistory(rows, context))).toEqual([
      { timeMs: BAR_START_MS, ratePerInterval: -4.7e-7, intervalHours: 1 },
    ]);
  });
});

describe('parseStream', () => {
  it('of a chart message, gives a bar that is never closed', () => {
    const message = notification('chart.trades.BTC-PERPETUAL.5', {
      tick: BAR_START_MS,
      open: 1,
      high: 3,
      low: 1,
      close: 2,
      volume: 0.5,
      cost: 1,
    });
    expect(candlesOf(parseStream(message, context))[0]).toMatchObject({
      openTimeMs: BAR_START_MS,
      isClosed: false,
    });
  });

  it('of a chart of another contract, refuses it', () => {
    const message = notification('chart.trades.ETH-PERPETUAL.5', { tick: BAR_START_MS });
    expect(refusals(parseStream(message, context))).toEqual([
      'channel is of "ETH-PERPETUAL", not BTC-PERPETUAL',
    ]);
  });

  it('of an error answer, names it', () => {
    const parsed = parseStream(
      { jsonrpc: '2.0', id: 1, error: { code: 11_050, message: 'bad_request' } },
      context,
    );
    expect(refusals(parsed)[0]).toMatch(/bad_request/);
  });

  it('of an acknowledgement, gives nothing', () => {
    expect(parseStream({ jsonrpc: '2.0', id: 1, result: ['ticker.BTC-PERPETUAL.agg2'] }, context)).toEqual({
      events: [],
      errors: [],
    });
  });
});

describe('messageInstrument and messageChannel', () => {
  it('find contract and kind in the channel name', () => {
    const message = notification('chart.trades.BTC_USDC-PERPETUAL.5', {});
    expect(messageInstrument(message)).toBe('BTC_USDC-PERPETUAL');
    expect(messageChannel(message)).toBe('chart');
  });
});

describe('deribitTiers', () => {
  it('of BTC, follow one percent plus 0.005 percent a coin, in coins', () => {
    const tiers = deribitTiers(deribitInverse);
    expect(tiers[0]).toMatchObject({ notionalFloor: 0, notionalCap: 20 });
    expect(tiers[0].maintenanceMarginRate).toBeCloseTo(0.01 + 10 * 0.00005, 12);
    expect(tiers[0].maxLeverage).toBeCloseTo(1 / 0.0205, 6);
  });

  it('of a linear contract, give the base rate', () => {
    expect(deribitTiers(deribitLinear)).toHaveLength(1);
    expect(deribitTiers(deribitLinear)[0].maintenanceMarginRate).toBe(0.02);
  });
});

describe('parseDeribitListing', () => {
  it('lists perpetuals of all currencies, dated and inactive ones left out', () => {
    const { events } = parseDeribitListing(deribitFixture.listing);
    expect(events.map(({ symbol, kind }) => [symbol, kind])).toEqual([
      ['BTC-PERPETUAL', 'inverse'],
      ['ETH-PERPETUAL', 'inverse'],
      ['SOL_USDC-PERPETUAL', 'linear'],
    ]);
  });
});

describe('deribit', () => {
  it('socket, answers the test of the exchange and nothing else', () => {
    const test = { jsonrpc: '2.0', method: 'heartbeat', params: { type: 'test_request' } };
    expect(JSON.parse(socket.reply?.(test) ?? '')).toMatchObject({ method: 'public/test' });
    expect(socket.reply?.({ jsonrpc: '2.0', method: 'heartbeat', params: { type: 'heartbeat' } })).toBeNull();
  });

  it('socket, avoids the raw channels, which need a login', () => {
    expect(socket.subscribe.join(' ')).not.toContain('.raw');
    expect(socket.subscribe.some((text) => text.includes('set_heartbeat'))).toBe(true);
  });

  it('error with code 10028, counts as too many requests', () => {
    const [request] = deribit.history.candles.requests(
      deribitInverse,
      { fromMs: BAR_START_MS, toMs: READ_MS },
      READ_MS,
    );
    expect(request.readRefusal?.({ error: { code: 10_028, message: 'too_many_requests' } })?.kind).toBe(
      'rate-limited',
    );
    expect(request.readRefusal?.({ error: { code: 13_020, message: 'not_found' } })?.kind).toBe('refused');
    expect(request.readRefusal?.(answer([]))).toBeNull();
  });
});
