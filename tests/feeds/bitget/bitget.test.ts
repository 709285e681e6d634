import { describe, expect, it } from 'vitest';
import { bitget } from '../../../src/feeds/bitget/feed';
import { olderLiquidations, parseLiquidationList } from '../../../src/feeds/bitget/liquidations';
import {
  parseAccountRatio,
  parseCandles,
  parseTakerVolume,
  parseTiers,
} from '../../../src/feeds/bitget/parse-rest';
import { bitgetLiquidations as liquidationRequest, productOf } from '../../../src/feeds/bitget/requests';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import {
  answer,
  bitgetCandles,
  bitgetFixture,
  bitgetLiquidations,
  bitgetTicker,
  bitgetTiers,
} from '../fixtures/bitget';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  candlesOf,
  interestsOf,
  liquidationsOf,
  marksOf,
  ofType,
  ratiosOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(bitgetFixture, 'test');
const { instrument } = bitgetFixture;
const [socketV3, socketV2] = bitget.sockets(instrument);

describe('parseCandles', () => {
  it('of rows oldest first, tells closed and forming by the clock', () => {
    expect(
      candlesOf(parseCandles(bitgetCandles, context)).map(({ openTimeMs, isClosed }) => [
        openTimeMs,
        isClosed,
      ]),
    ).toEqual([
      [BAR_START_MS, true],
      [BAR_START_MS + BAR_MS, false],
    ]);
  });
});

describe('liquidations', () => {
  it('of side buy, says that a LONG ended and divides the quote amount by the price', () => {
    expect(liquidationsOf(socketV3.parse(bitgetLiquidations, context))).toEqual([
      {
        timeMs: BAR_START_MS + 20_000,
        positionSide: 'long',
        price: 82_500,
        priceKind: 'trade',
        base: 0.1,
        notionalUsd: 8250,
        isSampled: true,
      },
    ]);
  });

  it('of side sell, says that a SHORT ended', () => {
    const message = { ...bitgetLiquidations, data: [{ ...bitgetLiquidations.data[0], side: 'sell' }] };
    expect(liquidationsOf(socketV3.parse(message, context))[0].positionSide).toBe('short');
  });

  it('of two stored frames, gives whole steps of coins: the amount is quote and not coins', () => {
    expect(13.70319 / 0.1649).toBeCloseTo(83.1, 9);
    expect(143.330431857868 / 0.500280739469).toBeCloseTo(286.5, 6);
  });

  it('of a late row, keeps the time of the row and not of the push', () => {
    const late = {
      ...bitgetLiquidations,
      data: [{ ...bitgetLiquidations.data[0], ts: String(BAR_START_MS) }],
    };
    expect(liquidationsOf(socketV3.parse(late, context))[0].timeMs).toBe(BAR_START_MS);
  });

  it('of a side that nobody documents, refuses the row', () => {
    const message = { ...bitgetLiquidations, data: [{ ...bitgetLiquidations.data[0], side: 'long' }] };
    expect(refusals(socketV3.parse(message, context))).toEqual(['side is "long", not one of buy, sell']);
  });

  it('of the list by REST, reads the same rows', () => {
    const list = answer({ list: bitgetLiquidations.data, cursor: '1' });
    expect(liquidationsOf(parseLiquidationList(list, context))).toEqual(
      liquidationsOf(socketV3.parse(bitgetLiquidations, context)),
    );
  });
});

describe('olderLiquidations', () => {
  const span = { fromMs: BAR_START_MS - 86_400_000, toMs: READ_MS };
  const page = answer({ list: bitgetLiquidations.data, cursor: '99' });
  const first = liquidationRequest(instrument);

  it('of a page with a cursor that does not reach back, follows it', () => {
    const next = olderLiquidations(page, first, span);
    expect(new URL(next?.url ?? '').searchParams.get('cursor')).toBe('99');
  });

  it('of a page that reaches back, stops', () => {
    expect(olderLiquidations(page, first, { ...span, fromMs: BAR_START_MS + 1 })).toBeNull();
  });

  it('of the same cursor again, stops', () => {
    const next = olderLiquidations(page, first, span);
    expect(next === null ? null : olderLiquidations(page, next, span)).toBeNull();
  });

  it('of an empty page, stops', () => {
    expect(olderLiquidations(answer({ list: [], cursor: '5' }), first, span)).toBeNull();
  });
});

describe('statistics', () => {
  it('of shares whose ratio contradicts them, recomputes the share', () => {
    const rows = answer([
      {
        longAccountRatio: '0.58',
        shortAccountRatio: '0.42',
        longShortAccountRatio: '0.0138',
        ts: String(BAR_START_MS),
      },
    ]);
    expect(ratiosOf(parseAccountRatio(rows, context))[0].longShare).toBeCloseTo(0.58, 12);
  });

  it('of shares in percent, gives the same share', () => {
    const rows = answer([{ longAccountRatio: '58', shortAccountRatio: '42', ts: String(BAR_START_MS) }]);
    expect(ratiosOf(parseAccountRatio(rows, context))[0].longShare).toBeCloseTo(0.58, 12);
  });

  it('of two empty shares, refuses the row', () => {
    const rows = answer([{ longAccountRatio: '0', shortAccountRatio: '0', ts: String(BAR_START_MS) }]);
    expect(refusals(parseAccountRatio(rows, context))).toEqual([
      'longAccountRatio and shortAccountRatio are both 0',
    ]);
  });

  it('of taker volumes, reads them by name', () => {
    const rows = answer([{ buyVolume: '301.2', sellVolume: '211.1', ts: String(BAR_START_MS) }]);
    expect(ofType(parseTakerVolume(rows, context), 'taker-volume')[0].takerVolume).toMatchObject({
      buyBase: 301.2,
      sellBase: 211.1,
    });
  });
});

describe('sockets', () => {
  it('of the v3 ticker, give mark and one-sided coins', () => {
    const parsed = socketV3.parse(bitgetTicker, context);
    expect(marksOf(parsed)).toEqual([
      { timeMs: BAR_START_MS + 84, price: 83_010.3, indexPrice: Number('83020.4381686055379793') },
    ]);
    expect(interestsOf(parsed)).toEqual([
      { timeMs: BAR_START_MS + 84, base: 29_539.3825, quote: null, counted: 'single' },
    ]);
  });

  it('of the first candle message with older bars, take the newest alone and never as closed', () => {
    const message = { arg: { channel: 'candle5m', instId: 'BTCUSDT' }, data: bitgetCandles.data };
    const candles = candlesOf(socketV2.parse(message, context));
    expect(candles.map(({ openTimeMs, isClosed }) => [openTimeMs, isClosed])).toEqual([
      [BAR_START_MS + BAR_MS, false],
    ]);
  });

  it('of a ticker of another contract, refuse it', () => {
    const other = { ...bitgetTicker, arg: { ...bitgetTicker.arg, symbol: 'ETHUSDT' } };
    expect(refusals(socketV3.parse(other, context))).toEqual(['arg is of "ETHUSDT", not BTCUSDT']);
  });

  it('of an error event, name what the exchange said', () => {
    const parsed = socketV3.parse({ event: 'error', code: 30_001, msg: 'instType error' }, context);
    expect(refusals(parsed)).toEqual(['subscribe failed: 30001 instType error']);
  });

  it('of the whole-market topic, share one subscription between contracts', () => {
    const [other] = bitget.sockets({ ...instrument, symbol: 'ETHUSDT' });
    expect(other.subscribe[1]).toBe(socketV3.subscribe[1]);
  });
});

describe('parseTiers', () => {
  it('of the brackets, computes deductions that make the requirement continuous', () => {
    expect(
      tiersOf(parseTiers(bitgetTiers, context)).map(({ maintenanceAmount }) => Math.round(maintenanceAmount)),
    ).toEqual([0, 200, 2200]);
  });

  it('of brackets of another contract, refuses them', () => {
    const other = answer([{ ...bitgetTiers.data, symbol: 'ETHUSDT', level: '1' }]);
    expect(parseTiers(other, context).events).toEqual([]);
  });
});

describe('bitget', () => {
  it('listing, computes the tick from step and places and tells USDC contracts apart', () => {
    const { events } = bitget.listing.parse(bitgetFixture.listing);
    expect(events.map(({ symbol, settle }) => [symbol, settle])).toEqual([
      ['BTCUSDT', 'USDT'],
      ['1000BONKUSDT', 'USDT'],
      ['BTCPERP', 'USDC'],
    ]);
    expect(events[0].tickSize).toBeCloseTo(0.1, 12);
    expect(productOf(events[2])).toBe('usdc-futures');
  });

  it('statistics, go on the slow budget of one a second', () => {
    const poll = bitget.polls.find(({ channel }) => channel === 'account-long-short');
    expect(poll?.request(instrument, READ_MS).charges[0].budget).toMatchObject({ limit: 1, windowMs: 1000 });
  });

  it('envelope with code 429, counts as too many requests', () => {
    const request = liquidationRequest(instrument);
    expect(request.readRefusal?.({ code: '429', msg: 'Too Many Requests' })?.kind).toBe('rate-limited');
    expect(request.readRefusal?.({ code: '40034', msg: 'Parameter does not exist' })?.kind).toBe('refused');
    expect(request.readRefusal?.(answer([]))).toBeNull();
  });
});
