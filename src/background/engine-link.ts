import { type Remote, wrap } from 'comlink';
import type { EngineApi } from '../engine/engine-api';
import type { EngineRoad } from './engine-port';

/** A Worker that dies is noticed at once by its lock; the ping is for one that hangs, and a busy machine is no reason. */
const PING_EVERY_MS = 2000;
const PING_LIMIT_MS = 10_000;
const IDLE_AFTER_MS = 20_000;

/** The Worker did not answer in time; the caller may simply ask again. */
export class EngineDown extends Error {}

interface Connection {
  remote: Remote<EngineApi>;
  port: MessagePort;
  /** Aborts when the connection is given up. */
  signal: AbortSignal;
  giveUp(reason: string): void;
}

function connectionOf(port: MessagePort): Connection {
  const life = new AbortController();
  const giveUp = (reason: string) => life.abort(reason);
  return { remote: wrap<EngineApi>(port), port, signal: life.signal, giveUp };
}

/** The outcome of `work`, or EngineDown when the signal aborts first. A race with one lasting promise would keep every outcome. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new EngineDown(String(signal.reason)));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/**
 * Keeps one Comlink connection to the Worker. A Worker that died takes its ports with it without a word: its lock tells
 * of that, and a ping, while calls are being made, of one that hangs. Either restarts the Worker, and every waiting
 * call rejects with EngineDown.
 */
export class EngineLink {
  #road: EngineRoad;
  #connecting: Promise<Connection> | null = null;
  #connection: Connection | null = null;
  #watchdog: ReturnType<typeof setTimeout> | null = null;
  /** Calls without an answer yet: an export of everything may take long. */
  #calls = 0;
  /** When the last call ended. */
  #lastCallMs = 0;
  #bootId = '';
  #onRestart: () => void;

  constructor(road: EngineRoad, onRestart: () => void) {
    this.#road = road;
    this.#onRestart = onRestart;
  }

  /** Runs `use` against the Worker; rejects with EngineDown when the Worker goes away meanwhile. */
  async call<T>(use: (engine: Remote<EngineApi>) => Promise<T>): Promise<T> {
    this.#calls += 1;
    try {
      const connection = await this.#connect();
      return await unlessAborted(use(connection.remote), connection.signal);
    } finally {
      this.#calls -= 1;
      this.#lastCallMs = Date.now();
    }
  }

  /** Like `call`, but asks again with growing pauses until the Worker answers or `signal` aborts. */
  async insist<T>(use: (engine: Remote<EngineApi>) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5000)) {
      try {
        return await this.call(use);
      } catch (error) {
        if (!(error instanceof EngineDown) || signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async #connect(): Promise<Connection> {
    if (this.#connection) return this.#connection;
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #open(): Promise<Connection> {
    let port: MessagePort;
    try {
      port = await this.#road.openPort();
    } catch (error) {
      throw new EngineDown(String(error));
    }
    const connection = connectionOf(port);
    const bootId = await this.#ping(connection);
    if (bootId === null) {
      port.close();
      await this.#road.restart().catch(() => {});
      throw new EngineDown('the engine did not start');
    }
    this.#connection = connection;
    this.#road.watchLife(bootId, () => void this.#replace(connection, 'the engine died'), connection.signal);
    this.#noteBoot(bootId);
    this.#scheduleWatchdog();
    return connection;
  }

  #noteBoot(bootId: string): void {
    const isRestart = this.#bootId !== '' && this.#bootId !== bootId;
    this.#bootId = bootId;
    if (isRestart) this.#onRestart();
  }

  async #ping(connection: Connection): Promise<string | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PING_LIMIT_MS);
    });
    try {
      return await Promise.race([connection.remote.bootId(), limit]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  #scheduleWatchdog(): void {
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#watch(), PING_EVERY_MS);
  }

  async #watch(): Promise<void> {
    const connection = this.#connection;
    this.#watchdog = null;
    if (!connection) return;
    if (this.#calls === 0 && Date.now() - this.#lastCallMs > IDLE_AFTER_MS) {
      this.#drop(connection, 'idle');
      return;
    }
    if ((await this.#ping(connection)) === null)
      await this.#replace(connection, 'the engine stopped answering');
    else this.#scheduleWatchdog();
  }

  /** Gives up the connection and its Worker; the next call connects to another one. */
  async #replace(connection: Connection, reason: string): Promise<void> {
    if (this.#connection !== connection) return;
    this.#drop(connection, reason);
    await this.#road.restart().catch(() => {});
    this.#onRestart();
  }

  #drop(connection: Connection, reason: string): void {
    if (this.#connection === connection) this.#connection = null;
    connection.giveUp(reason);
    connection.port.close();
  }
}
