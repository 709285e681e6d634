import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketPlan } from '../../../src/feeds/exchange-feed';
import { createPulse } from '../../../src/feeds/transport/pulse';
import { createSignOfLife } from '../../../src/feeds/transport/sign-of-life';
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
    const life = createSignOfLife();
    return { hub: createSocketHub(network.environment, createPulse(), life), sockets: network.sockets, life };
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

  /** Times from now at which sockets are opened within `forMs`, each cut at once, in s. */
  async function knocks(
    sockets: { url: string; cut(): void }[],
    forMs: number,
    eachStep = () => {},
  ): Promise<number[]> {
    const times: number[] = [];
    const startMs = Date.now();
    let seen = sockets.length;
    for (const socket of sockets) socket.cut();
    while (Date.now() - startMs < forMs) {
      await vi.advanceTimersByTimeAsync(100);
      eachStep();
      for (; seen < sockets.length; seen += 1) {
        times.push((Date.now() - startMs) / 1000);
        sockets[seen].cut();
      }
    }
    return times;
  }

  it('address that does not answer for 5 min, is never left alone for more than 3 s', async () => {
    const { hub, sockets } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    const times = await knocks(sockets, 300_000);
    const pauses = times.slice(1).map((time, index) => time - times[index]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3.1);
    expect(pauses.slice(0, 3)).toEqual([...pauses.slice(0, 3)].sort((x, y) => x - y));
    a.stop.abort();
  });

  it('address that does not answer while no request is answered either, is hardly ever tried', async () => {
    const { hub, sockets, life } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    const times = await knocks(sockets, 300_000, () => life.noteSilence(Date.now()));
    expect(times.length).toBeGreaterThan(3);
    expect(times.length).toBeLessThan(8);
    a.stop.abort();
  });

  it('first answer to a request after such a time, brings the connection back at once', async () => {
    const { hub, sockets, life } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await knocks(sockets, 300_000, () => life.noteSilence(Date.now()));
    const before = sockets.length;
    life.noteAnswer(Date.now());
    hub.wake();
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets.length).toBe(before + 1);
    a.stop.abort();
  });

  it('address that does not answer while some other host does, goes on being tried', async () => {
    const { hub, sockets, life } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    const times = await knocks(sockets, 300_000, () => {
      life.noteAnswer(Date.now());
      life.noteSilence(Date.now());
    });
    expect(times.length).toBeGreaterThan(100);
    a.stop.abort();
  });

  it('address that does not answer for hours, is tried once a minute in the end', async () => {
    const { hub, sockets } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    const times = await knocks(sockets, 4 * 3_600_000);
    expect(times.filter((time) => time > 3.5 * 3600).length).toBeLessThanOrEqual(60);
    a.stop.abort();
  });

  it('two connections to a host that does not answer, let one knock for both and come back together', async () => {
    const { hub, sockets } = open(false);
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    hub.join(planOf('B', { url: 'wss://stream.example.com/other' }), 'B', b.events, b.stop.signal);
    await knocks(sockets, 120_000);
    const of = (path: string) => sockets.filter(({ url }) => url.endsWith(path));
    expect(of('public').length).toBeGreaterThan(40);
    expect(of('other').length).toBeLessThan(12);
    const before = sockets.length;
    while (sockets.length === before) await vi.advanceTimersByTimeAsync(100);
    sockets[before].open();
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets.slice(before).map(({ url }) => new URL(url).pathname)).toEqual(['/public', '/other']);
    a.stop.abort();
    b.stop.abort();
  });

  it('leave of the one that knocks, lets the other one try at once', async () => {
    const { hub, sockets } = open(false);
    const [a, b] = [member(), member()];
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    hub.join(planOf('B', { url: 'wss://stream.example.com/other' }), 'B', b.events, b.stop.signal);
    await knocks(sockets, 120_000);
    const before = sockets.length;
    a.stop.abort();
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets.slice(before).map(({ url }) => new URL(url).pathname)).toEqual(['/other']);
    b.stop.abort();
  });

  it('connection that is let in and lost again and again, is tried with growing pauses', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    for (let second = 0; second < 1200; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      const newest = sockets.at(-1);
      await vi.advanceTimersByTimeAsync(20);
      if (!newest?.isClosed) newest?.cut();
    }
    expect(sockets.length).toBeGreaterThan(8);
    expect(sockets.length).toBeLessThan(40);
    a.stop.abort();
  });

  it('handshake that hangs, is given up after ten seconds', async () => {
    const { hub, sockets } = open(false);
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(12_500);
    expect(sockets.length).toBe(2);
    expect(sockets[0].isClosed).toBe(true);
    a.stop.abort();
  });

  it('half-open connection, is pinged when it falls silent and replaced when it does not answer', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    await vi.advanceTimersByTimeAsync(9000);
    expect(sockets[0].sent.at(-1)).toBe('ping');
    expect(sockets.length).toBe(1);
    await vi.advanceTimersByTimeAsync(9000);
    expect(sockets.length).toBe(2);
    expect(sockets[0].isClosed).toBe(true);
    expect(a.log).toEqual(['up', 'down', 'up again']);
    a.stop.abort();
  });

  it('silence longer than allowed, counts as dead where nobody can be pinged', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A', { ping: null }), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(44_000);
    expect(sockets.length).toBe(1);
    await vi.advanceTimersByTimeAsync(4000);
    expect(sockets.length).toBe(2);
    expect(sockets[0].isClosed).toBe(true);
    expect(a.log).toEqual(['up', 'down', 'up again']);
    a.stop.abort();
  });

  it('pongs, keep a quiet connection alive and are not handed on', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A'), 'A', a.events, a.stop.signal);
    let answered = 0;
    for (let second = 0; second < 400; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      const pings = sockets[0].sent.filter((text) => text === 'ping').length;
      for (; answered < pings; answered += 1) sockets[0].say('pong');
    }
    expect(sockets.length).toBe(1);
    expect(a.messages).toEqual([]);
    expect(answered).toBeGreaterThanOrEqual(19);
    a.stop.abort();
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

  /** Texts `{"bar":"A","t":1,..}` tell a forming bar, `{"idle":..}` nothing. */
  const busy: Partial<SocketPlan> = {
    formingBar: /^\{"bar":"(\w+)","t":(\d+),"c":\d+\}$/,
    isIdle: (text) => text.startsWith('{"idle"'),
    symbolOf: (message) => (message as { bar?: string }).bar ?? null,
  };

  it('texts of a forming bar, are handed over once a second, the newest of each bar', async () => {
    const { hub, sockets } = open();
    const [a, b] = [member(), member()];
    hub.join(planOf('A', busy), 'A', a.events, a.stop.signal);
    hub.join(planOf('B', busy), 'B', b.events, b.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    for (const c of [5, 6, 7]) sockets[0].say({ bar: 'A', t: 1, c });
    for (const c of [8, 9]) sockets[0].say({ bar: 'A', t: 2, c });
    sockets[0].say({ bar: 'B', t: 1, c: 4 });
    expect([a.messages, b.messages]).toEqual([[], []]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(a.messages).toEqual([
      { bar: 'A', t: 1, c: 7 },
      { bar: 'A', t: 2, c: 9 },
    ]);
    expect(b.messages).toEqual([{ bar: 'B', t: 1, c: 4 }]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(a.messages.length).toBe(2);
  });

  it('anything but a forming bar, is read at once, a text cut off as well', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A', busy), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say({ bar: 'A', t: 1, c: 5, isClosed: true });
    sockets[0].say('{"bar":"A","t":1,"c":');
    expect(a.messages).toEqual([{ bar: 'A', t: 1, c: 5, isClosed: true }]);
    expect(a.log).toEqual(['up', 'garbage is cut off or not JSON']);
  });

  it('cut between two beats, the bar that waits is handed over before the interruption is told', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A', busy), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    sockets[0].say({ bar: 'A', t: 1, c: 5 });
    const atCut: unknown[] = [];
    a.events.onDown = () => atCut.push(...a.messages);
    sockets[0].cut();
    expect(atCut).toEqual([{ bar: 'A', t: 1, c: 5 }]);
  });

  it('idle text, is not read but counts as a sign of life', async () => {
    const { hub, sockets } = open();
    const a = member();
    hub.join(planOf('A', { ...busy, ping: null }), 'A', a.events, a.stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    for (let second = 0; second < 60; second += 1) {
      sockets[0].say('{"idle":');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect([a.messages, a.log, sockets.length]).toEqual([[], ['up'], 1]);
  });

  it('socket that cannot even be made, is tried again later', async () => {
    const { environment, sockets } = fakeNetwork(() => 'fail');
    let failures = 2;
    const hub = createSocketHub(
      {
        ...environment,
        openSocket: (url) => {
          if (failures-- > 0) throw new Error('blocked by policy');
          return environment.openSocket(url);
        },
      },
      createPulse(),
      createSignOfLife(),
    );
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
