import { afterEach, expect, test, vi } from 'vitest';
import { holdLife, watchLife } from '../../src/engine/engine-life';

/** Exclusive locks as browsers have them, for one name after the other. */
function fakeLocks() {
  const waiting = new Map<string, (() => void)[]>();
  const held = new Set<string>();
  const letGo = (name: string) => {
    held.delete(name);
    waiting.get(name)?.shift()?.();
  };
  return {
    letGo,
    request(name: string, { signal }: { signal?: AbortSignal }, use: () => Promise<unknown>) {
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        const take = () => {
          if (signal?.aborted) return;
          held.add(name);
          void use().then(resolve);
        };
        if (held.has(name)) waiting.set(name, [...(waiting.get(name) ?? []), take]);
        else take();
      });
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('watchLife tells of the death of the Worker that held its life, and not before', async () => {
  const locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
  await holdLife('boot 1');
  const onDeath = vi.fn();
  watchLife('boot 1', onDeath, new AbortController().signal);
  await Promise.resolve();
  expect(onDeath).not.toHaveBeenCalled();
  locks.letGo('liqlens-engine boot 1');
  expect(onDeath).toHaveBeenCalledTimes(1);
});

test('watchLife of an aborted signal tells nothing', async () => {
  const locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
  await holdLife('boot 1');
  const onDeath = vi.fn();
  const stop = new AbortController();
  watchLife('boot 1', onDeath, stop.signal);
  stop.abort();
  locks.letGo('liqlens-engine boot 1');
  await Promise.resolve();
  expect(onDeath).not.toHaveBeenCalled();
});

test('holdLife without locks resolves, so that the engine runs on', async () => {
  vi.stubGlobal('navigator', {});
  await holdLife('boot 1');
  watchLife('boot 1', () => {}, new AbortController().signal);
});
