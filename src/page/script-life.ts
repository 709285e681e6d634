import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface Rounds {
  liqlensRounds?: Record<string, number>;
}

/** Name of the event by which the framework stops older copies of a script; the page can dispatch it as well. */
export function startedEvent(script: string): string {
  return `${browser.runtime.id}:${script}:wxt:content-script-started`;
}

/**
 * Keeps the page from stopping our script with a forged "a newer copy has started": while the extension is alive, the
 * word counts only when a newer copy has really run here. Call it first thing in the script.
 */
export function guardLife(ctx: ContentScriptContext, script: string): void {
  const world = globalThis as Rounds;
  world.liqlensRounds ??= {};
  const rounds = world.liqlensRounds;
  const mine = (rounds[script] ?? 0) + 1;
  rounds[script] = mine;
  const judge = (event: Event) => {
    // The script of an extension that was updated or removed has to go.
    if (!browser.runtime?.id) return;
    event.stopImmediatePropagation();
    // The framework says the word before the newer copy gets to count itself.
    setTimeout(() => {
      if (rounds[script] !== mine) ctx.abort('a newer copy has started');
    });
  };
  window.addEventListener(startedEvent(script), judge, { capture: true, signal: ctx.signal });
}
