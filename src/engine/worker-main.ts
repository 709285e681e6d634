import { expose } from 'comlink';
import { createEngine } from './create-engine';
import type { EngineApi } from './engine-api';
import { ENGINE_PORT_MESSAGE } from './engine-host';
import { holdLife } from './engine-life';

/** The part of a Worker's global scope that the engine uses. */
export interface WorkerScope {
  addEventListener(type: 'message', listener: (event: PortMessage) => void): void;
}

interface PortMessage {
  data: unknown;
  ports: readonly MessagePort[];
}

/** Answers EngineApi calls on every port that the host hands over. */
export function runEngineWorker(scope: WorkerScope): void {
  const engine = withLife(createEngine({ databaseName: 'liqlens', now: Date.now }));
  scope.addEventListener('message', ({ data, ports }) => {
    if (!isPortMessage(data) || !ports[0]) return;
    expose(engine, ports[0]);
  });
}

/** Who knows the boot id may rely on the lock: it is told only when the lock is held. */
function withLife(engine: EngineApi): EngineApi {
  const alive = engine.bootId().then(async (id) => {
    await holdLife(id);
    return id;
  });
  return { ...engine, bootId: () => alive };
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === ENGINE_PORT_MESSAGE;
}
