import { expect, test } from 'vitest';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { binanceUsdm } from '../../../src/feeds/binance/usdm';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { series } from '../../../src/feeds/history-series';
import { parsePages } from '../../../src/feeds/run/fetch-series';
import { createSession } from '../../../src/feeds/run/session';
import { createTransport, type Transport } from '../../../src/feeds/transport/transport';
import { fakeNetwork } from '../harness/fake-network';
import { instrumentOf } from '../harness/instruments';

const DAY_MS = 86_400_000;
/** On the exchange's clock; the machine's is a day ahead. */
const NOW_MS = Date.UTC(2026, 10, 21, 12, 2, 30);
const AGES_MS = [2 * DAY_MS, DAY_MS + BAR_MS, DAY_MS - BAR_MS, 0];

function rate(timeMs: number): MarketEvent {
  return { type: 'funding-rate', fundingRate: { timeMs, ratePerInterval: 0, intervalHours: 8 } };
}

/** How many of the four events stand of a series that tells what is older than `minAgeMs`, asked with the wrong clock. */
function standing(minAgeMs: number, change: Partial<Transport> = {}): number {
  const { environment } = fakeNetwork(() => ({ json: [] }));
  const transport = createTransport({ environment: { ...environment, now: () => NOW_MS + DAY_MS } });
  const session = createSession({
    feed: binanceUsdm,
    instrument: instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' }),
    resume: { lastClosedBarMs: null, firstBarMs: null },
    wantedHistoryMs: 3 * DAY_MS,
    priority: () => 'visible',
    onEvents: async () => undefined,
    onStatus: () => undefined,
    signal: new AbortController().signal,
    transport: { ...transport, serverNow: () => NOW_MS, isClockDoubtful: () => false, ...change },
    mode: 'live',
  });
  const events = AGES_MS.map((ageMs) => rate(NOW_MS - ageMs));
  const sums = series(
    'sums',
    () => [],
    () => ({ events, errors: [] }),
    { minAgeMs },
  );
  const span = { fromMs: NOW_MS - 3 * DAY_MS, toMs: NOW_MS + BAR_MS };
  return parsePages(session, { series: sums, span, payloads: [{}], trouble: null }).length;
}

test('parsePages of a series without a least age gives every event of the span', () => {
  expect(standing(0)).toBe(4);
});

test('parsePages of answers asked for with a clock a day ahead gives only what is old enough now', () => {
  expect(standing(DAY_MS)).toBe(2);
});

test('parsePages with a clock that may just have been set gives nothing of which the age counts', () => {
  expect(standing(DAY_MS, { isClockDoubtful: () => true })).toBe(0);
  expect(standing(0, { isClockDoubtful: () => true })).toBe(4);
});
