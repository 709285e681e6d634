import { siteSettings } from '../core/settings/settings';
import type { PanelFacts } from '../panel/panel-facts';
import type { PanelActions } from '../panel/panel-model';
import { createPill, type Pill } from '../panel/pill/pill-view';
import { followShortcuts } from '../panel/shell/shortcuts';
import type { StringLookup } from '../panel/strings/text';
import { createPanelOpener } from './panel-opener';
import type { ScriptContext } from './script-context';

interface PillOrPanelOptions {
  host: HTMLElement;
  /** Inside the host's shadow root. */
  container: HTMLElement;
  /** Changed by the caller, who then tells. */
  facts: PanelFacts;
  actions: PanelActions;
  strings: StringLookup;
  ctx: ScriptContext;
}

/** The pill, or in its place the panel as soon as it is wanted and its script has come. */
export interface PillOrPanel {
  /** Puts it into the container until `signal` aborts. */
  mount(signal: AbortSignal): void;
  /** What has changed of the facts. */
  tell(change: Partial<PanelFacts>): void;
}

export function createPillOrPanel(options: PillOrPanelOptions): PillOrPanel {
  const { host, container, facts, actions, strings, ctx } = options;
  const pillPlace = document.createElement('div');
  const panelPlace = document.createElement('div');
  container.append(pillPlace, panelPlace);
  let pill: Pill | null = null;
  /** Ends the open panel; null while it is closed. */
  let panel: AbortController | null = null;
  let isPlanDue = false;
  const look = () => siteSettings(facts.settings, facts.siteId).look;
  const isWanted = () => pill !== null && look().panel === 'open';
  const opener = createPanelOpener({
    options: () => ({ place: panelPlace, facts, actions, strings }),
    onCome: () => follow(),
    isWanted,
    signal: ctx.signal,
  });

  /** The keyboard goes on where the user was, in what takes the place of the other. */
  const swap = (change: () => void, next: () => HTMLElement | null) => {
    const hadFocus = document.activeElement === host;
    change();
    if (hadFocus) next()?.focus();
  };
  const close = () => {
    panel?.abort();
    panel = null;
    pill?.setShown(true);
  };
  const follow = () => {
    const part = opener.part();
    if (!isWanted()) {
      if (panel) swap(close, () => pillPlace.querySelector('button'));
    } else if (!part) {
      opener.fetch();
    } else if (!panel) {
      const life = new AbortController();
      panel = life;
      if (isPlanDue) part.show('plan');
      isPlanDue = false;
      swap(
        () => {
          part.open(life.signal);
          pill?.setShown(false);
        },
        () => panelPlace.querySelector('.header button:last-child'),
      );
    }
  };
  const openPlan = () => {
    const part = opener.part();
    if (panel && part) return part.show('plan');
    isPlanDue = true;
    actions.togglePanel();
  };

  return {
    mount(signal) {
      pill = createPill(pillPlace, {
        open: () => actions.setLook({ panel: 'open' }),
        prepare: () => opener.fetch(),
        move: (panelPlace) => actions.setLook({ panelPlace }),
        signal,
      });
      pill.update(facts);
      followShortcuts(document, { look, actions, openPlan }, signal);
      signal.addEventListener('abort', () => {
        close();
        pill = null;
      });
      follow();
    },
    tell(change) {
      opener.part()?.tell(change);
      pill?.update(facts);
      if (change.settings) follow();
    },
  };
}
