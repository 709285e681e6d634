import { describe, expect, it } from 'vitest';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { okx } from '../../../src/feeds/okx/feed';
import { olderLiquidations, parseLiquidations } from '../../../src/feeds/okx/liquidations';
import { parseOkxListing } from '../../../src/feeds/okx/listing';
import {
  parseCandles,
  parseFunding,
  parseFundingHistory,
  parseOpenInterestHistory,
  parseTakerVolume,
  ratioParser,
} from '../../../src/feeds/okx/parse-rest';
import { okxGet } from '../../../src/feeds/okx/requests';
import { okxFallback, parsePositionTiers } from '../../../src/feeds/okx/tiers';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  answer,
  okxCandles,
  okxFixture,
  okxInverse,
  okxLinear,
  okxLiquidations,
  okxRow,
  okxTiers,
} from '../fixtures/okx';
import { contextOf } from '../harness/instruments';
import {
  candlesOf,
  fundingsOf,
  interestsOf,
  liquidationsOf,
  ofType,
  ratiosOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(okxFixture, 'test');
const inverse = contextOf(okxInverse, READ_MS, 83_000);
const [publicSocket, businessSocket] = okx.sockets(okxLinear);

/** The message with the first row of the contract replaced. */
function liquidation(fields: Record<string, string>) {
  const [group] = okxLiquidations.data;
  return { ...okxLiquidations, data: [{ ...group, details: [{ ...group.details[0], ...fields }] }] };
}

describe('parseCandles', () => {
  it('of rows newest first, takes coins as volume and the confirm column as the closed flag', () => {
    const candles = candlesOf(parseCandles(okxCandles, context));
    expect(candles.map(({ openTimeMs, isClosed, volumeBase }) => [openTimeMs, isClosed, volumeBase])).toEqual(
      [
        [BAR_START_MS + BAR_MS, false, 98.765],
        [BAR_START_MS, true, 512.345],
      ],
    );
  });

  it('of a confirm column that is neither 0 nor 1, refuses the row', () => {
    const odd = answer([okxCandles.data[0].with(8, 'yes')]);
    expect(refusals(parseCandles(odd, context))).toEqual(['8 is neither 0 nor 1']);
  });
});

describe('parseLiquidations', () => {
  it('of two orders in one message, gives both, contracts turned into coins', () => {
    const events = liquidationsOf(parseLiquidations(okxLiquidations, context));
    expect(events.map(({ base, price }) => [base, price])).toEqual([
      [21.37, 82_416.2],
      [0.1, 82_400],
    ]);
    expect(events[0]).toMatchObject({ positionSide: 'long', priceKind: 'bankruptcy', isSampled: true });
  });

  it('of posSide short with side buy, says that a short ended', () => {
    const message = liquidation({ posSide: 'short', side: 'buy' });
    expect(liquidationsOf(parseLiquidations(message, context))[0].positionSide).toBe('short');
  });

  it('of net mode, falls back on the side of the closing order', () => {
    const sold = liquidation({ posSide: 'net', side: 'sell' });
    const bought = liquidation({ posSide: 'net', side: 'buy' });
    expect(liquidationsOf(parseLiquidations(sold, context))[0].positionSide).toBe('long');
    expect(liquidationsOf(parseLiquidations(bought, context))[0].positionSide).toBe('short');
  });

  it('of a posSide that nobody documents, refuses it and does not fall back', () => {
    const parsed = parseLiquidations(liquidation({ posSide: 'LONG' }), context);
    expect(parsed.events).toEqual([]);
    expect(refusals(parsed)).toEqual(['posSide is "LONG", not one of long, short']);
  });

  it('of an inverse contract, reads contracts of 100 USD', () => {
    const message = {
      ...okxLiquidations,
      data: [
        {
          ...okxLiquidations.data[0],
          instId: 'BTC-USD-SWAP',
          details: [{ ...okxLiquidations.data[0].details[0], bkPx: '83000', sz: '83' }],
        },
      ],
    };
    expect(liquidationsOf(parseLiquidations(message, inverse))[0]).toMatchObject({
      notionalUsd: 8300,
      base: 0.1,
    });
  });

  it('of other contracts in the same message, leaves them out without a word', () => {
    const other = { ...okxLiquidations, data: [okxLiquidations.data[1]] };
    expect(parseLiquidations(other, context)).toEqual({ events: [], errors: [] });
  });
});

describe('olderLiquidations', () => {
  const span = { fromMs: BAR_START_MS - 86_400_000, toMs: READ_MS };
  const first = okxGet('public/liquidation-orders', { instType: 'SWAP', after: READ_MS });

  it('of a page that does not reach back to the span, asks for what is older than its oldest order', () => {
    const next = olderLiquidations(okxLiquidations, first, span);
    expect(new URL(next?.url ?? '').searchParams.get('after')).toBe(String(BAR_START_MS + 955));
  });

  it('of a page that reaches back, stops', () => {
    expect(olderLiquidations(okxLiquidations, first, { ...span, fromMs: BAR_START_MS + 1000 })).toBeNull();
  });

  it('of an empty page, stops', () => {
    expect(olderLiquidations(answer([]), first, span)).toBeNull();
  });

  it('of a page that brings nothing older, stops instead of asking for ever', () => {
    const again = okxGet('public/liquidation-orders', { instType: 'SWAP', after: BAR_START_MS + 955 });
    expect(olderLiquidations(okxLiquidations, again, span)).toBeNull();
  });
});

describe('statistics', () => {
  it('of taker volume, the sold side stands first', () => {
    const [event] = ofType(
      parseTakerVolume(answer([[String(BAR_START_MS), '200', '380']]), context),
      'taker-volume',
    );
    expect(event.takerVolume).toEqual({
      openTimeMs: BAR_START_MS,
      intervalMs: BAR_MS,
      sellBase: 200,
      buyBase: 380,
    });
  });

  it('of a ratio of 1.5, the share of longs is 0.6', () => {
    const [ratio] = ratiosOf(ratioParser('top-positions')(answer([[String(BAR_START_MS), '1.5']]), context));
    expect(ratio).toEqual({ timeMs: BAR_START_MS, longShare: 0.6, of: 'top-positions' });
  });

  it('of open interest, coins and USD are taken and contracts left', () => {
    const rows = answer([[String(BAR_START_MS), '2125419', '21254.19', '1764097770']]);
    expect(interestsOf(parseOpenInterestHistory(rows, context))).toEqual([
      { timeMs: BAR_START_MS, base: 21_254.19, quote: 1_764_097_770, counted: 'single' },
    ]);
  });

  it('of settled funding, the realised rate counts', () => {
    const row = {
      instId: 'BTC-USDT-SWAP',
      fundingRate: '0.0001515',
      realizedRate: '0.00015',
      fundingTime: String(BAR_START_MS),
    };
    expect(fundingsOf(parseFundingHistory(answer([row]), context))[0].ratePerInterval).toBe(0.00015);
  });
});

describe('parseFunding', () => {
  const row = {
    instId: 'BTC-USDT-SWAP',
    fundingRate: '0.0001',
    fundingTime: String(BAR_START_MS),
    nextFundingTime: String(BAR_START_MS + 14_400_000),
    ts: String(BAR_START_MS - 5000),
  };

  it('of two settlement times, takes their distance as the interval', () => {
    expect(fundingsOf(parseFunding(answer([row]), context))).toEqual([
      { timeMs: BAR_START_MS - 5000, ratePerInterval: 0.0001, intervalHours: 4 },
    ]);
  });

  it('of times that run backwards, refuses the row', () => {
    const odd = { ...row, nextFundingTime: String(BAR_START_MS - 3_600_000) };
    expect(refusals(parseFunding(answer([odd]), context))).toEqual([
      'nextFundingTime is -1 h after fundingTime',
    ]);
  });
});

describe('parsePositionTiers', () => {
  it('of sizes in contracts, gives quote notional at the price of now', () => {
    const tiers = tiersOf(parsePositionTiers(okxTiers, context));
    expect(
      tiers.map(({ notionalFloor, notionalCap, maxLeverage }) => [notionalFloor, notionalCap, maxLeverage]),
    ).toEqual([
      [0, 830_000, 100],
      [830_000, 4_150_000, 50],
    ]);
  });

  it('of an inverse contract, gives coins', () => {
    const [tier] = tiersOf(parsePositionTiers(okxTiers, inverse));
    expect(tier.notionalCap).toBeCloseTo((1000 * 100) / 83_000, 9);
  });

  it('before the first price, refuses instead of guessing', () => {
    const parsed = parsePositionTiers(okxTiers, contextOf(okxLinear, READ_MS, null));
    expect(refusals(parsed)).toEqual(['maxSz cannot be turned into coins before the first price']);
  });

  it('fallback of BTC, starts at the rate seen live', () => {
    expect(okxFallback(okxLinear)[0].maintenanceMarginRate).toBe(0.004);
  });
});

describe('parseOkxListing', () => {
  it('of a contract with a multiplier, multiplies both factors', () => {
    const row = { ...okxRow('DOGE-USDT-SWAP', 'linear', '1000', 'USDT'), ctMult: '2' };
    expect(parseOkxListing([answer([row])]).events[0].contractSize).toBe(2000);
  });

  it('of a contract of unknown type, refuses it by name', () => {
    const row = { ...okxRow('DOGE-USDT-SWAP', 'linear', '1000', 'USDT'), ctType: 'quanto' };
    expect(parseOkxListing([answer([row])]).errors[0]).toMatchObject({
      field: 'ctType',
      reason: 'of DOGE-USDT-SWAP is unknown',
    });
  });
});

describe('okx', () => {
  const day = 86_400_000;
  const candlePages = (fromMs: number, toMs: number) =>
    okx.history.candles.requests(okxLinear, { fromMs, toMs }, READ_MS);
  const pathOf = (url: string) => new URL(url).pathname.replace('/api/v5/', '');

  it('candles of the newest five days, come from the quick endpoint by 300', () => {
    const pages = candlePages(READ_MS - day, READ_MS);
    expect(pages.map(({ url }) => pathOf(url))).toEqual(['market/candles']);
  });

  it('candles before, come from the history endpoint by 100', () => {
    const pages = candlePages(READ_MS - 10 * day, READ_MS - 9 * day);
    expect(new Set(pages.map(({ url }) => pathOf(url)))).toEqual(new Set(['market/history-candles']));
    expect(pages.length).toBe(3);
  });

  it('pages of candles, join without a hole although both bounds are exclusive', () => {
    const pages = candlePages(BAR_START_MS - 600 * BAR_MS, BAR_START_MS).map(
      ({ url }) => new URL(url).searchParams,
    );
    for (let index = 1; index < pages.length; index += 1) {
      expect(Number(pages[index].get('before'))).toBe(Number(pages[index - 1].get('after')) - 1);
    }
  });

  it('ratios of a day, are fine for eight hours and hourly before', () => {
    const ratios = okx.history.others.find(({ channel }) => channel === 'long-short-account-ratio-contract');
    const periods = ratios
      ?.requests(okxLinear, { fromMs: READ_MS - day, toMs: READ_MS }, READ_MS)
      .map(({ url }) => new URL(url).searchParams.get('period'));
    expect(periods).toEqual(['1H', '5m']);
  });

  it('sockets, ask for candles at the business address', () => {
    expect(publicSocket.url).toBe('wss://ws.okx.com:8443/ws/v5/public');
    expect(businessSocket.url).toBe('wss://ws.okx.com:8443/ws/v5/business');
    expect(businessSocket.subscribe[0]).toContain('candle5m');
  });

  it('the whole-market topic of two contracts, is one and the same text and goes out once', () => {
    const other = okx.sockets({ ...okxLinear, symbol: 'ETH-USDT-SWAP' })[0];
    expect(other.subscribe[1]).toBe(publicSocket.subscribe[1]);
    expect(other.subscribe[0]).not.toBe(publicSocket.subscribe[0]);
  });

  it('notice of an upgrade, asks for a new connection; other messages do not', () => {
    expect(publicSocket.wantsReconnect?.({ event: 'notice', code: '64008', msg: 'upgrade soon' })).toBe(true);
    expect(publicSocket.wantsReconnect?.({ event: 'subscribe', arg: {} })).toBe(false);
  });

  it('error event, is refused with what the exchange said', () => {
    const parsed = publicSocket.parse({ event: 'error', code: '60012', msg: 'Invalid request' }, context);
    expect(refusals(parsed)).toEqual(['subscribe failed: 60012 Invalid request']);
  });

  it('candle of another contract at the same address, is refused', () => {
    const message = { arg: { channel: 'candle5m', instId: 'ETH-USDT-SWAP' }, data: okxCandles.data };
    expect(refusals(businessSocket.parse(message, context))).toEqual([
      'instId is "ETH-USDT-SWAP", not BTC-USDT-SWAP',
    ]);
  });

  it('envelope with code 50011, counts as too many requests', () => {
    const request = okxGet('market/candles', {});
    expect(request.readRefusal?.({ code: '50011', msg: 'Too Many Requests', data: [] })?.kind).toBe(
      'rate-limited',
    );
    expect(
      request.readRefusal?.({ code: '51001', msg: 'Instrument ID does not exist', data: [] })?.kind,
    ).toBe('refused');
    expect(request.readRefusal?.(answer([]))).toBeNull();
  });
});
