import type { TopPanel, TopPanelHost } from './top-panel';

/** Starts the panel; the panel's own script brings it. */
export type PanelStart = (host: TopPanelHost) => TopPanel;

/** Stands in for the panel until its script has come, and then says again what was said last. */
export interface PanelRelay extends TopPanel {
  attach(panel: TopPanel): void;
}

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface MeetingPlace {
  liqlensPanelStart?: PanelStart;
  liqlensPanelWanted?: (start: PanelStart) => void;
}

const meetingPlace = globalThis as MeetingPlace;

/** Called by the page script: `use` runs as soon as the panel's script is there, in whichever order they load. */
export function awaitPanel(use: (start: PanelStart) => void): void {
  if (meetingPlace.liqlensPanelStart) use(meetingPlace.liqlensPanelStart);
  else meetingPlace.liqlensPanelWanted = use;
}

/** Called by the panel's script. */
export function bringPanel(start: PanelStart): void {
  meetingPlace.liqlensPanelStart = start;
  meetingPlace.liqlensPanelWanted?.(start);
}

export function createPanelRelay(): PanelRelay {
  let panel: TopPanel | null = null;
  const last = new Map<keyof TopPanel, () => void>();

  const relay = <Name extends keyof TopPanel>(name: Name): TopPanel[Name] => {
    const tell = (...words: Parameters<TopPanel[Name]>) => {
      const say = () => {
        const method = panel?.[name] as ((...args: Parameters<TopPanel[Name]>) => void) | undefined;
        method?.(...words);
      };
      last.set(name, say);
      say();
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
      for (const say of last.values()) say();
    },
  };
}
