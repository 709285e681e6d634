import { beforeAll, describe, expect, test } from 'vitest';
import type { Liquidation } from '../../../src/core/market/liquidation';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { advanceMarket, createMarket, openInterestBase } from '../../../src/core/simulate/market';
import type { MarketTick, SimulatedMarket } from '../../../src/core/simulate/market-state';
import type { OpenedPosition } from '../../../src/core/simulate/position-book';
import { exactSample, truePositions, trueProfile } from '../../../src/core/simulate/truth';
import { START_MS } from './market-samples';

const HOUR_MS = 3_600_000;
const OPTIONS = { seed: 81, startMs: START_MS, prerollDays: 0.25 };

type Holder = OpenedPosition;

interface Step {
  tick: MarketTick;
  opened: Holder[];
  closed: Holder[];
  liquidated: Liquidation[];
  longChange: number;
  shortChange: number;
}

const baseOf = (held: readonly { base: number }[]): number => held.reduce((sum, { base }) => sum + base, 0);

/** Runs tick by tick and compares who holds a position before and after each; a holder keeps the slot to the end. */
function follow(market: SimulatedMarket, ticks: number): Step[] {
  const { book } = market;
  const steps: Step[] = [];
  for (let at = 0; at < ticks; at++) {
    const { longBase, shortBase } = book;
    const before = book.slots.slice();
    const liquidated: Liquidation[] = [];
    const seen: MarketTick[] = [];
    advanceMarket(market, market.nowMs + 10_000, {
      tick: (tick) => void seen.push(tick),
      fullLiquidation: (liquidation) => void liquidated.push(liquidation),
    });
    steps.push({
      tick: seen[0],
      opened: book.slots.filter((holder, slot) => holder !== null && holder !== before[slot]) as Holder[],
      closed: before.filter((holder, slot) => holder !== null && holder !== book.slots[slot]) as Holder[],
      liquidated,
      longChange: book.longBase - longBase,
      shortChange: book.shortBase - shortBase,
    });
  }
  return steps;
}

describe('a step of a market', () => {
  let market: SimulatedMarket;
  let steps: Step[];
  beforeAll(() => {
    market = createMarket({ ...OPTIONS, prerollDays: 0.5 });
    steps = follow(market, 500);
  }, 30_000);

  test('changes the open interest of each side by what was opened less what was closed', () => {
    const errors = steps.flatMap(({ opened, closed, longChange, shortChange }) =>
      [true, false].map((isLong) => {
        const side = (held: Holder[]): Holder[] => held.filter((holder) => holder.isLong === isLong);
        return Math.abs(baseOf(side(opened)) - baseOf(side(closed)) - (isLong ? longChange : shortChange));
      }),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-3);
    expect(steps.some(({ opened }) => opened.length > 0)).toBe(true);
    expect(steps.some(({ closed }) => closed.length > 0)).toBe(true);
  });

  test('reports as liquidated only holders who are gone, with their side and whole size', () => {
    const forced = steps.flatMap(({ liquidated, closed }) => liquidated.map((one) => ({ one, closed })));
    expect(forced.length).toBeGreaterThan(0);
    for (const { one, closed } of forced) {
      const holder = closed.find(
        ({ base, isLong }) => base === one.base && isLong === (one.positionSide === 'long'),
      );
      expect(Math.abs(Math.log(one.price) - (holder?.logLiquidation ?? Number.NaN))).toBeLessThan(0.003);
      expect(one.notionalUsd).toBeCloseTo(one.base * one.price, 6);
    }
  });

  test('trades at least every coin that was opened or closed', () => {
    for (const { tick, opened, closed } of steps) {
      expect(tick.volumeBase).toBeGreaterThanOrEqual((baseOf(opened) + baseOf(closed)) * (1 - 1e-9));
      expect(tick.takerBuyBase).toBeLessThanOrEqual(tick.volumeBase * (1 + 1e-9));
    }
  });

  test('reports a closing within the ten seconds of its tick', () => {
    for (const { tick, liquidated } of steps) {
      for (const { timeMs } of liquidated) {
        expect(timeMs).toBeGreaterThanOrEqual(tick.timeMs - 10_000);
        expect(timeMs).toBeLessThan(tick.timeMs);
      }
    }
  });

  test('never lets an account vanish or appear twice', () => {
    const opened = steps.flatMap((step) => step.opened);
    expect(new Set(opened).size).toBe(opened.length);
    const { longAccounts, shortAccounts } = market.book;
    expect(truePositions(market)).toHaveLength(longAccounts + shortAccounts);
  });
});

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

describe('the truth', () => {
  const grid = { logPriceMin: Math.log(50), logBin: 0.002, bins: 700 };

  test('may be read at any time without changing what happens', () => {
    const unread = createMarket(OPTIONS);
    const read = createMarket(OPTIONS);
    const told: MarketEvent[][] = [[], []];
    advanceMarket(unread, START_MS + 2 * HOUR_MS, { event: (event) => void told[0].push(event) });
    for (let bar = 0; bar < 24; bar++) {
      advanceMarket(read, read.nowMs + 300_000, { event: (event) => void told[1].push(event) });
      trueProfile(read, grid, 0.5);
      exactSample(read, 0.2);
      truePositions(read);
    }
    expect(told[1]).toEqual(told[0]);
  });

  test('does not depend on whether anybody listens', () => {
    const heard = createMarket(OPTIONS);
    const unheard = createMarket(OPTIONS);
    advanceMarket(heard, START_MS + HOUR_MS, { tick: () => {}, event: () => {}, fullLiquidation: () => {} });
    advanceMarket(unheard, START_MS + HOUR_MS, {});
    expect(truePositions(unheard)).toEqual(truePositions(heard));
  });

  test('of a small sample is part of that of a larger one, and keeps its accounts as time goes on', () => {
    const market = createMarket(OPTIONS);
    const small = exactSample(market, 0.1);
    const large = new Map(exactSample(market, 0.4).map((position) => [position.account, position]));
    expect(small.length).toBeGreaterThan(100);
    expect(small.every((position) => large.get(position.account)?.base === position.base)).toBe(true);
    advanceMarket(market, START_MS + HOUR_MS, {});
    const later = new Set(exactSample(market, 0.1).map(({ account }) => account));
    const still = small.filter(({ account }) => later.has(account));
    expect(still.length / small.length).toBeGreaterThan(0.8);
  });

  test('has no hedger and no cross margin in the log-normal family, and both in the other', () => {
    const logNormal = createMarket({ ...OPTIONS, family: 'log-normal' });
    expect(logNormal.book.hedgerBase).toBe(0);
    expect(logNormal.book.slots.filter((holder) => holder?.isHedger)).toEqual([]);
    const settings = createMarket(OPTIONS);
    const { hedgerBase, longBase, shortBase } = settings.book;
    expect(Math.abs(hedgerBase / (longBase + shortBase) - settings.scenario.hedgerShare)).toBeLessThan(0.12);
  });

  test('has an open interest near its target of 0.45 billion USD a side', () => {
    for (const family of ['settings', 'log-normal'] as const) {
      const market = createMarket({ ...OPTIONS, family, seed: 82 });
      const usd = openInterestBase(market) * 100;
      expect(usd).toBeGreaterThan(0.25e9);
      expect(usd).toBeLessThan(0.9e9);
    }
  });
});
