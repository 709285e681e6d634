import { beforeAll, describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { advanceMarket, createMarket, openInterestBase } from '../../../src/core/simulate/market';
import type { MarketTick } from '../../../src/core/simulate/market-state';
import { START_MS } from './market-samples';

const HOUR_MS = 3_600_000;
const OPTIONS = { seed: 81, startMs: START_MS, prerollDays: 0.25 };

/** Every field that an exchange's public interface has for an event of this kind. */
const PUBLIC_FIELDS: Record<string, string[]> = {
  candle: [
    'openTimeMs',
    'intervalMs',
    'open',
    'high',
    'low',
    'close',
    'volumeBase',
    'takerBuyBase',
    'isClosed',
  ],
  'mark-range': ['openTimeMs', 'intervalMs', 'high', 'low', 'close'],
  'open-interest': ['timeMs', 'base', 'quote', 'counted'],
  'long-short-ratio': ['timeMs', 'longShare', 'of'],
  'funding-rate': ['timeMs', 'ratePerInterval', 'intervalHours'],
  liquidation: ['timeMs', 'positionSide', 'price', 'priceKind', 'base', 'notionalUsd', 'isSampled'],
};

const bodyOf = ({ type, ...rest }: MarketEvent): Record<string, unknown> => Object.values(rest)[0];

/** When a feed would send the event, Unix ms. */
function sentMs(event: MarketEvent): number {
  const body = bodyOf(event);
  return 'openTimeMs' in body ? Number(body.openTimeMs) + Number(body.intervalMs) : Number(body.timeMs);
}

describe('what a market tells', () => {
  let events: MarketEvent[];
  let ticks: MarketTick[];
  let truth: { timeMs: number; base: number; longShare: number; skew: number }[];
  beforeAll(() => {
    const market = createMarket(OPTIONS);
    events = [];
    ticks = [];
    truth = [];
    const sink = {
      event: (event: MarketEvent) => void events.push(event),
      tick: (tick: MarketTick) => void ticks.push(tick),
    };
    for (let bar = 0; bar < 288; bar++) {
      advanceMarket(market, market.nowMs + 300_000, sink);
      const { longAccounts, shortAccounts, longBase, shortBase } = market.book;
      truth.push({
        timeMs: market.nowMs,
        base: openInterestBase(market),
        longShare: longAccounts / (longAccounts + shortAccounts),
        skew: (longBase - shortBase) / (longBase + shortBase),
      });
    }
  }, 30_000);

  test('is what public feeds give and no field more', () => {
    const told = new Map<string, Set<string>>();
    for (const event of events) {
      const fields = told.get(event.type) ?? new Set();
      for (const field of Object.keys(bodyOf(event))) fields.add(field);
      told.set(event.type, fields);
    }
    expect([...told.keys()].sort()).toEqual(Object.keys(PUBLIC_FIELDS).sort());
    for (const [type, fields] of told) expect([...fields].sort()).toEqual([...PUBLIC_FIELDS[type]].sort());
  });

  test('has only finite numbers', () => {
    const numbers = events.flatMap((event) =>
      Object.values(bodyOf(event)).filter((value): value is number => typeof value === 'number'),
    );
    expect(numbers.length).toBeGreaterThan(10_000);
    expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
  });

  test('comes in order of time', () => {
    const times = events.map(sentMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('gives the open interest within a tenth of a percent of the truth, in coins and in USD', () => {
    const readings = events.flatMap((event) => (event.type === 'open-interest' ? [event.openInterest] : []));
    expect(readings.map(({ timeMs }) => timeMs)).toEqual(truth.map(({ timeMs }) => timeMs));
    readings.forEach(({ base, quote, counted }, at) => {
      expect(Math.abs(base / truth[at].base - 1)).toBeLessThan(0.001);
      expect((quote ?? Number.NaN) / base).toBeCloseTo(ticks[(at + 1) * 30 - 1].mark, 8);
      expect(counted).toBe('single');
    });
    expect(readings.some(({ base }, at) => base !== truth[at].base)).toBe(true);
  });

  test('gives the share of long accounts within two points, of accounts and not of coins', () => {
    const readings = events.flatMap((event) =>
      event.type === 'long-short-ratio' ? [event.longShortRatio] : [],
    );
    readings.forEach(({ longShare, of }, at) => {
      expect(Math.abs(longShare - truth[at].longShare)).toBeLessThan(0.02);
      expect(of).toBe('accounts');
    });
  });

  test('lets the crowded side pay a funding of 0.01 % and 0.1 % of the skew, every eight hours', () => {
    const rates = events.flatMap((event) => (event.type === 'funding-rate' ? [event.fundingRate] : []));
    expect(rates).toHaveLength(3);
    for (const { timeMs, ratePerInterval, intervalHours } of rates) {
      expect(timeMs % (8 * HOUR_MS)).toBe(0);
      expect(intervalHours).toBe(8);
      const known = truth.find((moment) => moment.timeMs === timeMs);
      expect(ratePerInterval).toBeCloseTo(1e-4 + 1e-3 * (known?.skew ?? Number.NaN), 12);
    }
  });

  test('has bars that follow from the ticks', () => {
    const fives = events.flatMap((event) =>
      event.type === 'candle' && event.candle.intervalMs === 300_000 ? [event.candle] : [],
    );
    fives.forEach(({ open, high, low, close, volumeBase }, at) => {
      const own = ticks.slice(30 * at, 30 * at + 30);
      const lasts = own.map(({ last }) => last);
      expect(close).toBe(lasts[29]);
      expect(open).toBeCloseTo(at === 0 ? 100 : ticks[30 * at - 1].last, 9);
      expect(high).toBe(Math.max(open, ...lasts));
      expect(low).toBe(Math.min(open, ...lasts));
      expect(volumeBase).toBeCloseTo(
        own.reduce((sum, tick) => sum + tick.volumeBase, 0),
        4,
      );
    });
  });
});
