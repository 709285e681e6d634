import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineDown, EngineLink } from '../../src/background/engine-link';
import type { EngineRoad } from '../../src/background/engine-port';
import { heapBytes } from '../bench/heap-bytes';

interface FakeEngine {
  bootId(): Promise<string>;
  usage(): Promise<{ storedBytes: number; instruments: [] }>;
}

/** A road to an engine in this process whose answers can be silenced, as a crashed Worker's are. */
function fakeRoad() {
  const state = { boots: 1, isSilent: false, restarts: 0, opened: 0 };
  const watched = new Map<string, () => void>();
  const never = new Promise<never>(() => {});
  const engine: FakeEngine = {
    bootId: () => (state.isSilent ? never : Promise.resolve(`boot ${state.boots}`)),
    usage: () => (state.isSilent ? never : Promise.resolve({ storedBytes: 7, instruments: [] })),
  };
  const road: EngineRoad = {
    async openPort() {
      state.opened++;
      const { port1, port2 } = new MessageChannel();
      expose(engine, port2);
      return port1;
    },
    async restart() {
      state.restarts++;
      state.boots++;
      state.isSilent = false;
    },
    watchLife(bootId, onDeath, signal) {
      watched.set(bootId, onDeath);
      signal.addEventListener('abort', () => watched.delete(bootId));
    },
  };
  /** Ends the Worker: it falls silent, and its lock is free. */
  const die = () => {
    state.isSilent = true;
    watched.get(`boot ${state.boots}`)?.();
  };
  return { road, state, watched, die };
}

describe('EngineLink', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Lets messages between the ports arrive; ports are not driven by the fake clock. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it('call() opens one port for many calls', async () => {
    const { road, state } = fakeRoad();
    const link = new EngineLink(road, () => {});
    const first = await link.call((engine) => engine.usage());
    await link.call((engine) => engine.usage());
    expect(first.storedBytes).toBe(7);
    expect(state.opened).toBe(1);
  });

  it('call() that was answered keeps nothing of the answer, however long the connection lasts', async () => {
    const link = new EngineLink(fakeRoad().road, () => {});
    const answered = async () => new WeakRef(await link.call(() => Promise.resolve({ frame: 'large' })));
    const answer = await answered();
    await settle();
    heapBytes();
    expect(answer.deref()).toBeUndefined();
  });

  it('a call that waits on a Worker that died rejects at once and the Worker is replaced', async () => {
    const { road, state, die, watched } = fakeRoad();
    const onRestart = vi.fn();
    const link = new EngineLink(road, onRestart);
    await link.call((engine) => engine.usage());
    const never = new Promise<never>(() => {});
    const outcome = expect(link.call(() => never)).rejects.toBeInstanceOf(EngineDown);
    die();
    await outcome;
    expect(state.restarts).toBe(1);
    expect(watched.size).toBe(0);
    expect((await link.call((engine) => engine.usage())).storedBytes).toBe(7);
    expect(onRestart).toHaveBeenCalled();
    expect([...watched.keys()]).toEqual(['boot 2']);
  });

  it('a Worker that is busy for some seconds is left alone', async () => {
    const { road, state } = fakeRoad();
    const link = new EngineLink(road, () => {});
    await link.call((engine) => engine.usage());
    state.isSilent = true;
    await vi.advanceTimersByTimeAsync(6000);
    await settle();
    expect(state.restarts).toBe(0);
  });

  it('a call that waits on a Worker gone silent rejects with EngineDown and the Worker is restarted', async () => {
    const { road, state } = fakeRoad();
    const onRestart = vi.fn();
    const link = new EngineLink(road, onRestart);
    await link.call((engine) => engine.usage());
    state.isSilent = true;
    const waiting = link.call((engine) => engine.usage());
    const outcome = expect(waiting).rejects.toBeInstanceOf(EngineDown);
    await vi.advanceTimersByTimeAsync(2000);
    await settle();
    await vi.advanceTimersByTimeAsync(10_000);
    await settle();
    await outcome;
    expect(state.restarts).toBe(1);
    expect(onRestart).toHaveBeenCalledTimes(1);
  });

  it('insist() asks again after a restart and gets its answer', async () => {
    const { road, state } = fakeRoad();
    const link = new EngineLink(road, () => {});
    await link.call((engine) => engine.usage());
    state.isSilent = true;
    const answer = link.insist((engine) => engine.usage(), new AbortController().signal);
    for (let step = 0; step < 16; step++) {
      await vi.advanceTimersByTimeAsync(1000);
      await settle();
    }
    expect((await answer).storedBytes).toBe(7);
  });

  it('insist() passes on errors that are not a dead Worker', async () => {
    const { road } = fakeRoad();
    const link = new EngineLink(road, () => {});
    const failing = link.insist(() => Promise.reject(new Error('bad bar')), new AbortController().signal);
    await expect(failing).rejects.toThrow('bad bar');
  });

  it('a call that takes longer than a link stays unused gets its answer', async () => {
    const { road, state } = fakeRoad();
    const link = new EngineLink(road, () => {});
    const exported = link.call(() => new Promise((resolve) => setTimeout(resolve, 90_000, 'everything')));
    await settle();
    for (let second = 0; second < 90; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      await settle();
    }
    expect(await exported).toBe('everything');
    expect([state.opened, state.restarts]).toEqual([1, 0]);
  });

  it('a link unused for a while lets its port go and opens another for the next call', async () => {
    const { road, state } = fakeRoad();
    const link = new EngineLink(road, () => {});
    await link.call((engine) => engine.usage());
    for (let step = 0; step < 30; step++) {
      await vi.advanceTimersByTimeAsync(1000);
      await settle();
    }
    await link.call((engine) => engine.usage());
    expect(state.opened).toBe(2);
    expect(state.restarts).toBe(0);
  });
});
