import { beforeAll, describe, expect, test } from 'vitest';
import type { Candle } from '../../../src/core/market/candle';
import type { Liquidation } from '../../../src/core/market/liquidation';
import type { MarketEvent } from '../../../src/core/market/market-event';
import {
  advanceMarket,
  createMarket,
  formingCandle,
  openInterestBase,
} from '../../../src/core/simulate/market';
import type { MarketTick } from '../../../src/core/simulate/market-state';
import { truePositions } from '../../../src/core/simulate/truth';

const START_MS = 1_760_000_100_000 - (1_760_000_100_000 % 300_000);
const DAY_MS = 86_400_000;

interface Recording {
  ticks: MarketTick[];
  events: MarketEvent[];
  full: Liquidation[];
}

function record(seed: number, days: number, stepMs = Number.POSITIVE_INFINITY): Recording {
  const market = createMarket({ seed, startMs: START_MS, startPrice: 96_000, prerollDays: 1 });
  const recording: Recording = { ticks: [], events: [], full: [] };
  const sink = {
    tick: (tick: MarketTick) => void recording.ticks.push(tick),
    event: (event: MarketEvent) => void recording.events.push(event),
    fullLiquidation: (liquidation: Liquidation) => void recording.full.push(liquidation),
  };
  const endMs = START_MS + days * DAY_MS;
  while (market.nowMs < endMs) advanceMarket(market, Math.min(endMs, market.nowMs + stepMs), sink);
  return recording;
}

function candlesOf(recording: Recording, intervalMs: number): Candle[] {
  return recording.events.flatMap((event) =>
    event.type === 'candle' && event.candle.intervalMs === intervalMs ? [event.candle] : [],
  );
}

describe('advanceMarket', () => {
  let one: Recording;
  beforeAll(() => {
    one = record(301, 2);
  });

  test('the same seed gives the same market, whatever the steps', () => {
    const other = record(301, 2, 47 * 60_000 + 10_000);
    expect(other.events).toEqual(one.events);
    expect(other.full).toEqual(one.full);
  });

  test('another seed gives another market', () => {
    expect(record(302, 0.1).ticks[5].last).not.toBe(one.ticks[5].last);
  });

  test('the first price is near the start price', () => {
    expect(Math.abs(one.ticks[0].last / 96_000 - 1)).toBeLessThan(0.01);
  });

  test('a tick comes every ten seconds', () => {
    expect(one.ticks).toHaveLength(2 * 8640);
    expect(one.ticks[0].timeMs).toBe(START_MS + 10_000);
    expect(one.ticks[17_279].timeMs).toBe(START_MS + 2 * DAY_MS);
  });

  test('minute candles add up to five-minute candles', () => {
    const minutes = candlesOf(one, 60_000);
    const fives = candlesOf(one, 300_000);
    expect(minutes).toHaveLength(2880);
    expect(fives).toHaveLength(576);
    fives.forEach((five, i) => {
      const parts = minutes.slice(5 * i, 5 * i + 5);
      expect(five.openTimeMs).toBe(parts[0].openTimeMs);
      expect(five.high).toBe(Math.max(...parts.map((part) => part.high)));
      expect(five.low).toBe(Math.min(...parts.map((part) => part.low)));
      expect(five.close).toBe(parts[4].close);
      expect(five.volumeBase).toBeCloseTo(
        parts.reduce((sum, part) => sum + (part.volumeBase ?? 0), 0),
        6,
      );
    });
  });

  test('taker buys never exceed the volume, and both are above 0 in a day', () => {
    for (const candle of candlesOf(one, 300_000)) {
      expect(candle.takerBuyBase).toBeGreaterThanOrEqual(0);
      expect(candle.takerBuyBase ?? 0).toBeLessThanOrEqual((candle.volumeBase ?? 0) * (1 + 1e-9));
    }
    expect(candlesOf(one, 300_000).some((candle) => (candle.takerBuyBase ?? 0) > 0)).toBe(true);
  });

  test('every five minutes have a mark range, an open interest and an account ratio', () => {
    const counts = new Map<string, number>();
    for (const event of one.events) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    expect(counts.get('mark-range')).toBe(576);
    expect(counts.get('open-interest')).toBe(576);
    expect(counts.get('long-short-ratio')).toBe(576);
    expect(counts.get('funding-rate')).toBe(6);
  });

  test('the mark never leaves the range of its bar, and is smoother than the last price', () => {
    let lastTravel = 0;
    let markTravel = 0;
    for (let i = 1; i < one.ticks.length; i++) {
      lastTravel += Math.abs(one.ticks[i].last - one.ticks[i - 1].last);
      markTravel += Math.abs(one.ticks[i].mark - one.ticks[i - 1].mark);
    }
    expect(markTravel).toBeLessThan(0.8 * lastTravel);
    expect(markTravel).toBeGreaterThan(0);
  });

  test('the throttled feed has at most one closing a second and none that the full feed lacks', () => {
    const sampled = one.events.flatMap((event) => (event.type === 'liquidation' ? [event.liquidation] : []));
    const seconds = sampled.map((liquidation) => Math.floor(liquidation.timeMs / 1000));
    expect(new Set(seconds).size).toBe(seconds.length);
    expect(sampled.every((liquidation) => liquidation.isSampled)).toBe(true);
    const known = new Set(one.full.map((liquidation) => `${liquidation.timeMs} ${liquidation.base}`));
    expect(sampled.every((liquidation) => known.has(`${liquidation.timeMs} ${liquidation.base}`))).toBe(true);
    expect(one.full.length).toBeGreaterThanOrEqual(sampled.length);
    expect(sampled.length).toBeGreaterThan(20);
  });

  test('longs are liquidated below an earlier price and shorts above one', () => {
    for (const liquidation of one.full) {
      const tick = one.ticks[Math.ceil((liquidation.timeMs - START_MS) / 10_000) - 1] ?? one.ticks[0];
      expect(Math.abs(Math.log(liquidation.price / tick.mark))).toBeLessThan(0.03);
    }
    expect(one.full.some((liquidation) => liquidation.positionSide === 'long')).toBe(true);
    expect(one.full.some((liquidation) => liquidation.positionSide === 'short')).toBe(true);
  });
});

describe('a running market', () => {
  test('holds no position whose liquidation price the mark has passed', () => {
    const market = createMarket({ seed: 303, startMs: START_MS, prerollDays: 1 });
    for (let hour = 1; hour <= 12; hour++) {
      advanceMarket(market, START_MS + hour * 3_600_000, {});
      const mark = Math.exp(market.path.logMark);
      for (const position of truePositions(market)) {
        if (position.openTimeMs > market.nowMs - 20_000) continue;
        if (position.positionSide === 'long') expect(position.liquidationPrice).toBeLessThan(mark);
        else expect(position.liquidationPrice).toBeGreaterThan(mark);
      }
    }
  });

  test('counts the open interest that its positions add up to', () => {
    const market = createMarket({ seed: 304, startMs: START_MS, prerollDays: 2 });
    const sums = { long: 0, short: 0 };
    for (const position of truePositions(market)) sums[position.positionSide] += position.base;
    expect(openInterestBase(market)).toBeCloseTo(Math.max(sums.long, sums.short), 3);
  });

  test('multiplies notionals by the size scale and leaves prices alone', () => {
    const small = createMarket({ seed: 305, startMs: START_MS, prerollDays: 1 });
    const large = createMarket({ seed: 305, startMs: START_MS, prerollDays: 1, sizeScale: 10 });
    expect(openInterestBase(large) / openInterestBase(small)).toBeCloseTo(10, 6);
    expect(large.path.logMark).toBeCloseTo(small.path.logMark, 10);
  });

  test('shows the forming candle between closes', () => {
    const market = createMarket({ seed: 306, startMs: START_MS, prerollDays: 1 });
    advanceMarket(market, START_MS + 90_000, {});
    const minute = formingCandle(market, '1m');
    expect(minute).toMatchObject({ openTimeMs: START_MS + 60_000, intervalMs: 60_000, isClosed: false });
    expect(formingCandle(market, '5m').openTimeMs).toBe(START_MS);
    expect(minute.volumeBase).toBeGreaterThan(0);
  });

  test('refuses a start that is not on a five-minute mark', () => {
    expect(() => createMarket({ seed: 1, startMs: START_MS + 1 })).toThrow('five-minute mark');
  });

  test('refuses a start price of 0', () => {
    expect(() => createMarket({ seed: 1, startMs: START_MS, startPrice: 0 })).toThrow(
      'invalid start price: 0',
    );
  });
});
