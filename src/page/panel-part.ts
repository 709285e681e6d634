import { signal as signalOf } from '@preact/signals';
import { browser } from 'wxt/browser';
import { mountPanel } from '../panel/mount-panel';
import css from '../panel/panel.css?inline';
import type { PanelFacts } from '../panel/panel-facts';
import { modelOf, type PanelActions, type PanelModel, tellModel } from '../panel/panel-model';
import { lendToRest } from '../panel/rest/lend-to-rest';
import type { PanelView } from '../panel/shell/panel-window';
import { type StringLookup, setStringLookup } from '../panel/strings/text';
import { bringPart } from './bring-part';
import { mappingReport } from './mapping-report';

/** What the pill's script gives the panel's, which comes when the panel is first opened. */
export interface PanelPartOptions {
  /** Empty; in the same tree as the pill. */
  place: HTMLElement;
  facts: PanelFacts;
  actions: PanelActions;
  strings: StringLookup;
}

/** The open panel, in the hands of the pill's script. */
export interface PanelPart {
  /** Passes on what has changed. */
  tell(change: Partial<PanelFacts>): void;
  open(signal: AbortSignal): void;
  show(view: PanelView): void;
}

type CreatePanelPart = (options: PanelPartOptions) => PanelPart;

/** Makes the panel and its style; nothing is drawn until it is opened. */
export const createPanelPart: CreatePanelPart = ({ place, facts, actions, strings }) => {
  setStringLookup(strings);
  lendToRest(strings);
  const style = document.createElement('style');
  style.textContent = css;
  place.before(style);
  const model = modelOf(facts);
  const view = signalOf<PanelView>('main');
  const ownActions: PanelActions = {
    ...actions,
    copyReport: () => copyReport(model),
    // Where nobody answered, the panel asks again while it waits.
    bringRest: () => void bringPart('panel-rest'),
  };
  return {
    tell({ chartArea, ...change }) {
      // The panel's first place; afterwards it stays where it is, whatever the chart does.
      if (chartArea && model.chartArea.peek() === null) model.chartArea.value = chartArea;
      tellModel(model, change);
    },
    open: (signal) => mountPanel(place, model, ownActions, signal, view),
    show(next) {
      view.value = next;
    },
  };
};

/** A page that may not write to the clipboard (plain http, a policy) says so. */
async function copyReport(model: PanelModel): Promise<boolean> {
  const { version } = browser.runtime.getManifest();
  const facts = {
    version,
    siteId: model.siteId.value,
    userAgent: navigator.userAgent,
    deviceScale: devicePixelRatio,
    anchor: model.anchor.value,
  };
  try {
    await navigator.clipboard.writeText(mappingReport(document, facts));
    return true;
  } catch {
    return false;
  }
}
