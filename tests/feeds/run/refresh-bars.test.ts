import { expect, test } from 'vitest';
import { binanceUsdm } from '../../../src/feeds/binance/usdm';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { refreshBars } from '../../../src/feeds/run/live';
import { createSession } from '../../../src/feeds/run/session';
import { createTransport, type Transport } from '../../../src/feeds/transport/transport';
import { klineRow } from '../harness/fake-binance';
import { fakeNetwork } from '../harness/fake-network';
import { instrumentOf } from '../harness/instruments';

const NOW_MS = Date.UTC(2026, 10, 21, 12, 2, 30);
const FIRST_MS = NOW_MS - (NOW_MS % BAR_MS) - 3 * BAR_MS;
const HOUR_MS = 3_600_000;

/** A session whose last closed bar is three bars old; the exchange has two newer ones, and our clock is an hour ahead. */
function sessionWith(change: Partial<Transport>) {
  const { environment } = fakeNetwork(({ url }) => ({
    json: url.pathname.endsWith('/klines')
      ? [klineRow(FIRST_MS + BAR_MS), klineRow(FIRST_MS + 2 * BAR_MS)]
      : [],
  }));
  const transport = createTransport({ environment: { ...environment, now: () => NOW_MS + HOUR_MS } });
  return createSession({
    feed: binanceUsdm,
    instrument: instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' }),
    resume: { lastClosedBarMs: FIRST_MS, firstBarMs: FIRST_MS },
    wantedHistoryMs: HOUR_MS,
    priority: () => 'visible',
    onEvents: async () => undefined,
    onStatus: () => undefined,
    signal: new AbortController().signal,
    transport: { ...transport, ...change },
    mode: 'live',
  });
}

test('refreshBars with a clock that may just have been set takes nothing for settled and wants to ask again', async () => {
  const session = sessionWith({ isClockDoubtful: () => true });
  expect(await refreshBars(session)).toBe('clock-set');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS);
});

test('refreshBars with a clock known to be ahead closes the bars that there are and no others', async () => {
  const session = sessionWith({ serverNow: () => NOW_MS });
  expect(await refreshBars(session)).toBe('done');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS + 2 * BAR_MS);
});

test('refreshBars that brings no answer wants to ask again', async () => {
  const trouble = { kind: 'offline' as const, reason: 'no connection', retryAtMs: 0 };
  const session = sessionWith({ request: async () => ({ ok: false, trouble }) });
  expect(await refreshBars(session)).toBe('failed');
});

test('refreshBars whose answer nobody can believe wants to ask again and takes what comes then', async () => {
  const good = [klineRow(FIRST_MS + BAR_MS), klineRow(FIRST_MS + 2 * BAR_MS)];
  const mad = good.map((row) =>
    row.map((cell, at) => (at > 0 && at < 5 ? String(Number(cell) * 1000) : cell)),
  );
  const answers = [mad, good];
  const request = async () => ({ ok: true as const, payload: answers.shift() });
  const session = sessionWith({ serverNow: () => NOW_MS, request });
  session.believed.price = 60_000;
  session.believed.priceMs = FIRST_MS;
  expect(await refreshBars(session)).toBe('refused');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS);
  expect(await refreshBars(session)).toBe('done');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS + 2 * BAR_MS);
});

test('refreshBars whose answer was long on its way settles nothing that was not over when it was asked for', async () => {
  let nowMs = FIRST_MS + 3 * BAR_MS + 2000;
  const answers = [klineRow(FIRST_MS + BAR_MS)];
  const request = async () => {
    nowMs += 90_000;
    return { ok: true as const, payload: answers };
  };
  const session = sessionWith({ serverNow: () => nowMs, request });
  expect(await refreshBars(session)).toBe('done');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS + BAR_MS);
});

test('refreshBars whose answer sets the clock an hour ahead asks at once for the bars and all else of that hour', async () => {
  let nowMs = FIRST_MS + 3 * BAR_MS + 90_000;
  const hour = Array.from({ length: 13 }, (_, index) => klineRow(FIRST_MS + (3 + index) * BAR_MS));
  const answers = [[klineRow(FIRST_MS + BAR_MS), klineRow(FIRST_MS + 2 * BAR_MS)], hour];
  const others: string[] = [];
  const request = async ({ url }: { url: string }) => {
    if (answers.length === 2) nowMs += HOUR_MS;
    if (!url.includes('/klines')) others.push(new URL(url).pathname);
    return { ok: true as const, payload: url.includes('/klines') ? answers.shift() : [] };
  };
  const session = sessionWith({ serverNow: () => nowMs, request });
  expect(await refreshBars(session)).toBe('done');
  expect(answers).toEqual([]);
  expect(others).toContain('/futures/data/openInterestHist');
  expect(session.keeper.lastClosedMs).toBe(Math.floor(nowMs / BAR_MS) * BAR_MS - BAR_MS);
});

test('refreshBars with a clock that stays doubtful gives up after the third answer', async () => {
  let asked = 0;
  const request = async () => {
    asked += 1;
    return { ok: true as const, payload: [] };
  };
  const session = sessionWith({ isClockDoubtful: () => true, request });
  expect(await refreshBars(session)).toBe('clock-set');
  expect(asked).toBe(3);
});

test('refreshBars that first brought only a part of the bars asks for all else since the first that was missing', async () => {
  const nowMs = FIRST_MS + 24 * BAR_MS + 90_000;
  const bars = Array.from({ length: 23 }, (_, index) => klineRow(FIRST_MS + (1 + index) * BAR_MS));
  const mad = bars.map((row, index) =>
    index < 20 ? row : row.map((cell, at) => (at > 0 && at < 5 ? String(Number(cell) * 1000) : cell)),
  );
  const answers = [mad, bars.slice(20)];
  const fromMs: number[] = [];
  const request = async ({ url }: { url: string }) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/openInterestHist')) fromMs.push(Number(searchParams.get('startTime')));
    return { ok: true as const, payload: pathname.endsWith('/klines') ? answers.shift() : [] };
  };
  const session = sessionWith({ serverNow: () => nowMs, request });
  session.believed.price = 60_000;
  session.believed.priceMs = FIRST_MS;
  expect(await refreshBars(session)).toBe('refused');
  expect(session.keeper.lastClosedMs).toBe(FIRST_MS + 20 * BAR_MS);
  expect(fromMs).toEqual([]);
  expect(await refreshBars(session)).toBe('done');
  expect(Math.min(...fromMs)).toBeLessThanOrEqual(FIRST_MS + BAR_MS);
});
