import type { SessionState } from '../messages/page-protocol';
import type { TopPanel, TopPanelHost } from './top-panel';

/** Starts pill and panel; the pill's script brings it. */
export type PanelStart = (host: TopPanelHost) => TopPanel;

/**
 * Stands in for pill and panel until the pill's script has come, and then says again what was said last. Afterwards it passes on
 * every frame, and of the rest the last word of each kind about once a second.
 */
export interface PanelRelay extends TopPanel {
  attach(panel: TopPanel): void;
}

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface MeetingPlace {
  liqlensPanelStart?: PanelStart;
  liqlensPanelWanted?: (start: PanelStart) => void;
}

const meetingPlace = globalThis as MeetingPlace;

/**
 * What is not shown at once waits this long for the next rendering: nobody reads faster, and each costs the page some
 * milliseconds. A little longer than the second between two frames, so that prices come along with the next frame.
 */
const SHORTEST_GAP_MS = 1250;
/** Messages mostly come in bursts, which are shown together. */
const BURST_MS = 30;

/** Called by the page script: `use` runs as soon as the pill's script is there, in whichever order they load. */
export function awaitPanel(use: (start: PanelStart) => void): void {
  if (meetingPlace.liqlensPanelStart) use(meetingPlace.liqlensPanelStart);
  else meetingPlace.liqlensPanelWanted = use;
}

/** Called by the pill's script. */
export function bringPanel(start: PanelStart): void {
  meetingPlace.liqlensPanelStart = start;
  meetingPlace.liqlensPanelWanted?.(start);
}

/**
 * What the user did, what begins and what would be wrong if it stayed is shown at once; and so is every frame, which the
 * chart shows at once, too: figures beside each other are of one frame.
 */
function isUrgent(name: keyof TopPanel, [now]: readonly unknown[], [before]: readonly unknown[]): boolean {
  if (name === 'setFrame') return true;
  if (name === 'setSession') return stateOf(now) !== stateOf(before);
  return name === 'setSettings' || name === 'setConnected';
}

function stateOf(session: unknown): unknown {
  return (session as SessionState | undefined)?.state;
}

export function createPanelRelay(document: Document): PanelRelay {
  let panel: TopPanel | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saidMs = Number.NEGATIVE_INFINITY;
  const last = new Map<keyof TopPanel, readonly unknown[]>();
  const due = new Set<keyof TopPanel>();

  /** Nobody reads a hidden panel: it is drawn once when it is shown again. */
  const sayWhenSeen = () => {
    if (document.visibilityState === 'visible') sayDue();
    else document.addEventListener('visibilitychange', sayWhenSeen, { once: true });
  };
  const sayDue = () => {
    clearTimeout(timer);
    timer = undefined;
    saidMs = performance.now();
    for (const name of due) {
      const say = panel?.[name] as ((...words: readonly unknown[]) => void) | undefined;
      say?.(...(last.get(name) ?? []));
    }
    due.clear();
  };
  const relay = <Name extends keyof TopPanel>(name: Name): TopPanel[Name] => {
    const tell = (...words: Parameters<TopPanel[Name]>) => {
      const before = last.get(name) ?? [];
      last.set(name, words);
      if (panel === null) return;
      due.add(name);
      if (isUrgent(name, words, before)) sayDue();
      else
        timer ??= setTimeout(sayWhenSeen, Math.max(BURST_MS, saidMs + SHORTEST_GAP_MS - performance.now()));
    };
    return tell as TopPanel[Name];
  };

  return {
    setFrame: relay('setFrame'),
    setSession: relay('setSession'),
    setSettings: relay('setSettings'),
    setSources: relay('setSources'),
    setPrice: relay('setPrice'),
    setAnchor: relay('setAnchor'),
    setConnected: relay('setConnected'),
    setStoreFault: relay('setStoreFault'),
    setChartArea: relay('setChartArea'),
    // A sound that nobody heard in time is not made up for.
    ring: (event) => panel?.ring(event),
    attach(next) {
      panel = next;
      for (const name of last.keys()) due.add(name);
      sayDue();
    },
  };
}
