import { browser } from 'wxt/browser';
import type { AlertEvent } from '../core/alerts/alert-state';
import type { PaneRect } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { SourceStatus } from '../core/market/source-status';
import { type Settings, siteSettings } from '../core/settings/settings';
import type { AnchorReport, PageMessage, SessionState } from '../messages/page-protocol';
import { vanishWithoutUs } from '../overlay/vanish-without-us';
import { firstFacts, type PanelFacts } from '../panel/panel-facts';
import type { PanelActions } from '../panel/panel-model';
import { setStringLookup } from '../panel/strings/text';
import { themeFromBackground } from '../panel/theme/panel-theme';
import { chartInFrame } from './chart-in-frame';
import { answerTests, exposeForTests } from './expose-for-tests';
import { keepHost } from './keep-host';
import { createPanelHost } from './panel-host';
import { createPanelLife } from './panel-life';
import { createPillOrPanel } from './pill-or-panel';
import { playSound } from './play-sound';
import type { ScriptContext } from './script-context';
import { rememberStrings } from './string-lookup';
import { acceptOnlyTrusted } from './trusted-input';
import { whileVisible } from './while-visible';

const IS_E2E = import.meta.env.MODE === 'e2e';
const SECOND_MS = 1000;
/** A clock that was set this short a while ago is right enough for ages in seconds. */
const CLOCK_MS = 900;
/** A pane whose upper left corner is no further away is the one known, resized. */
const SAME_CHART_PX = 60;

/** What the page script gives the pill and the panel. */
export interface TopPanelHost {
  siteId: string;
  send(message: PageMessage): void;
}

/** Pill and panel of the top frame; the page script writes into them, the user's choices go to the background. */
export interface TopPanel {
  setFrame(frame: HeatmapFrame | null): void;
  setSession(session: SessionState): void;
  setSettings(settings: Settings, siteId: string): void;
  setSources(sources: SourceStatus[]): void;
  setPrice(price: number, timeMs: number): void;
  setAnchor(report: AnchorReport): void;
  setConnected(isConnected: boolean): void;
  /** Why nothing can be stored, null when all is well. */
  setStoreFault(fault: string | null): void;
  /** Where the chart is, for the pill's place and the panel's first one. */
  setChartArea(pane: PaneRect): void;
  /** An alert of this instrument fired: its sound is played and its card marked where the user looks. */
  ring(event: AlertEvent): void;
}

function actionsFor(facts: PanelFacts, send: TopPanelHost['send']): PanelActions {
  const look = () => siteSettings(facts.settings, facts.siteId).look;
  const changeLook: PanelActions['setLook'] = (change) =>
    send({ type: 'change-look', siteId: facts.siteId, change });
  return {
    setLook: changeLook,
    setQuery: (change) => send({ type: 'change-query', siteId: facts.siteId, change }),
    setReplay: (untilMs) => send({ type: 'replay', untilMs }),
    loadInstrument: (key, always) => send({ type: 'load-instrument', key, always }),
    retrySource: (exchange) => send({ type: 'retry-source', exchange }),
    togglePanel: () => changeLook({ panel: look().panel === 'open' ? 'pill' : 'open' }),
    toggleLayer: () => changeLook({ showLayer: !look().showLayer }),
    openOptions: () => send({ type: 'open-options' }),
    savePlan: (key, plan) => send({ type: 'save-plan', key, plan }),
    markPlan: (marks) => send({ type: 'plan-marks', marks }),
    setAlerts: (alerts) => send({ type: 'set-alerts', alerts }),
    startCalibration: () => send({ type: 'start-calibration' }),
    exportPicture: () => send({ type: 'export-picture' }),
  };
}

/** The page's own font; browsers' default serif means that the page sets it further inside. */
function pageFont(document: Document): string {
  const font = getComputedStyle(document.body).fontFamily;
  return font === '' || /times|^serif$/i.test(font) ? 'system-ui, sans-serif' : font;
}

/** Starts the pill in the top frame; the panel's own script comes when the panel is first opened. */
export function startTopPanel(ctx: ScriptContext, { siteId, send }: TopPanelHost): TopPanel {
  const strings = rememberStrings((key, substitutions) =>
    browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0], substitutions),
  );
  setStringLookup(strings);
  const facts = firstFacts(siteId, Date.now());
  const { host, container } = createPanelHost(document, IS_E2E ? 'open' : 'closed');
  const shown = createPillOrPanel({ host, container, facts, actions: actionsFor(facts, send), strings, ctx });
  const tell = (change: Partial<PanelFacts>) => {
    Object.assign(facts, change);
    shown.tell(change);
  };

  const mount = (signal: AbortSignal) => {
    document.body.append(host);
    signal.addEventListener('abort', () => host.remove(), { once: true });
    container.style.fontFamily = pageFont(document);
    tell({ theme: themeFromBackground(getComputedStyle(document.body).backgroundColor) });
    acceptOnlyTrusted(container, signal);
    shown.mount(signal);
    keepHost(document, host, signal);
    if (import.meta.env.FIREFOX) vanishWithoutUs(container, signal);
    if (IS_E2E) answerTests(host, facts, signal);
    if (IS_E2E) exposeForTests(host, facts);
  };
  const hasContent = () => {
    const state = facts.session?.state ?? 'loading';
    return facts.frame !== null || (state !== 'loading' && state !== 'ready');
  };
  const life = createPanelLife({ ctx, window, hasContent, mount });
  const refreshTestData = () => {
    if (IS_E2E && life.isMounted()) exposeForTests(host, facts);
  };
  /** Tells what may be the first thing to show. */
  const tellContent = (change: Partial<PanelFacts>) => {
    tell(change);
    life.noteContent();
    refreshTestData();
  };

  // A price brings the clock along, so that ages and prices are rendered together.
  whileVisible(document, SECOND_MS, ctx.signal, () => {
    if (Date.now() - facts.now >= CLOCK_MS) tell({ now: Date.now() });
  });

  return {
    setFrame: (frame) => tellContent({ frame }),
    setSession: (session) => tellContent({ session }),
    setSettings(settings, nextSiteId) {
      const { isOn, look } = siteSettings(settings, nextSiteId);
      tell({ settings, siteId: nextSiteId, isConnected: true, isLayerOn: look.showLayer });
      life.setWanted(isOn);
    },
    setSources: (sources) => tell({ sources }),
    setPrice: (price, timeMs) => tell({ price: { price, timeMs }, now: Date.now() }),
    setAnchor(anchor) {
      const isElsewhere = anchor.state === 'locked' && facts.chartArea === null;
      tell(isElsewhere ? { anchor, chartArea: chartInFrame(document) } : { anchor });
      refreshTestData();
    },
    setConnected: (isConnected) => tell({ isConnected }),
    setStoreFault: (storeFault) => tell({ storeFault }),
    setChartArea(chartArea) {
      // Of several charts the first; the others must not pull the pill about.
      const { left, top } = facts.chartArea ?? chartArea;
      const isSame = Math.abs(chartArea.left - left) + Math.abs(chartArea.top - top) < SAME_CHART_PX;
      if (isSame) tell({ chartArea });
    },
    ring(event) {
      tell({ rung: { event, heardMs: Date.now() } });
      const rule = facts.settings.alerts.rules.find(({ id }) => id === event.ruleId);
      if (rule) playSound(rule.sound);
    },
  };
}
