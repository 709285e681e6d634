import { EngineDown } from './engine-link';

const ASK_EVERY_MS = 60_000;

interface StoreWatchOptions {
  /** The engine's word on its store: null when all is well. */
  readFault(): Promise<string | null>;
  onChange(fault: string | null): void;
}

/** Asks once a minute whether the store still takes what comes in, while somebody looks at a page. */
export class StoreWatch {
  #options: StoreWatchOptions;
  #fault: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: StoreWatchOptions) {
    this.#options = options;
  }

  /** Why nothing can be stored, null when all is well or nobody has asked yet. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Starts or stops the questions; safe to call as often as the audience changes. */
  refresh(isWatched: boolean): void {
    if (isWatched && this.#timer === null) {
      this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS);
      void this.#ask();
    } else if (!isWatched && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  async #ask(): Promise<void> {
    const fault = await this.#read();
    if (fault === undefined || fault === this.#fault) return;
    this.#fault = fault;
    this.#options.onChange(fault);
  }

  /** Undefined: the engine did not answer, which says nothing about the store. */
  async #read(): Promise<string | null | undefined> {
    try {
      return await this.#options.readFault();
    } catch (error) {
      // A store that cannot even be opened refuses the question itself.
      return error instanceof EngineDown ? undefined : 'unavailable';
    }
  }
}
