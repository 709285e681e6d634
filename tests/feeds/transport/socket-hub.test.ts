import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketPlan } from '../../../src/feeds/exchange-feed';
import { createSocketHub } from '../../../src/feeds/transport/socket-hub';
import { fakeNetwork } from '../harness/fake-network';

/** A plan of one shared address with one topic a symbol and one topic for all. */
function planOf(symbol: string, change: Partial<SocketPlan> = {}): SocketPlan {
  return {
    url: 'wss://stream.example.com/public',
    subscribe: [`{"sub":"${symbol}"}`, '{"sub":"*"}'],
    unsubscribe: [`{"unsub":"${symbol}"}`, '{"unsub":"*"}'],
    ping: { text: () => 'ping', everyMs: 20_000 },
    silenceMs: 45_000,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: (message) => (message as { s?: string }).s ?? null,
    channelOf: () => 'test',
    parse: () => ({ events: [], errors: [] }),
    ...change,
  };
}

function member() {
  const log: string[] = [];
  const messages: unknown[] = [];
  return {
    log,
    messages,
    stop: new AbortController(),
    events: {
      onUp: (isFirst: boolean) => log.push(isFirst ? 'up' : 'up again'),
      onDown: () => log.push('down'),
      onMessage: (message: unknown) => messages.push(message),
      onGarbage: (reason: string) => log.push(`garbage ${reason}`),
    },
  };
}

describe('createSocketHub', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 1) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open(opensSockets = true) {
    const network = fakeNetwork(() => 'fail', opensSockets);
    return { hub: createSocketHub(network.environment), sockets: network.sockets };
  }

  it('join of two contracts with one address, opens one socket and sends equal texts once', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    hub.join(planOf('B'), 'B', b.events, b.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    expect(sockets.length).toBe(1);
    expect(sockets[0].sent).toEqual(['{"sub":"A"}', '{"sub":"*"}', '{"sub":"B"}']);
    expect([a.log, b.log]).toEqual([['up'], ['up']]);
  });

  it('join while the socket is open, subscribes at once', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    hub.join(planOf('B'), 'B', b.events, b.stop.signal);
    expect(sockets[0].sent.at(-1)).toBe('{"sub":"B"}');
    expect(b.log).toEqual(['up']);
  });

  it('message of a contract, reaches its member alone; one without a contract, everybody', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    hub.join(planOf('B'), 'B', b.events, b.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say({ s: 'A', x: 1 });
    sockets[0].say({ x: 2 });
    expect(a.messages).toEqual([{ s: 'A', x: 1 }, { x: 2 }]);
    expect(b.messages).toEqual([{ x: 2 }]);
  });

  it('leave of one, unsubscribes what nobody else needs; leave of the last, closes', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    hub.join(planOf('B'), 'B', b.events, b.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    a.stop.abort();
    expect(sockets[0].sent.slice(3)).toEqual(['{"unsub":"A"}']);
    expect(sockets[0].isClosed).toBe(false);
    b.stop.abort();
    expect(sockets[0].isClosed).toBe(true);
  });

  it('join after the last has left, opens a new socket', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    a.stop.abort();
    hub.join(planOf('B'), 'B', b.events, b.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    expect(sockets.length).toBe(2);
    expect(b.log).toEqual(['up']);
  });

  it('cut connection, is opened again with all subscriptions and members are told', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].cut();
    await vi.advanceTimersByTimeAsync(2000);
    expect(sockets.length).toBe(2);
    expect(sockets[1].sent).toEqual(['{"sub":"A"}', '{"sub":"*"}']);
    expect(a.log).toEqual(['up', 'down', 'up again']);
  });

  it('connection that never opens, is tried with growing pauses', async () => {
    const { hub, sockets } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    for (let index = 0; index < 6; index += 1) {
      sockets.at(-1)?.cut();
      await vi.advanceTimersByTimeAsync(100_000);
    }
    expect(sockets.length).toBeLessThanOrEqual(16);
    expect(sockets.length).toBeGreaterThan(6);
    a.stop.abort();
  });

  it('silence longer than allowed, counts as dead although nobody closed', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(sockets.length).toBe(2);
    expect(sockets[0].isClosed).toBe(true);
    expect(a.log.slice(0, 3)).toEqual(['up', 'down', 'up again']);
  });

  it('pongs, keep a quiet connection alive and are not handed on', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    for (let index = 0; index < 20; index += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      sockets[0].say('pong');
    }
    expect(sockets.length).toBe(1);
    expect(a.messages).toEqual([]);
    expect(sockets[0].sent.filter((text) => text === 'ping').length).toBeGreaterThanOrEqual(19);
  });

  it('connection near the age at which the exchange cuts, is renewed before', async () => {
    const { hub, sockets } = open();
    const a = member();
    const plan = planOf('A', { maxLifeMs: 600_000 });
    hub.join(plan, 'A', a.events, a.stop.signal);
    for (let index = 0; index < 61; index += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      sockets.at(-1)?.say('pong');
    }
    expect(sockets.length).toBe(2);
    expect(a.log).toEqual(['up', 'down', 'up again']);
  });

  it('test of the exchange, is answered', async () => {
    const { hub, sockets } = open();
    const a = member();
    const plan = planOf('A', { reply: (message) => ((message as { test?: boolean }).test ? 'here' : null) });
    hub.join(plan, 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say({ test: true });
    expect(sockets[0].sent.at(-1)).toBe('here');
  });

  it('announced restart, opens a new connection', async () => {
    const { hub, sockets } = open();
    const a = member();
    const plan = planOf('A', { wantsReconnect: (message) => (message as { bye?: boolean }).bye === true });
    hub.join(plan, 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say({ bye: true });
    await vi.advanceTimersByTimeAsync(2000);
    expect(sockets.length).toBe(2);
  });

  it.each([
    ['{"cut":', 'garbage is cut off or not JSON'],
    ['<html>', 'garbage is HTML, not JSON'],
  ])('frame %j, is told as garbage and the connection stays', async (frame, told) => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say(frame);
    expect(a.log).toEqual(['up', told]);
    expect(sockets[0].isClosed).toBe(false);
  });

  it('socket that cannot even be made, is tried again later', async () => {
    const { environment, sockets } = fakeNetwork(() => 'fail');
    let failures = 2;
    const hub = createSocketHub({
      ...environment,
      openSocket: (url) => {
        if (failures-- > 0) throw new Error('blocked by policy');
        return environment.openSocket(url);
      },
    });
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sockets.length).toBe(1);
    expect(a.log).toEqual(['up']);
  });

  it('join with an aborted signal, opens nothing', async () => {
    const { hub, sockets } = open();
    const a = member();
    a.stop.abort();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    expect(sockets.length).toBe(0);
  });
});
