import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { ParseContext, Parser } from '../../src/feeds/exchange-feed';
import type { Parsed } from '../../src/feeds/feed-error';
import { parseState } from '../../src/feeds/hyperliquid/positions/clearinghouse';
import { feedById } from '../../src/feeds/registry';
import { FIXTURES } from './fixtures/all';
import { parserOf } from './fixtures/fixture';
import { eventFault } from './harness/event-fault';
import { liquidationsOf, tiersOf } from './harness/single';

const ROOT = '../shared/data/payloads';
const isHere = existsSync(ROOT);
/** Late enough that every recorded bar is over, early enough that nothing lies in the future. */
const NOW_MS = Date.UTC(2026, 10, 21);

function text(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8');
}

function json(path: string): unknown {
  return JSON.parse(text(path));
}

function lines(path: string): Record<string, unknown>[] {
  return text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

interface Recorded {
  method: string;
  path: string;
  query: string;
  body: unknown;
}

function instrumentFor(exchange: string, change: Partial<Instrument>): Instrument {
  const fixture = FIXTURES.find(({ feed }) => feed.id === exchange);
  if (fixture === undefined) throw new Error(`no fixture for ${exchange}`);
  return { ...fixture.instrument, ...change };
}

function run(
  exchange: string,
  parse: Parser,
  payload: unknown,
  change: Partial<Instrument> = {},
  price = 50_000,
): Parsed {
  const instrument = instrumentFor(exchange, change);
  const context: ParseContext = {
    exchange,
    channel: 'real',
    instrument,
    nowMs: NOW_MS,
    priceAt: () => price,
  };
  return parse(payload, context);
}

function feedOf(exchange: string) {
  const feed = feedById(exchange);
  if (feed === undefined) throw new Error(`no feed ${exchange}`);
  return feed;
}

/** Parses with a series, poll or tier parser of the feed. */
function rest(exchange: string, channel: string, payload: unknown, change: Partial<Instrument> = {}): Parsed {
  return run(exchange, parserOf(feedOf(exchange), channel), payload, change);
}

/** Parses with each socket of the feed in turn, as if the message had come there. */
function socket(exchange: string, message: unknown, change: Partial<Instrument> = {}): Parsed {
  const parsed = feedOf(exchange)
    .sockets(instrumentFor(exchange, change))
    .map((plan) => run(exchange, plan.parse, message, change));
  return parsed.find(({ events, errors }) => events.length + errors.length > 0) ?? { events: [], errors: [] };
}

function expectSound(parsed: Parsed, least = 1): MarketEvent[] {
  expect(parsed.errors).toEqual([]);
  expect(parsed.events.length).toBeGreaterThanOrEqual(least);
  expect(parsed.events.map(eventFault).filter((fault) => fault !== null)).toEqual([]);
  return parsed.events;
}

if (!isHere) {
  describe('real payloads', () => {
    it('are not beside this repository: nothing of them was checked', () => {
      expect(isHere).toBe(false);
    });
  });
} else {
  describe('payloads/live_frames_2026.json', () => {
    const frames = json('live_frames_2026.json') as { exchange: string; note: string; body: unknown }[];
    const frame = (exchange: string, part: string) => {
      const found = frames.find((entry) => entry.exchange === exchange && entry.note.includes(part));
      if (found === undefined) throw new Error(`no frame ${exchange} ${part}`);
      return found.body;
    };

    it('forceOrder of 2026-10-08 (SELL), is a long', () => {
      const parsed = socket('binance', frame('binance-usdm', '!forceOrder@arr'), { symbol: 'ILVUSDT' });
      expectSound(parsed);
      expect(liquidationsOf(parsed)[0]).toMatchObject({ positionSide: 'long', base: 116.5, price: 3.85642 });
    });

    it('forceOrder of the testnet (BUY), is a short', () => {
      const parsed = socket('binance', frame('binance-usdm-testnet', 'BUY'), { symbol: 'COTIUSDT' });
      expect(liquidationsOf(parsed)[0]).toMatchObject({ positionSide: 'short', base: 288_183 });
    });

    it('allLiquidation (Buy, 21 of 21 below the bid), is a long', () => {
      const parsed = socket('bybit', frame('bybit', '21 of 21'), { symbol: 'ICPUSDT' });
      expect(liquidationsOf(parsed)[0]).toMatchObject({ positionSide: 'long', base: 19.7, price: 2.585 });
    });

    it('allLiquidation (Sell, 9 of 9 above the ask), is a short', () => {
      const parsed = socket('bybit', frame('bybit', 'S=Sell'), { symbol: 'MARSCOINUSDT' });
      expect(liquidationsOf(parsed)[0].positionSide).toBe('short');
    });

    it('liquidation-orders (posSide short), is a short in contracts of the instrument', () => {
      const change = { symbol: 'CNPY-USDT-SWAP', contractSize: 1 };
      const parsed = socket('okx', frame('okx', 'liquidation-orders'), change);
      expect(liquidationsOf(parsed)[0]).toMatchObject({ positionSide: 'short', base: 2137, price: 0.4162 });
    });

    it('forceOrder of Aster (SELL), is a long', () => {
      const parsed = socket('aster', frame('aster', 'SELL'), { symbol: 'PAIRUSDT' });
      expect(liquidationsOf(parsed)[0]).toMatchObject({ positionSide: 'long', base: 28_448 });
    });

    it('REST answers of 2026-09, are read without a refusal', () => {
      expectSound(rest('binance', 'premiumIndex', frame('binance-usdm', 'premiumIndex')), 2);
      expectSound(rest('binance', 'openInterestHist', frame('binance-usdm', 'openInterestHist')), 3);
      expectSound(rest('binance', 'globalLongShortAccountRatio', frame('binance-usdm', 'globalLongShort')));
    });

    it('the error body of an unknown symbol, is a refusal of the request', () => {
      const [request] = feedOf('binance').listing.requests;
      expect(request.readRefusal?.(frame('binance-usdm', 'HTTP 400'))?.kind).toBe('refused');
    });
  });

  describe('payloads/binance/usdm_rest_recorded.json', () => {
    const recorded = json('binance/usdm_rest_recorded.json') as Recorded[];
    const symbolIn = ({ query }: Recorded) => new URLSearchParams(query).get('symbol') ?? 'BTCUSDT';
    const answers = (path: string) =>
      recorded.filter((entry) => entry.path === path && entry.query !== '' && Array.isArray(entry.body));

    it('klines of five minutes, are all read', () => {
      const five = answers('/fapi/v1/klines').filter(({ query }) => query.includes('interval=5m'));
      expect(five.length).toBeGreaterThan(0);
      for (const entry of five)
        expectSound(rest('binance', 'klines', entry.body, { symbol: symbolIn(entry) }));
    });

    it('klines of a day, are refused row by row: they are no five-minute bars', () => {
      const [day] = answers('/fapi/v1/klines').filter(({ query }) => query.includes('interval=1d'));
      const parsed = rest('binance', 'klines', day.body, { symbol: symbolIn(day) });
      expect(parsed.events).toEqual([]);
      expect(parsed.errors.length).toBeGreaterThan(0);
    });

    it.each([
      ['/fapi/v1/fundingRate', 'fundingRate'],
      ['/futures/data/openInterestHist', 'openInterestHist'],
      ['/futures/data/globalLongShortAccountRatio', 'globalLongShortAccountRatio'],
      ['/futures/data/topLongShortAccountRatio', 'topLongShortAccountRatio'],
      ['/futures/data/topLongShortPositionRatio', 'topLongShortPositionRatio'],
    ])('answers of %s, are all read', (path, channel) => {
      const found = answers(path);
      expect(found.length).toBeGreaterThan(0);
      for (const entry of found)
        expectSound(rest('binance', channel, entry.body, { symbol: symbolIn(entry) }));
    });

    it('exchangeInfo and fundingInfo, list contracts without a refusal', () => {
      const bodyOf = (path: string) => recorded.find((entry) => entry.path === path)?.body;
      const { events, errors } = feedOf('binance').listing.parse([
        bodyOf('/fapi/v1/exchangeInfo'),
        bodyOf('/fapi/v1/fundingInfo'),
      ]);
      expect(errors).toEqual([]);
      expect(events.find(({ symbol }) => symbol === 'BTCUSDT')).toMatchObject({ base: 'BTC', tickSize: 0.1 });
    });
  });

  describe('payloads/binance/coinm_rest_recorded.json', () => {
    const recorded = json('binance/coinm_rest_recorded.json') as Recorded[];

    it('klines of five minutes, give coins as volume', () => {
      const five = recorded.filter(
        ({ path, query }) => path === '/dapi/v1/klines' && query.includes('interval=5m'),
      );
      for (const entry of five) {
        const symbol = new URLSearchParams(entry.query).get('symbol') ?? '';
        for (const event of expectSound(rest('binance-coinm', 'klines', entry.body, { symbol }))) {
          if (event.type !== 'candle') continue;
          const usd = (event.candle.volumeBase ?? 0) * event.candle.close;
          expect(usd % 10 < 1 || usd % 10 > 9 || usd > 100).toBe(true);
        }
      }
      expect(five.length).toBeGreaterThan(0);
    });

    it('open interest history, agrees with itself: contracts x 100 USD = coins x price', () => {
      const [entry] = recorded.filter(
        ({ path, query }) => path.endsWith('openInterestHist') && query.includes('pair=BTCUSD'),
      );
      const parsed = rest('binance-coinm', 'openInterestHist', entry.body);
      for (const event of expectSound(parsed)) {
        if (event.type !== 'open-interest') continue;
        const price = (event.openInterest.quote ?? 0) / event.openInterest.base;
        expect(price).toBeGreaterThan(11_000);
        expect(price).toBeLessThan(12_500);
      }
    });

    it('exchangeInfo, lists the perpetuals with their contract sizes', () => {
      const info = recorded.find(({ path }) => path === '/dapi/v1/exchangeInfo')?.body;
      const { events, errors } = feedOf('binance-coinm').listing.parse([info]);
      expect(errors).toEqual([]);
      expect(events.find(({ symbol }) => symbol === 'BTCUSD_PERP')?.contractSize).toBe(100);
    });
  });

  describe('payloads of the other exchanges', () => {
    it.each([
      ['bybit', 'account-ratio', 'bybit/doc-account-ratio.json', {}],
      ['bybit', 'mark-price-kline', 'bybit/doc-mark-price-kline.json', {}],
      ['bybit', 'risk-limit', 'bybit/doc-risk-limit-linear-testnet.json', {}],
      ['bybit', 'funding/history', 'bybit/nautilus_http_get_funding_history.json', {}],
      ['okx', 'open-interest-history', 'okx/doc-open-interest-history.json', {}],
      ['okx', 'taker-volume-contract', 'okx/doc-taker-volume-contract.json', {}],
      ['okx', 'funding-rate-history', 'okx/doc-funding-rate-history.json', {}],
      ['okx', 'mark-price', 'okx/nautilus_http_get_mark_price.json', {}],
      ['okx', 'candles', 'okx/doc-candles.json', {}],
      ['hyperliquid', 'fundingHistory', 'hyperliquid/doc-fundingHistory.json', {}],
      ['hyperliquid', 'meta', 'hyperliquid/doc-meta.json', {}],
      ['bitget', 'candles', 'bitget/doc-history-candles-usdt.json', {}],
      ['bitget', 'history-fund-rate', 'bitget/doc-history-fund-rate.json', {}],
      ['bitget', 'account-long-short', 'bitget/doc-account-long-short.json', {}],
      ['bitget', 'query-position-lever', 'bitget/doc-query-position-lever-BTCUSDT.json', {}],
      ['gate', 'contract_stats', 'gate/doc-contract_stats.json', {}],
      ['gate', 'liq_orders', 'gate/doc-liq_orders.json', {}],
      ['gate', 'contracts', 'gate/doc-contract-BTC_USDT.json', {}],
      ['gate', 'risk_limit_tiers', 'gate/doc-risk_limit_tiers.json', {}],
      ['bitmex', 'trade/bucketed', 'bitmex/nautilus_http_get_trade_bins.json', {}],
      ['deribit', 'get_tradingview_chart_data', 'deribit/doc-get_tradingview_chart_data.json', {}],
      ['deribit', 'get_funding_rate_history', 'deribit/doc-get_funding_rate_history.json', {}],
      ['dydx', 'historicalFunding', 'dydx/doc-historicalFunding.json', {}],
      ['dydx', 'perpetualMarkets', 'dydx/doc-perpetualMarkets.json', {}],
    ])('%s %s in %s, is read without a refusal', (exchange, channel, path, change) => {
      expectSound(rest(exchange, channel, json(path), change));
    });

    it.each([
      ['bybit', 'bybit/doc-ws-tickers-linear.json'],
      ['bybit', 'bybit/nautilus_ws_kline.json'],
      ['okx', 'okx/doc-ws-funding-rate.json'],
      ['hyperliquid', 'hyperliquid/doc-ws-activeAssetCtx.json'],
      ['gate', 'gate/ws_messages_tardis.jsonl'],
      ['deribit', 'deribit/doc-ws-ticker.json'],
    ])('%s socket message of %s, is read without a refusal', (exchange, path) => {
      const message = path.endsWith('.jsonl')
        ? lines(path).find(({ channel, time_ms }) => channel === 'futures.tickers' && time_ms !== undefined)
        : json(path);
      expectSound(socket(exchange, message));
    });

    it('bybit open interest of an inverse contract, is one-sided as told', () => {
      const change = { symbol: 'BTCUSD', kind: 'inverse' as const, contractSize: 1 };
      const [event] = expectSound(
        rest('bybit', 'open-interest', json('bybit/doc-open-interest.json'), change),
        5,
      );
      expect(event.type === 'open-interest' && event.openInterest).toMatchObject({
        quote: 31_955_346,
        counted: 'single',
      });
    });

    it('hyperliquid candles of an hour, are refused: they are no five-minute bars', () => {
      const parsed = rest('hyperliquid', 'candleSnapshot', json('hyperliquid/doc-candleSnapshot.json'));
      expect(parsed.events).toEqual([]);
      expect(parsed.errors[0]).toMatchObject({ field: 'i', reason: 'is 1h, not 5m' });
    });

    it('hyperliquid accounts, live and recorded, have positions on the right side of the mark', () => {
      const recorded = json('hyperliquid/rest_info_recorded.json') as {
        request: { type: string };
        body: unknown;
      }[];
      const states = [
        json('hyperliquid/doc-clearinghouseState.json'),
        ...recorded.filter(({ request }) => request.type === 'clearinghouseState').map(({ body }) => body),
      ];
      for (const state of states) {
        const { events, errors } = parseState(state, '0xa', NOW_MS);
        expect(errors).toEqual([]);
        expect(events.length).toBeGreaterThan(0);
      }
    });

    it('bitget liquidation of 2026-04 (buy), is a long of 83.1 APE', () => {
      const message = lines('bitget/ws_messages_tardis.jsonl').find(
        ({ arg }) => (arg as { topic?: string }).topic === 'liquidation',
      );
      const [liquidation] = liquidationsOf(socket('bitget', message, { symbol: 'APEUSDT' }));
      expect(liquidation.positionSide).toBe('long');
      expect(liquidation.base).toBeCloseTo(83.1, 6);
    });

    it('bitmex liquidation (Buy), is a short; its deletion says nothing', () => {
      const [insert, remove] = lines('bitmex/ws_messages_tardis.jsonl').filter(
        ({ table }) => table === 'liquidation',
      );
      expect(liquidationsOf(socket('bitmex', insert))[0]).toMatchObject({
        positionSide: 'short',
        notionalUsd: 9214,
      });
      expect(socket('bitmex', remove).events).toEqual([]);
    });

    it('dydx trades of 2024-08, hold one LIQUIDATED long', () => {
      const message = lines('dydx/ws_messages_tardis.jsonl').find(({ contents }) =>
        JSON.stringify(contents).includes('LIQUIDATED'),
      );
      expect(liquidationsOf(socket('dydx', message))).toMatchObject([
        { positionSide: 'long', base: 3.9, price: 22.87 },
      ]);
    });

    it('bitget brackets of 2026-09, are the ones shipped as far as they are shipped', () => {
      const told = tiersOf(
        rest('bitget', 'query-position-lever', json('bitget/doc-query-position-lever-BTCUSDT.json')),
      );
      const shipped = feedOf('bitget').tiers?.fallback(instrumentFor('bitget', {})) ?? [];
      for (const [index, tier] of shipped.slice(0, -1).entries()) {
        expect(tier.notionalCap).toBe(told[index].notionalCap);
        expect(tier.maintenanceMarginRate).toBe(told[index].maintenanceMarginRate);
        expect(tier.maintenanceAmount).toBeCloseTo(told[index].maintenanceAmount, 3);
      }
    });
  });
}
