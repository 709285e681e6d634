import { describe, expect, it } from 'vitest';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { parseGateListing, parseRiskTiers } from '../../../src/feeds/gate/contracts';
import { gate } from '../../../src/feeds/gate/feed';
import {
  parseCandles,
  parseContract,
  parseContractStats,
  parseLiquidationOrders,
  parseLiquidationSums,
} from '../../../src/feeds/gate/parse-rest';
import { gateGet } from '../../../src/feeds/gate/requests';
import { clipByAge } from '../../../src/feeds/spans';
import { BAR_START_MS, contextFor, READ_MS } from '../fixtures/fixture';
import {
  gateCandleMessage,
  gateCandles,
  gateContract,
  gateFixture,
  gateInverse,
  gateLinear,
  gateOrders,
  gateStats,
  gateTickerMessage,
} from '../fixtures/gate';
import { contextOf } from '../harness/instruments';
import {
  candlesOf,
  fundingsOf,
  interestsOf,
  liquidationsOf,
  marksOf,
  ratiosOf,
  refusals,
  tiersOf,
} from '../harness/single';

const context = contextFor(gateFixture, 'test');
const inverse = contextOf(gateInverse, READ_MS, 83_000);
const [socket] = gate.sockets(gateLinear);

describe('parseCandles', () => {
  it('of stamps in seconds and volume in contracts, gives ms and coins', () => {
    const [candle] = candlesOf(parseCandles(gateCandles, context));
    expect(candle).toMatchObject({ openTimeMs: BAR_START_MS, close: 83_050.2, isClosed: true });
    expect(candle.volumeBase).toBeCloseTo(512.345, 9);
  });

  it('of the inverse contract, divides its dollars by the price', () => {
    const [candle] = candlesOf(parseCandles([{ ...gateCandles[0], v: 83_050.2 }], inverse));
    expect(candle.volumeBase).toBeCloseTo(1, 12);
  });

  it('of a stamp in ms, refuses the row', () => {
    expect(refusals(parseCandles([{ ...gateCandles[0], t: BAR_START_MS }], context))[0]).toMatch(
      /not a time in ms$/,
    );
  });
});

describe('parseContractStats', () => {
  it('of open interest that counts both sides, halves contracts and dollars', () => {
    expect(interestsOf(parseContractStats(gateStats, context))).toEqual([
      {
        timeMs: BAR_START_MS,
        base: (578_063_874 * 0.0001) / 2,
        quote: 4_797_930_154.2 / 2,
        counted: 'halved',
      },
    ]);
  });

  it('of the documented contract, agrees with its one-sided position size', () => {
    const halved = interestsOf(parseContractStats(gateStats, context))[0].base;
    const single = interestsOf(parseContract(gateContract('BTC_USDT', '0.0001'), context))[0].base;
    expect(halved).toBeCloseTo(single, 6);
  });

  it('of a ratio of 0, takes it as absent', () => {
    expect(
      ratiosOf(parseContractStats(gateStats, context)).map(({ of, longShare }) => [of, longShare]),
    ).toEqual([
      ['accounts', 0.6],
      ['top-positions', 0.8 / 1.8],
    ]);
  });
});

describe('parseLiquidationSums', () => {
  it('of a bar, gives one sum a side at its mark price and none for an empty side', () => {
    expect(liquidationsOf(parseLiquidationSums(gateStats, context))).toEqual([
      {
        timeMs: BAR_START_MS,
        positionSide: 'long',
        price: 83_000,
        priceKind: 'average-fill',
        base: 1.2,
        notionalUsd: 83_000 * 1.2,
        isSampled: false,
        sumOfMs: BAR_MS,
      },
    ]);
  });

  it('of short sums, says short', () => {
    const [row] = gateStats;
    const shorts = [{ ...row, long_liq_size: '0', short_liq_size: '500' }];
    expect(liquidationsOf(parseLiquidationSums(shorts, context))[0]).toMatchObject({
      positionSide: 'short',
      base: 0.05,
    });
  });
});

describe('parseLiquidationOrders', () => {
  it('of two steps of one position, counts what each closed and not the position twice', () => {
    const closed = liquidationsOf(parseLiquidationOrders(gateOrders, context)).map(({ base }) => base);
    expect(closed.map((base) => Math.round(base / 0.0001))).toEqual([650, 1000]);
  });

  it('of a positive position size, says long; of a negative one, short', () => {
    const short = { ...gateOrders[0], size: -1650, order_size: 1650 };
    const sides = liquidationsOf(parseLiquidationOrders([gateOrders[0], short], context));
    expect(sides.map(({ positionSide }) => positionSide)).toEqual(['long', 'short']);
  });

  it('of the documented row without order_size, falls back on the position', () => {
    const row = {
      contract: 'BTC_USDT',
      left: 0,
      size: -165,
      fill_price: '28070',
      order_price: '28225',
      time: 1_696_736_132,
    };
    expect(liquidationsOf(parseLiquidationOrders([row], context))[0]).toMatchObject({
      positionSide: 'short',
      price: 28_070,
      timeMs: 1_696_736_132_000,
    });
  });

  it('of an order of which nothing was closed, gives no event', () => {
    const idle = { ...gateOrders[0], left: 1650 };
    expect(parseLiquidationOrders([idle], context)).toEqual({ events: [], errors: [] });
  });

  it('of a position of 0, refuses the row', () => {
    expect(refusals(parseLiquidationOrders([{ ...gateOrders[0], size: 0 }], context))).toEqual(['size is 0']);
  });

  it('of another contract, refuses the row', () => {
    const other = { ...gateOrders[0], contract: 'ETH_USDT' };
    expect(refusals(parseLiquidationOrders([other], context))).toEqual([
      'contract is "ETH_USDT", not BTC_USDT',
    ]);
  });
});

describe('parseContract', () => {
  it('gives mark, one-sided coins and funding with the interval in hours', () => {
    const parsed = parseContract(gateContract('BTC_USDT', '0.0001'), context);
    expect(marksOf(parsed)).toEqual([{ timeMs: READ_MS, price: 83_000, indexPrice: 83_010 }]);
    expect(interestsOf(parsed)[0]).toMatchObject({ base: 289_031_937 * 0.0001, counted: 'single' });
    expect(fundingsOf(parsed)[0]).toMatchObject({ ratePerInterval: -0.000002, intervalHours: 8 });
  });
});

describe('socket', () => {
  it('of a ticker, gives mark and funding and leaves total_size, whose sides nobody tells', () => {
    const parsed = socket.parse(gateTickerMessage, context);
    expect(parsed.events.map(({ type }) => type)).toEqual(['mark-price', 'funding-rate']);
    expect(marksOf(parsed)[0]).toEqual({
      timeMs: BAR_START_MS + 840,
      price: 83_010.64,
      indexPrice: 83_020.35,
    });
  });

  it('of a candle with the window flag, closes it; without, does not', () => {
    const [row] = gateCandleMessage.result;
    const open = { ...gateCandleMessage, result: [{ ...row, w: undefined }] };
    expect(candlesOf(socket.parse(gateCandleMessage, context))[0].isClosed).toBe(true);
    expect(candlesOf(socket.parse(open, context))[0].isClosed).toBe(false);
  });

  it('never reads liquidations from the socket, whose sign is disputed', () => {
    const message = {
      channel: 'futures.public_liquidates',
      event: 'update',
      time: BAR_START_MS / 1000,
      result: [{ price: '82500', size: '-124', time: BAR_START_MS, contract: 'BTC_USDT' }],
    };
    expect(socket.parse(message, context)).toEqual({ events: [], errors: [] });
    expect(socket.subscribe.some((text) => text.includes('liquidates'))).toBe(false);
  });

  it('routes by the contract of a ticker and by the name of a candle', () => {
    expect(socket.symbolOf(gateTickerMessage)).toBe('BTC_USDT');
    expect(socket.symbolOf(gateCandleMessage)).toBe('BTC_USDT');
  });

  it('of an error, names what the exchange said', () => {
    const message = {
      time: 1,
      channel: 'futures.tickers',
      event: 'subscribe',
      error: { code: 2, message: 'unknown contract' },
    };
    expect(refusals(socket.parse(message, context))[0]).toMatch(/^subscribe failed: .*unknown contract/);
  });

  it('pings with the time in seconds', () => {
    expect(JSON.parse(socket.ping?.text(BAR_START_MS) ?? '')).toEqual({
      time: BAR_START_MS / 1000,
      channel: 'futures.ping',
    });
  });
});

describe('parseRiskTiers', () => {
  it('of tiers without deductions, computes them', () => {
    const rows = [
      {
        tier: 2,
        risk_limit: '1000000',
        initial_rate: '0.008',
        maintenance_rate: '0.005',
        leverage_max: '125',
      },
      {
        tier: 1,
        risk_limit: '500000',
        initial_rate: '0.005',
        maintenance_rate: '0.003',
        leverage_max: '200',
      },
    ];
    expect(tiersOf(parseRiskTiers(rows, context)).map(({ maintenanceAmount }) => maintenanceAmount)).toEqual([
      0, 1000,
    ]);
  });

  it('of tiers that touch the same cap twice, refuses the table', () => {
    const row = {
      tier: 1,
      risk_limit: '5',
      initial_rate: '0.01',
      maintenance_rate: '0.003',
      leverage_max: '20',
    };
    expect(refusals(parseRiskTiers([row, row], context))).toEqual(['risk_limit row 1 ends before it begins']);
  });
});

describe('parseGateListing', () => {
  it('of multiplier 0, reads the inverse contract of one dollar', () => {
    const { events } = parseGateListing(gateFixture.listing);
    expect(events.find(({ symbol }) => symbol === 'BTC_USD')).toMatchObject({
      kind: 'inverse',
      contractSize: 1,
      settle: 'BTC',
      quote: 'USD',
    });
  });
});

describe('gate', () => {
  const seriesOf = (channel: string) => {
    const found = gate.history.others.find((entry) => entry.channel === channel);
    if (found === undefined) throw new Error(`no series ${channel}`);
    return found;
  };

  it('past liquidations, come as orders for a day and as sums of whole bars before, never both', () => {
    const nowMs = READ_MS + 12_345;
    const span = { fromMs: nowMs - 3 * 86_400_000, toMs: nowMs };
    const orders = seriesOf('liq_orders');
    const sums = seriesOf('contract_stats liquidations');
    const ordersFrom = clipByAge(span, nowMs, orders.minAgeMs, orders.maxAgeMs)?.fromMs;
    const sumsTo = clipByAge(span, nowMs, sums.minAgeMs, sums.maxAgeMs)?.toMs;
    expect(ordersFrom).toBe(sumsTo);
    expect((ordersFrom ?? Number.NaN) % BAR_MS).toBe(0);
  });

  it('orders, are asked by the hour and never for longer', () => {
    const requests = seriesOf('liq_orders').requests(
      gateLinear,
      { fromMs: READ_MS - 86_400_000, toMs: READ_MS },
      READ_MS,
    );
    expect(requests.length).toBe(24);
    for (const { url } of requests) {
      const { searchParams } = new URL(url);
      expect(Number(searchParams.get('to')) - Number(searchParams.get('from'))).toBeLessThanOrEqual(3600);
    }
  });

  it('candles, never carry both bounds and a limit', () => {
    const [request] = gate.history.candles.requests(
      gateLinear,
      { fromMs: BAR_START_MS, toMs: BAR_START_MS + 10 * BAR_MS },
      READ_MS,
    );
    const { searchParams } = new URL(request.url);
    expect([searchParams.has('from'), searchParams.has('to'), searchParams.has('limit')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('requests, ask for decimal sizes by header and go to the settlement of the contract', () => {
    expect(gateGet('usdt', 'contracts', {}).headers).toMatchObject({ 'x-gate-size-decimal': '1' });
    expect(gate.polls[0].request(gateInverse, READ_MS).url).toContain('/futures/btc/contracts/BTC_USD');
  });

  it('error body, counts as too many requests only with its label', () => {
    const request = gateGet('usdt', 'contracts', {});
    expect(request.readRefusal?.({ label: 'TOO_MANY_REQUESTS', message: '' })?.kind).toBe('rate-limited');
    expect(request.readRefusal?.({ label: 'CONTRACT_NOT_FOUND', message: '' })?.kind).toBe('refused');
    expect(request.readRefusal?.([])).toBeNull();
  });
});
