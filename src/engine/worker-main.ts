import { expose } from 'comlink';
import { createEngine } from './create-engine';
import { ENGINE_PORT_MESSAGE } from './engine-host';

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
  const engine = createEngine({ databaseName: 'liqlens', now: Date.now });
  scope.addEventListener('message', ({ data, ports }) => {
    if (!isPortMessage(data) || !ports[0]) return;
    expose(engine, ports[0]);
  });
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === ENGINE_PORT_MESSAGE;
}
