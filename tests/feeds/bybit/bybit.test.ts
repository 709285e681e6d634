import { describe, expect, it } from 'vitest';
import { bybit } from '../../../src/feeds/bybit/feed';
import { nextCursorPage, parseBybitListing } from '../../../src/feeds/bybit/listing';
import { parseKlines, parseOpenInterestHistory, parseTicker } from '../../../src/feeds/bybit/parse-rest';
import { parseStream, topicChannel, topicSymbol } from '../../../src/feeds/bybit/parse-stream';
import { bybitGet } from '../../../src/feeds/bybit/requests';
import { bybitFallback, parseRiskLimits } from '../../../src/feeds/bybit/tiers';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import {
  answer,
  bybitFixture,
  bybitInverse,
  bybitInverseKlines,
  bybitKlineMessage,
  bybitKlines,
  bybitLinear,
  bybitLiquidation,
  bybitOpenInterest,
  bybitRiskLimits,
  bybitRow,
  bybitTicker,
} from '../fixtures/bybit';
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

const context = contextFor(bybitFixture, 'test');
const inverse = contextOf(bybitInverse, READ_MS, 83_000);

describe('parseKlines', () => {
  it('of rows newest first, gives the closed and the forming bar without a taker split', () => {
    const candles = candlesOf(parseKlines(bybitKlines, context));
    expect(candles.map(({ openTimeMs, isClosed }) => [openTimeMs, isClosed])).toEqual([
      [BAR_START_MS + BAR_MS, false],
      [BAR_START_MS, true],
    ]);
    expect(candles[1]).toMatchObject({ volumeBase: 512.345, takerBuyBase: null });
  });

  it('of an inverse contract, takes the coins from the turnover and not the USD volume', () => {
    const [candle] = candlesOf(parseKlines(bybitInverseKlines, inverse));
    expect(candle.volumeBase).toBe(15.74462667);
  });

  it('of an answer about another contract, refuses the payload', () => {
    expect(refusals(parseKlines(bybitInverseKlines, context))).toEqual(['symbol is "BTCUSD", not BTCUSDT']);
  });

  it('of a row with a missing column, refuses it', () => {
    const short = answer({ symbol: 'BTCUSDT', list: [[String(BAR_START_MS), '1', '2', '1', '1']] });
    expect(refusals(parseKlines(short, context))).toEqual(['row has 5 columns, not 7']);
  });
});

describe('parseOpenInterestHistory', () => {
  it('of a row with the one-sided field, takes it; of one without, halves', () => {
    expect(interestsOf(parseOpenInterestHistory(bybitOpenInterest, context))).toEqual([
      { timeMs: BAR_START_MS + BAR_MS, base: 31_955.25, quote: null, counted: 'single' },
      { timeMs: BAR_START_MS, base: 31_955.25, quote: null, counted: 'halved' },
    ]);
  });

  it('of an inverse contract, turns USD into coins with the price of the moment', () => {
    const usd = answer({
      category: 'inverse',
      symbol: 'BTCUSD',
      list: [{ openInterest: '63910691', singleOpenInterest: '31955346', timestamp: String(BAR_START_MS) }],
    });
    expect(interestsOf(parseOpenInterestHistory(usd, inverse))).toEqual([
      { timeMs: BAR_START_MS, base: 31_955_346 / 83_000, quote: 31_955_346, counted: 'single' },
    ]);
  });

  it('of an inverse contract before any price, refuses instead of guessing', () => {
    const usd = answer({ symbol: 'BTCUSD', list: [{ openInterest: '2', timestamp: String(BAR_START_MS) }] });
    const parsed = parseOpenInterestHistory(usd, contextOf(bybitInverse, READ_MS, null));
    expect(refusals(parsed)).toEqual(['openInterest cannot be turned into coins before the first price']);
  });
});

describe('parseTicker', () => {
  it('of a ticker, gives mark, one-sided open interest and funding with the interval it names', () => {
    const parsed = parseTicker(answer({ list: [{ ...bybitTicker, fundingIntervalHour: '4' }] }), context);
    expect(marksOf(parsed)).toEqual([
      { timeMs: BAR_START_MS + 350_000, price: 83_010.33, indexPrice: 83_020.36 },
    ]);
    expect(interestsOf(parsed)[0]).toMatchObject({ base: 34_372.3805, counted: 'single' });
    expect(fundingsOf(parsed)[0]).toMatchObject({ ratePerInterval: -0.000212, intervalHours: 4 });
  });
});

describe('parseStream', () => {
  it('of S = Buy, says that a LONG ended: the side is the position, the price the bankruptcy price', () => {
    expect(liquidationsOf(parseStream(bybitLiquidation, context))).toEqual([
      {
        timeMs: BAR_START_MS + 99,
        positionSide: 'long',
        price: 82_585.5,
        priceKind: 'bankruptcy',
        base: 0.197,
        notionalUsd: 82_585.5 * 0.197,
        isSampled: false,
      },
      {
        timeMs: BAR_START_MS + 120,
        positionSide: 'long',
        price: 82_501,
        priceKind: 'bankruptcy',
        base: 1.003,
        notionalUsd: 82_501 * 1.003,
        isSampled: false,
      },
    ]);
  });

  it('of S = Sell, says that a SHORT ended', () => {
    const message = { ...bybitLiquidation, data: [{ ...bybitLiquidation.data[0], S: 'Sell' }] };
    expect(liquidationsOf(parseStream(message, context))[0].positionSide).toBe('short');
  });

  it('of an inverse contract, reads the size as USD', () => {
    const message = {
      topic: 'allLiquidation.BTCUSD',
      type: 'snapshot',
      ts: BAR_START_MS,
      data: [{ T: BAR_START_MS, s: 'BTCUSD', S: 'Buy', v: '8300', p: '83000' }],
    };
    expect(liquidationsOf(parseStream(message, inverse))[0]).toMatchObject({ base: 0.1, notionalUsd: 8300 });
  });

  it('of one bad row in a batch, keeps the others', () => {
    const message = {
      ...bybitLiquidation,
      data: [{ ...bybitLiquidation.data[0], v: '0' }, bybitLiquidation.data[1]],
    };
    const parsed = parseStream(message, context);
    expect(liquidationsOf(parsed).length).toBe(1);
    expect(refusals(parsed)).toEqual(['v is 0, not above 0']);
  });

  it('of a delta, tells only what changed', () => {
    const delta = {
      topic: 'tickers.BTCUSDT',
      type: 'delta',
      data: { symbol: 'BTCUSDT', markPrice: '83011.00' },
      cs: 2,
      ts: BAR_START_MS + 351_000,
    };
    const parsed = parseStream(delta, context);
    expect(parsed.events.map(({ type }) => type)).toEqual(['mark-price']);
    expect(marksOf(parsed)[0].indexPrice).toBeNull();
  });

  it('of a delta with the two-sided open interest only, halves it', () => {
    const delta = {
      topic: 'tickers.BTCUSDT',
      type: 'delta',
      data: { symbol: 'BTCUSDT', openInterest: '68744' },
      cs: 3,
      ts: BAR_START_MS + 352_000,
    };
    expect(interestsOf(parseStream(delta, context))).toEqual([
      { timeMs: BAR_START_MS + 352_000, base: 34_372, quote: null, counted: 'halved' },
    ]);
  });

  it('of a kline, takes the exchange word on whether it is closed', () => {
    const [row] = bybitKlineMessage.data;
    const open = { ...bybitKlineMessage, data: [{ ...row, confirm: false }] };
    expect(candlesOf(parseStream(bybitKlineMessage, context))[0].isClosed).toBe(true);
    expect(candlesOf(parseStream(open, context))[0].isClosed).toBe(false);
  });

  it('of a failed subscription, names what the exchange said', () => {
    const parsed = parseStream({ success: false, ret_msg: 'Invalid topic', op: 'subscribe' }, context);
    expect(refusals(parsed)).toEqual(['subscribe failed: Invalid topic']);
  });

  it.each([
    ['a pong', { success: true, ret_msg: 'pong', op: 'ping' }],
    ['an acknowledgement', { success: true, ret_msg: '', op: 'subscribe' }],
  ])('of %s, gives nothing', (_, message) => {
    expect(parseStream(message, context)).toEqual({ events: [], errors: [] });
  });
});

describe('topicSymbol and topicChannel', () => {
  it('of a kline topic, skip the interval', () => {
    expect(topicSymbol({ topic: 'kline.5.BTCUSDT' })).toBe('BTCUSDT');
    expect(topicChannel({ topic: 'kline.5.BTCUSDT' })).toBe('kline');
  });
});

describe('parseRiskLimits', () => {
  it('of rows in no order, sorts them and computes the deductions', () => {
    expect(tiersOf(parseRiskLimits(bybitRiskLimits, context))).toEqual([
      {
        notionalFloor: 0,
        notionalCap: 300_000,
        maxLeverage: 150,
        maintenanceMarginRate: 0.0033,
        maintenanceAmount: 0,
      },
      {
        notionalFloor: 300_000,
        notionalCap: 2_000_000,
        maxLeverage: 100,
        maintenanceMarginRate: 0.005,
        maintenanceAmount: 300_000 * (0.005 - 0.0033),
      },
    ]);
  });

  it('of rates in percent, as the documentation shows them, refuses the table', () => {
    const percent = answer({
      category: 'linear',
      list: [
        {
          symbol: 'BTCUSDT',
          riskLimitValue: '2000000',
          maintenanceMargin: '0.5',
          initialMargin: '1',
          maxLeverage: '100',
        },
      ],
    });
    expect(refusals(parseRiskLimits(percent, context))).toEqual(['initialMargin is 1, not 1 / 100']);
  });

  it('of told deductions, takes them', () => {
    const list = [
      {
        symbol: 'BTCUSDT',
        riskLimitValue: '100',
        maintenanceMargin: '0.01',
        initialMargin: '0.02',
        maxLeverage: '50',
        mmDeduction: '0',
      },
      {
        symbol: 'BTCUSDT',
        riskLimitValue: '200',
        maintenanceMargin: '0.02',
        initialMargin: '0.04',
        maxLeverage: '25',
        mmDeduction: '1.5',
      },
    ];
    expect(tiersOf(parseRiskLimits(answer({ list }), context))[1].maintenanceAmount).toBe(1.5);
  });
});

describe('bybitFallback', () => {
  it('of the shipped BTC table, has deductions that make it continuous', () => {
    const tiers = bybitFallback(bybitLinear);
    for (let index = 1; index < tiers.length; index += 1) {
      const [lower, upper] = [tiers[index - 1], tiers[index]];
      const step = upper.notionalFloor * (upper.maintenanceMarginRate - lower.maintenanceMarginRate);
      expect(upper.maintenanceAmount).toBeCloseTo(lower.maintenanceAmount + step, 6);
    }
  });
});

describe('parseBybitListing', () => {
  it('of both categories, lists linear, USDC and inverse perpetuals, minutes turned into hours', () => {
    const { events } = parseBybitListing(bybitFixture.listing);
    expect(events.map(({ symbol, kind, settle }) => [symbol, kind, settle])).toEqual([
      ['BTCUSDT', 'linear', 'USDT'],
      ['BTCPERP', 'linear', 'USDC'],
      ['1000PEPEUSDT', 'linear', 'USDT'],
      ['BTCUSD', 'inverse', 'BTC'],
    ]);
    expect(events[0].fundingIntervalHours).toBe(8);
    expect(events[2]).toMatchObject({ base: 'PEPE', baseMultiplier: 1000 });
  });

  it('of one malformed row, refuses that row alone', () => {
    const broken = { ...bybitRow('XUSDT', 'X', 'USDT', 'LinearPerpetual'), priceFilter: null };
    const { events, errors } = parseBybitListing([
      answer({ list: [broken, bybitRow('YUSDT', 'Y', 'USDT', 'LinearPerpetual')] }),
    ]);
    expect(events.map(({ symbol }) => symbol)).toEqual(['YUSDT']);
    expect(errors.map(({ field }) => field)).toEqual(['priceFilter']);
  });
});

describe('nextCursorPage', () => {
  const first = bybitGet('instruments-info', { category: 'linear', limit: 1000 });

  it('of an answer with a cursor, asks for the next page with it', () => {
    const next = nextCursorPage(answer({ list: [], nextPageCursor: 'first%3DBTC' }), first);
    expect(new URL(next?.url ?? '').searchParams.get('cursor')).toBe('first%3DBTC');
  });

  it('of the last answer, stops', () => {
    expect(nextCursorPage(answer({ list: [], nextPageCursor: '' }), first)).toBeNull();
  });
});

describe('bybit', () => {
  it('history of three days, pages open interest by 200 rows and bars by 1000', () => {
    const span = { fromMs: READ_MS - 3 * 86_400_000, toMs: READ_MS };
    const pages = (channel: string) =>
      bybit.history.others.find((entry) => entry.channel === channel)?.requests(bybitLinear, span, READ_MS)
        .length;
    expect(bybit.history.candles.requests(bybitLinear, span, READ_MS).length).toBe(1);
    expect(pages('open-interest')).toBe(5);
    expect(pages('account-ratio')).toBe(2);
  });

  it('sockets, differ for linear and inverse contracts', () => {
    expect(bybit.sockets(bybitLinear)[0].url).toBe('wss://stream.bybit.com/v5/public/linear');
    expect(bybit.sockets(bybitInverse)[0].url).toBe('wss://stream.bybit.com/v5/public/inverse');
  });

  it('envelope with retCode 10006, counts as too many requests', () => {
    const request = bybitGet('kline', {});
    expect(request.readRefusal?.({ retCode: 10_006, retMsg: 'Too many visits!' })?.kind).toBe('rate-limited');
    expect(request.readRefusal?.({ retCode: 10_001, retMsg: 'params error' })?.kind).toBe('refused');
    expect(request.readRefusal?.(answer({}))).toBeNull();
  });
});
