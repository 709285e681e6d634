import { whenQuiet } from './quiet-page';
import type { ScriptContext } from './script-context';

/** The pill waits so long for a first picture before it says that one is on its way. */
const FIRST_FRAME_MS = 1000;

export interface PanelLifeOptions {
  ctx: ScriptContext;
  window: Window;
  /** Whether there is more to show than that something is on its way. */
  hasContent(): boolean;
  /** Puts pill and panel into the page, until the signal ends. */
  mount(signal: AbortSignal): void;
}

/** From when to when pill and panel are in the page. */
export interface PanelLife {
  /** Switched off means gone: no element of ours stays in the page. */
  setWanted(isWanted: boolean): void;
  /** There may be something to show now. */
  noteContent(): void;
  isMounted(): boolean;
}

/**
 * Nothing is mounted before the page is quiet. Nobody reads "loading" in the moment before the stored picture comes: the
 * pill is drawn once, with it.
 */
export function createPanelLife({ ctx, window, hasContent, mount }: PanelLifeOptions): PanelLife {
  let life: AbortController | null = null;
  let isWanted = true;
  let mayMount = false;
  let isQuiet = false;
  const follow = () => {
    if (!mayMount || !window.document.body || isWanted === Boolean(life)) return;
    life?.abort();
    life = isWanted ? new AbortController() : null;
    if (life) mount(AbortSignal.any([ctx.signal, life.signal]));
  };
  const begin = () => {
    if (mayMount) return;
    mayMount = true;
    follow();
  };
  const noteContent = () => {
    if (isQuiet && hasContent()) begin();
  };
  whenQuiet(window, ctx.signal, () => {
    isQuiet = true;
    noteContent();
    if (!mayMount) ctx.setTimeout(begin, FIRST_FRAME_MS);
  });
  return {
    setWanted: (next) => {
      isWanted = next;
      follow();
    },
    noteContent,
    isMounted: () => life !== null,
  };
}
