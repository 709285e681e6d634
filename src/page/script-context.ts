import { browser } from 'wxt/browser';

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface Rounds {
  liqlensRounds?: Record<string, number>;
}

/** How a script's work ends in time. */
export interface ScriptContext {
  /** Aborted when a newer copy of the script runs in this frame, or the extension is gone. */
  readonly signal: AbortSignal;
  /** The browser's, for as long as the script may run. */
  setTimeout(work: () => void, delayMs: number): number;
}

/** Name of the event by which a copy of a script stops the older ones; the page can dispatch it as well. */
export function startedEvent(script: string): string {
  return `${browser.runtime.id}:${script}:started`;
}

/**
 * Built in place of the framework's class of this name (wxt.config.ts), which is ten times as large and which a page
 * can stop with a forged event: here, while the extension is alive, the word that a newer copy has started counts only
 * when one has really run.
 */
export class ContentScriptContext implements ScriptContext {
  readonly #life = new AbortController();

  constructor(script: string) {
    const world = globalThis as Rounds;
    world.liqlensRounds ??= {};
    const rounds = world.liqlensRounds;
    const mine = (rounds[script] ?? 0) + 1;
    rounds[script] = mine;
    const event = startedEvent(script);
    document.dispatchEvent(new CustomEvent(event));
    const judge = () => {
      // The script of an extension that was updated or removed has to go.
      if (rounds[script] !== mine || !browser.runtime?.id) this.abort();
    };
    window.addEventListener(event, judge, { capture: true, signal: this.signal });
  }

  get signal(): AbortSignal {
    return this.#life.signal;
  }

  abort(): void {
    this.#life.abort();
  }

  setTimeout(work: () => void, delayMs: number): number {
    const run = () => (browser.runtime?.id ? work() : this.abort());
    const timer = window.setTimeout(run, delayMs);
    this.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    return timer;
  }
}
