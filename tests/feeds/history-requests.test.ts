import { describe, expect, it } from 'vitest';
import { BAR_MS, type ExchangeFeed, type HistorySeries } from '../../src/feeds/exchange-feed';
import { lastBars } from '../../src/feeds/history-series';
import { clipByAge, newestFirst, pagesOf } from '../../src/feeds/spans';
import { rateWindow } from '../../src/feeds/transport/rate-window';
import { FIXTURES } from './fixtures/all';

const NOW = Date.UTC(2026, 9, 1, 12, 2, 30);
const DAY = 86_400_000;
const FLOOR = Math.floor(NOW / BAR_MS) * BAR_MS;

describe('pagesOf', () => {
  it('cuts a span into touching pages, the last one shorter', () => {
    expect(pagesOf({ fromMs: 0, toMs: 2500 }, 100, 10)).toEqual([
      { fromMs: 0, toMs: 1000 },
      { fromMs: 1000, toMs: 2000 },
      { fromMs: 2000, toMs: 2500 },
    ]);
  });

  it('of an empty span, gives none', () => {
    expect(pagesOf({ fromMs: 5, toMs: 5 }, 100, 10)).toEqual([]);
  });
});

describe('clipByAge', () => {
  const bars = (from: number, to: number) => ({ fromMs: from * BAR_MS, toMs: to * BAR_MS });

  it('keeps the part between the two ages, which end with whole bars', () => {
    const nowMs = 99.5 * BAR_MS;
    expect(clipByAge(bars(0, 99), nowMs, 10 * BAR_MS, 60 * BAR_MS)).toEqual(bars(40, 90));
    expect(clipByAge(bars(0, 99), nowMs, 60 * BAR_MS, 80 * BAR_MS)).toEqual(bars(20, 40));
  });

  it('of a span outside of them, is null', () => {
    expect(clipByAge(bars(0, 30), 100 * BAR_MS, 0, 60 * BAR_MS)).toBeNull();
    expect(clipByAge(bars(95, 100), 100 * BAR_MS, 10 * BAR_MS, 60 * BAR_MS)).toBeNull();
  });

  it('of an unlimited age, keeps everything', () => {
    expect(clipByAge({ fromMs: 5, toMs: 100 }, 100, 0, Number.POSITIVE_INFINITY)).toEqual({
      fromMs: 5,
      toMs: 100,
    });
  });
});

describe('newestFirst', () => {
  it('begins with a short span at the end and works its way back', () => {
    expect(newestFirst({ fromMs: 0, toMs: 100 }, 10, 40)).toEqual([
      { fromMs: 90, toMs: 100 },
      { fromMs: 50, toMs: 90 },
      { fromMs: 10, toMs: 50 },
      { fromMs: 0, toMs: 10 },
    ]);
  });

  it('covers every moment once', () => {
    const spans = newestFirst({ fromMs: 7, toMs: 1003 }, 100, 250);
    expect(spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(996);
    for (let index = 1; index < spans.length; index += 1)
      expect(spans[index].toMs).toBe(spans[index - 1].fromMs);
  });
});

describe('lastBars', () => {
  it('ends at the last whole bar', () => {
    expect(lastBars(NOW, 2)).toEqual({ fromMs: FLOOR - 2 * BAR_MS, toMs: FLOOR });
  });
});

/** Spends the requests of a week of history on fresh budgets and tells how long the slowest would take, ms. */
function weekTakesMs(feed: ExchangeFeed, series: readonly HistorySeries[]): number {
  const fixture = FIXTURES.find((entry) => entry.feed.id === feed.id);
  const spent = new Map<string, { weight: number; capacity: number; windowMs: number }>();
  const spans = newestFirst(
    { fromMs: FLOOR - 7 * DAY, toMs: FLOOR },
    feed.history.firstSpanMs,
    feed.history.spanMs,
  );
  for (const entry of series) {
    for (const span of spans) {
      const reach = clipByAge(span, NOW, entry.minAgeMs, entry.maxAgeMs);
      if (reach === null || fixture === undefined) continue;
      for (const { charges } of entry.requests(fixture.instrument, reach, NOW)) {
        for (const { budget, weight } of charges) {
          const { capacity, windowMs } = rateWindow(budget);
          const known = spent.get(budget.id) ?? { weight: 0, capacity, windowMs };
          spent.set(budget.id, { ...known, weight: known.weight + weight });
        }
      }
    }
  }
  const waits = [...spent.values()].map(
    ({ weight, capacity, windowMs }) => Math.max(0, Math.ceil(weight / capacity) - 1) * windowMs,
  );
  return Math.max(0, ...waits);
}

describe.each(FIXTURES.map(({ feed }) => [feed.id, feed] as const))('%s', (_, feed) => {
  it('bars of a week, fit into four seconds within less than half of the limits', () => {
    expect(weekTakesMs(feed, [feed.history.candles])).toBeLessThanOrEqual(4000);
  });

  it('everything of a week, fits into four seconds within less than half of the limits', () => {
    expect(weekTakesMs(feed, [feed.history.candles, ...feed.history.others])).toBeLessThanOrEqual(4000);
  });

  it('span of no length, asks for nothing it does not need', () => {
    const fixture = FIXTURES.find((entry) => entry.feed.id === feed.id);
    if (fixture === undefined) throw new Error('no fixture');
    const requests = feed.history.candles.requests(
      fixture.instrument,
      { fromMs: FLOOR, toMs: FLOOR + BAR_MS },
      NOW,
    );
    expect(requests.length).toBe(1);
  });
});
