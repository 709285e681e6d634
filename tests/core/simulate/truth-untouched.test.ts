import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { advanceMarket, createMarket, openInterestBase } from '../../../src/core/simulate/market';
import { exactSample, truePositions, trueProfile } from '../../../src/core/simulate/truth';
import { START_MS } from './market-samples';

const HOUR_MS = 3_600_000;
const OPTIONS = { seed: 81, startMs: START_MS, prerollDays: 0.25 };

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
