import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedRequest, SocketPlan } from '../../../src/feeds/exchange-feed';
import { createTransport, type TransportOptions } from '../../../src/feeds/transport/transport';
import { type FakeAnswer, type FakeCall, fakeNetwork } from '../harness/fake-network';

const START = Date.UTC(2026, 9, 1, 12);
const BUDGET = { id: 'test:transport', limit: 1000, windowMs: 1000 };
const request: FeedRequest = {
  url: 'https://api.example.com/x?a=1',
  method: 'GET',
  charges: [{ budget: BUDGET, weight: 1 }],
};
const never = new AbortController().signal;

function open(answer: (call: FakeCall) => FakeAnswer, options: TransportOptions = {}) {
  const network = fakeNetwork(answer);
  return {
    transport: createTransport({ environment: network.environment, ...options }),
    calls: network.calls,
  };
}

describe('createTransport', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const settle = async <T>(promise: Promise<T>): Promise<T> => {
    await vi.advanceTimersByTimeAsync(20_000);
    return promise;
  };

  it('request, gives the parsed JSON', async () => {
    const { transport } = open(() => ({ json: { a: 1 } }));
    expect(await settle(transport.request(request, 'visible', never))).toEqual({
      ok: true,
      payload: { a: 1 },
    });
  });

  it.each([
    ['<html><body>hello', 'is HTML, not JSON'],
    ['{"a":1', 'is cut off or not JSON'],
    ['', 'is empty'],
  ])('request answered with %j, is refused because it %s', async (text, reason) => {
    const { transport } = open(() => ({ status: 200, text }));
    expect(await settle(transport.request(request, 'visible', never))).toEqual({
      ok: false,
      trouble: { kind: 'refused', reason, retryAtMs: 0 },
    });
  });

  it('request with a passing 502, is tried again by itself', async () => {
    let failures = 2;
    const { transport, calls } = open(() => (failures-- > 0 ? { status: 502 } : { json: 'fine' }));
    expect(await settle(transport.request(request, 'visible', never))).toEqual({ ok: true, payload: 'fine' });
    expect(calls.length).toBe(3);
  });

  it('request to a dead server, gives up after three tries and then leaves the host alone for a while', async () => {
    const { transport, calls } = open(() => ({ status: 500 }));
    const answer = await settle(transport.request(request, 'visible', never));
    expect(answer.ok).toBe(false);
    expect(calls.length).toBe(3);
    const next = await settle(transport.request(request, 'visible', never));
    expect(!next.ok && next.trouble.kind).toBe('server-error');
    expect(transport.hosts()[0].failures).toBeGreaterThanOrEqual(3);
  });

  it('request answered 451, is not tried again: neither now nor from another chart', async () => {
    const { transport, calls } = open(() => ({ status: 451 }));
    const first = await settle(transport.request(request, 'visible', never));
    const second = await settle(
      transport.request({ ...request, url: 'https://api.example.com/y' }, 'visible', never),
    );
    expect(first).toEqual(second);
    expect(calls.length).toBe(1);
  });

  it('retryHost, the click of the user, lets the next request out', async () => {
    let isBlocked = true;
    const { transport } = open(() => (isBlocked ? { status: 451 } : { json: 1 }));
    await settle(transport.request(request, 'visible', never));
    isBlocked = false;
    transport.retryHost('api.example.com');
    expect(await settle(transport.request(request, 'visible', never))).toEqual({ ok: true, payload: 1 });
  });

  it('block of a host, survives the death of the context', async () => {
    const first = open(() => ({ status: 403, text: 'forbidden' }));
    await settle(first.transport.request(request, 'visible', never));
    const hosts = JSON.parse(JSON.stringify(first.transport.hosts()));
    const second = open(() => ({ json: 1 }), { hosts });
    const answer = await settle(second.transport.request(request, 'visible', never));
    expect(answer.ok).toBe(false);
    expect(second.calls.length).toBe(0);
  });

  it('trouble of one host, leaves the others alone', async () => {
    const { transport } = open(({ url }) => (url.host === 'api.example.com' ? { status: 451 } : { json: 2 }));
    await settle(transport.request(request, 'visible', never));
    const other = { ...request, url: 'https://api.other.com/x' };
    expect(await settle(transport.request(other, 'visible', never))).toEqual({ ok: true, payload: 2 });
  });

  const plan: SocketPlan = {
    url: 'wss://stream.other.com/x',
    subscribe: [],
    unsubscribe: [],
    ping: null,
    silenceMs: 1_000_000,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: () => null,
    channelOf: () => 'test',
    parse: () => ({ events: [], errors: [] }),
  };
  const events = { onUp() {}, onDown() {}, onMessage() {}, onGarbage() {} };

  it('first answer after a silence, lets every silent host be asked and every socket connect at once', async () => {
    let isDown = true;
    const network = fakeNetwork(() => (isDown ? 'fail' : { json: 1 }), false);
    const transport = createTransport({ environment: network.environment });
    const stop = new AbortController();
    transport.join(plan, 'A', events, stop.signal);
    for (let second = 0; second < 20; second += 1) {
      if (!network.sockets.at(-1)?.isClosed) network.sockets.at(-1)?.cut();
      await vi.advanceTimersByTimeAsync(1000);
    }
    const other = { ...request, url: 'https://api.other.com/x' };
    await Promise.all([
      settle(transport.request(request, 'visible', never)),
      transport.request(other, 'visible', never),
    ]);
    for (let fails = 0; fails < 6; fails += 1) await settle(transport.request(request, 'visible', never));
    await settle(transport.request(other, 'visible', never));
    network.sockets.at(-1)?.cut();
    isDown = false;
    transport.retryHost('api.example.com');
    const before = network.sockets.length;
    const answer = transport.request(request, 'visible', never);
    await vi.advanceTimersByTimeAsync(400);
    expect((await answer).ok).toBe(true);
    expect(network.sockets.length).toBe(before + 1);
    const next = transport.request(other, 'visible', never);
    await vi.advanceTimersByTimeAsync(100);
    expect((await next).ok).toBe(true);
    stop.abort();
  });

  it('request that pauses between two tries, tries at once when another host answers after a silence', async () => {
    let isDown = true;
    const { transport, calls } = open(() => (isDown ? 'fail' : { json: 1 }));
    const other = { ...request, url: 'https://api.other.com/x' };
    await settle(transport.request(other, 'visible', never));
    await settle(transport.request(request, 'visible', never));
    const paused = transport.request(request, 'visible', never);
    await vi.advanceTimersByTimeAsync(50);
    isDown = false;
    const before = calls.length;
    transport.retryHost('api.other.com');
    void transport.request(other, 'visible', never);
    await vi.advanceTimersByTimeAsync(80);
    expect(calls.slice(before).map(({ url }) => url.host)).toEqual(['api.other.com', 'api.example.com']);
    expect((await paused).ok).toBe(true);
  });

  it('machine that comes back online, asks and connects at once', async () => {
    let online: () => void = () => undefined;
    const network = fakeNetwork(() => 'fail', false);
    const environment = { ...network.environment, onOnline: (listener: () => void) => (online = listener) };
    const transport = createTransport({ environment });
    const stop = new AbortController();
    transport.join(plan, 'A', events, stop.signal);
    for (let turn = 0; turn < 8; turn += 1) {
      network.sockets.at(-1)?.cut();
      await vi.advanceTimersByTimeAsync(3000);
    }
    network.sockets.at(-1)?.cut();
    const before = network.sockets.length;
    online();
    await vi.advanceTimersByTimeAsync(300);
    expect(network.sockets.length).toBe(before + 1);
    stop.abort();
  });

  it('request without permission of the browser, says so and sends nothing', async () => {
    const { transport, calls } = open(() => ({ json: 1 }), { mayReach: async () => false });
    const answer = await settle(transport.request(request, 'visible', never));
    expect(!answer.ok && answer.trouble.kind).toBe('no-permission');
    expect(calls.length).toBe(0);
  });

  it('request that the exchange refuses inside a good answer, is refused with its words', async () => {
    const readRefusal = () => ({ kind: 'refused' as const, reason: 'code 51001: unknown' });
    const { transport } = open(() => ({ json: { code: '51001' } }));
    const answer = await settle(transport.request({ ...request, readRefusal }, 'visible', never));
    expect(!answer.ok && answer.trouble).toMatchObject({ kind: 'refused', reason: 'code 51001: unknown' });
  });

  it('request that the exchange throttles inside a good answer, closes the host for a while', async () => {
    const readRefusal = () => ({ kind: 'rate-limited' as const, reason: 'code 50011' });
    const { transport, calls } = open(() => ({ json: { code: '50011' } }));
    await settle(transport.request({ ...request, readRefusal }, 'visible', never));
    const before = calls.length;
    void transport.request(request, 'visible', never);
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.hosts()[0].trouble?.kind).toBe('rate-limited');
    expect(calls.length - before).toBeLessThanOrEqual(1);
  });

  it('equal shared requests of two charts, go out once', async () => {
    const { transport, calls } = open(() => ({ json: [1, 2] }));
    const shared = { ...request, shareMs: 10_000 };
    const answers = Promise.all([
      transport.request(shared, 'visible', never),
      transport.request(shared, 'watched', never),
    ]);
    expect(await settle(answers)).toEqual([
      { ok: true, payload: [1, 2] },
      { ok: true, payload: [1, 2] },
    ]);
    expect(calls.length).toBe(1);
  });

  it('shared answer, is asked for anew when it is old', async () => {
    const { transport, calls } = open(() => ({ json: 1 }));
    const shared = { ...request, shareMs: 10_000 };
    await settle(transport.request(shared, 'visible', never));
    await settle(transport.request(shared, 'visible', never));
    expect(calls.length).toBe(2);
  });

  it('shared request whose first asker left, still answers the second', async () => {
    const { transport } = open(() => ({ json: 7 }));
    const shared = { ...request, shareMs: 10_000 };
    const stop = new AbortController();
    const first = transport.request(shared, 'visible', stop.signal);
    const second = transport.request(shared, 'visible', never);
    stop.abort();
    const answers = await settle(Promise.all([first, second]));
    expect(answers[0].ok).toBe(false);
    expect(answers[1]).toEqual({ ok: true, payload: 7 });
  });

  it('serverNow, follows the clock of the exchange when ours is wrong by more than the header can tell', async () => {
    const headers = { date: new Date(START + 90_000).toUTCString(), 'content-type': 'application/json' };
    const { transport } = open(() => ({ status: 200, text: '1', headers }));
    await settle(transport.request(request, 'visible', never));
    expect(transport.serverNow('api.example.com') - Date.now()).toBeGreaterThan(80_000);
    expect(transport.serverNow('api.other.com')).toBe(Date.now());
  });

  it('count of the exchange in a header, holds the next request until its window is over', async () => {
    const budget = { id: 'test:counted', limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' };
    const counted = { ...request, charges: [{ budget, weight: 1 }] };
    const { transport, calls } = open(() => ({
      status: 200,
      text: '1',
      headers: { 'x-mbx-used-weight-1m': '2300' },
    }));
    await settle(transport.request(counted, 'visible', never));
    void transport.request(counted, 'visible', never);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(calls.length).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(calls.length).toBe(2);
  });

  it('hosts, counts requests and keeps the last status for the options page', async () => {
    const { transport } = open(() => ({ json: 1 }));
    await settle(transport.request(request, 'visible', never));
    await settle(transport.request(request, 'visible', never));
    expect(transport.hosts()).toEqual([
      expect.objectContaining({ host: 'api.example.com', requests: 2, lastStatus: '200', trouble: null }),
    ]);
  });

  it('request aborted while it waits, sends nothing', async () => {
    const stop = new AbortController();
    stop.abort();
    const { transport, calls } = open(() => ({ json: 1 }));
    const answer = await settle(transport.request(request, 'visible', stop.signal));
    expect(!answer.ok && answer.trouble.kind).toBe('aborted');
    expect(calls.length).toBe(0);
  });
});
