import { type Remote, wrap } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineApi } from '../../src/engine/engine-api';
import { ENGINE_PORT_MESSAGE, type HostedWorker, hostEngine } from '../../src/engine/engine-host';
import { runEngineWorker, type WorkerScope } from '../../src/engine/worker-main';
import { BAR, BTC, DAY, freshEngine, marketEvents, QUERY, START } from './market-fixture';

/** A Worker without a thread: what it is sent reaches the engine's scope at once. */
interface FakeWorker extends HostedWorker {
  isTerminated: boolean;
  crash(): void;
}

const workers: FakeWorker[] = [];
const ports: MessagePort[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START + DAY });
  freshEngine(START + DAY);
});

afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
  workers.length = 0;
});

function createWorker(): FakeWorker {
  const listeners: ((event: { data: unknown; ports: readonly MessagePort[] }) => void)[] = [];
  const onError: (() => void)[] = [];
  const scope: WorkerScope = { addEventListener: (_type, listener) => listeners.push(listener) };
  runEngineWorker(scope);
  const worker: FakeWorker = {
    isTerminated: false,
    postMessage(data, transfer) {
      if (worker.isTerminated) return;
      for (const listener of listeners) listener({ data, ports: transfer as MessagePort[] });
    },
    terminate() {
      worker.isTerminated = true;
    },
    addEventListener: (_type, listener) => onError.push(() => listener({})),
    crash() {
      for (const listener of onError) listener();
    },
  };
  workers.push(worker);
  return worker;
}

function connect(host: ReturnType<typeof hostEngine>): Remote<EngineApi> {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  host.connect(port2);
  return wrap<EngineApi>(port1);
}

test('hostEngine constructs the Worker with the first port, and Comlink reaches it', async () => {
  const host = hostEngine({ createWorker });
  expect(workers).toHaveLength(0);
  const engine = connect(host);
  expect(await engine.bootId()).toMatch(/^[0-9a-f-]{36}$/);
  expect(await connect(host).bootId()).toBe(await engine.bootId());
  expect(workers).toHaveLength(1);
});

test('a frame crosses the port with its typed arrays', async () => {
  const engine = connect(hostEngine({ createWorker }));
  const events = marketEvents(40).filter(
    (event) => event.type === 'candle' || event.type === 'open-interest',
  );
  const receipt = await engine.ingest(BTC, events);
  expect(receipt).toMatchObject({ stored: 80, closedBars: 40, refused: [] });
  const frame = await engine.frame(BTC, { ...QUERY, rangeMs: 40 * BAR }, []);
  expect(frame?.grid.usd).toBeInstanceOf(Uint8Array);
  expect(frame?.grid.usd).toHaveLength((frame?.grid.columns ?? 0) * (frame?.grid.bins ?? 0));
});

test('restart ends the Worker and the next port reaches another one over the same data', async () => {
  const host = hostEngine({ createWorker });
  const before = connect(host);
  const bootId = await before.bootId();
  await before.ingest(BTC, marketEvents(10));
  host.restart();
  const after = connect(host);
  expect(await after.bootId()).not.toBe(bootId);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  expect((await after.resumePoint(BTC)).lastClosedBarMs).not.toBeNull();
});

test('a Worker that dies of an error is replaced when the next port comes', async () => {
  const host = hostEngine({ createWorker });
  await connect(host).bootId();
  workers[0].crash();
  expect(await connect(host).bootId()).toMatch(/-/);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
});

test('messages that hand over no port are ignored', async () => {
  const host = hostEngine({ createWorker });
  const engine = connect(host);
  for (const data of [null, 'x', { type: 'other' }, { type: ENGINE_PORT_MESSAGE }]) {
    workers[0].postMessage(data, []);
  }
  expect(await engine.bootId()).toMatch(/-/);
});
