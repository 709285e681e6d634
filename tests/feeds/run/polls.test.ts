import { expect, test, vi } from 'vitest';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { gate } from '../../../src/feeds/gate/feed';
import { runDuePolls, startPolls } from '../../../src/feeds/run/polls';
import { createSession, type FeedRun } from '../../../src/feeds/run/session';
import { createTransport, type Transport } from '../../../src/feeds/transport/transport';
import { fakeNetwork } from '../harness/fake-network';
import { instrumentOf } from '../harness/instruments';

const START_MS = Date.UTC(2026, 10, 21, 12, 2, 30);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Gate's orders are polled: one was closed in each minute of the day; everything else is empty. */
function pollingGate(resume: FeedRun['resume'] = { lastClosedBarMs: null, firstBarMs: null }) {
  const state = {
    nowMs: START_MS,
    isWell: (_fromMs: number) => true,
    asked: [] as URL[],
    until: async (_: URL) => {},
  };
  const stored: MarketEvent[] = [];
  const orders = ({ searchParams }: URL) => {
    const rows: unknown[] = [];
    const from = Math.ceil(Number(searchParams.get('from')) / 60) * 60;
    for (let time = from; time <= Number(searchParams.get('to')); time += 60)
      rows.push({
        time,
        contract: 'BTC_USDT',
        size: 7,
        order_size: -7,
        left: 0,
        fill_price: '60000',
        order_price: '60000',
      });
    return rows;
  };
  const request: Transport['request'] = async ({ url }) => {
    const address = new URL(url);
    if (!address.pathname.endsWith('/liq_orders')) return { ok: true, payload: [] };
    state.asked.push(address);
    await state.until(address);
    const isWell = state.isWell(Number(address.searchParams.get('from')) * 1000);
    const trouble = { kind: 'offline' as const, reason: 'no connection', retryAtMs: 0 };
    return isWell ? { ok: true, payload: orders(address) } : { ok: false, trouble };
  };
  const { environment } = fakeNetwork(() => ({ json: [] }));
  const transport = { ...createTransport({ environment }), request, serverNow: () => state.nowMs };
  const session = createSession({
    feed: gate,
    instrument: instrumentOf({ exchange: 'gate', symbol: 'BTC_USDT', contractSize: 0.0001 }),
    resume,
    wantedHistoryMs: HOUR_MS,
    priority: () => 'visible',
    onEvents: async (events) => void stored.push(...events),
    onStatus: () => undefined,
    signal: new AbortController().signal,
    transport,
    mode: 'live',
  });
  session.believed.price = 60_000;
  const clocks = startPolls(session).filter(({ poll }) => poll.channel === 'liq_orders');
  const pollAt = async (nowMs: number) => {
    state.nowMs = nowMs;
    await Promise.all(runDuePolls(session, clocks, false));
    return session;
  };
  return { state, pollAt, stored, session };
}

test('a poll that was silent for less than its answer tells asks for nothing else', async () => {
  const { state, pollAt } = pollingGate();
  await pollAt(START_MS);
  await pollAt(START_MS + 9 * MINUTE_MS);
  expect(state.asked.length).toBe(2);
});

test('a poll that was silent for hours asks by the hour for every order since the last answer', async () => {
  const { state, pollAt, stored } = pollingGate();
  await pollAt(START_MS);
  state.isWell = () => false;
  await pollAt(START_MS + HOUR_MS);
  state.isWell = () => true;
  const backMs = START_MS + 3 * HOUR_MS;
  const { batch } = await pollAt(backMs);
  const times = [...stored, ...batch.others].flatMap((event) =>
    event.type === 'liquidation' ? [event.liquidation.timeMs] : [],
  );
  const missing: number[] = [];
  for (let time = Math.ceil(START_MS / MINUTE_MS) * MINUTE_MS; time <= backMs; time += MINUTE_MS)
    if (times.filter((known) => known === time).length !== 1) missing.push(time);
  expect(missing).toEqual([]);
});

test('a poll whose silence could not be filled asks for it again with its next answer', async () => {
  const { state, pollAt } = pollingGate();
  await pollAt(START_MS);
  const backMs = START_MS + 3 * HOUR_MS;
  state.isWell = (fromMs) => fromMs > backMs - HOUR_MS;
  await pollAt(backMs);
  state.isWell = () => true;
  state.asked = [];
  await pollAt(backMs + MINUTE_MS);
  expect(Math.min(...state.asked.map(({ searchParams }) => Number(searchParams.get('from'))))).toBe(
    (START_MS - (START_MS % (5 * MINUTE_MS))) / 1000,
  );
  state.asked = [];
  await pollAt(backMs + 2 * MINUTE_MS);
  expect(state.asked.length).toBe(1);
});

test('a poll goes on asking for what happens now while a long silence is being filled', async () => {
  const { state, pollAt, stored } = pollingGate();
  await pollAt(START_MS);
  const backMs = START_MS + 20 * HOUR_MS;
  const isOld = (address: URL) => Number(address.searchParams.get('from')) * 1000 < backMs - HOUR_MS;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  state.until = async (address) => (isOld(address) ? held : undefined);
  state.asked = [];
  const filling = pollAt(backMs);
  await vi.waitFor(() => expect(state.asked.some(isOld)).toBe(true));
  state.asked = [];
  const { batch } = await pollAt(backMs + MINUTE_MS);
  expect(state.asked.length).toBe(1);
  const newest = batch.others.map((event) => (event.type === 'liquidation' ? event.liquidation.timeMs : 0));
  expect(Math.max(...newest)).toBeGreaterThan(backMs);
  answer();
  await filling;
  expect(stored.length).toBeGreaterThan(18 * 60);
});

test('a poll that begins while the clock lies a day behind asks for nothing that is stored', async () => {
  const wholeUntilMs = START_MS + 24 * HOUR_MS - MINUTE_MS;
  const { state, pollAt } = pollingGate({ lastClosedBarMs: null, firstBarMs: null, wholeUntilMs });
  // The first answer sets the clock.
  state.until = async () => {
    state.nowMs = START_MS + 24 * HOUR_MS;
  };
  await pollAt(START_MS);
  state.asked = [];
  await pollAt(START_MS + 24 * HOUR_MS);
  expect(state.asked.length).toBe(1);
});

test('a poll leaves its silence to those who bring the missing bars, and fills what they did not', async () => {
  const { state, pollAt, session } = pollingGate();
  await pollAt(START_MS);
  const backMs = START_MS + 3 * HOUR_MS;
  session.keeper.lastClosedMs = START_MS - (START_MS % HOUR_MS);
  state.asked = [];
  await pollAt(backMs);
  expect(state.asked.length).toBe(1);
  session.keeper.lastClosedMs = backMs - (backMs % HOUR_MS);
  await pollAt(backMs + MINUTE_MS);
  expect(state.asked.length).toBeGreaterThan(2);
});
