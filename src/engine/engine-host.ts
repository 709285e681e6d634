/** The part of a Worker that its host uses. */
export interface HostedWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void;
}

/** Owner of the engine's Worker; the same in Chrome's offscreen document and in Firefox's event page. */
export interface EngineHost {
  /** Hands one end of a MessageChannel to the Worker, which answers Comlink calls on it. */
  connect(port: MessagePort): void;
  /** Ends a Worker that no longer answers and starts another; open ports fall silent. */
  restart(): void;
  /** Ends the Worker; the next `connect` starts another. */
  stop(): void;
}

/** Message with which the host hands a port to the Worker. */
export const ENGINE_PORT_MESSAGE = 'liqlens-port';

/**
 * Constructs the Worker when the first port asks for it, and a new one when the old one has died of an error. Ports
 * of a dead Worker are never moved: their owners notice the silence and ask for a fresh one.
 */
export function hostEngine({ createWorker }: { createWorker(): HostedWorker }): EngineHost {
  let worker: HostedWorker | null = null;

  const start = (): HostedWorker => {
    const started = createWorker();
    started.addEventListener('error', () => {
      if (worker === started) stop();
    });
    return started;
  };

  const stop = (): void => {
    worker?.terminate();
    worker = null;
  };

  return {
    connect(port) {
      worker ??= start();
      worker.postMessage({ type: ENGINE_PORT_MESSAGE }, [port]);
    },
    restart() {
      stop();
      worker = start();
    },
    stop,
  };
}
