import { browser } from 'wxt/browser';
import type { AlertEvent } from '../core/alerts/alert-state';
import type { PaneRect } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { SourceStatus } from '../core/market/source-status';
import { type Settings, siteSettings } from '../core/settings/settings';
import type { AnchorReport, PageMessage, SessionState } from '../messages/page-protocol';
import { vanishWithoutUs } from '../overlay/vanish-without-us';
import { mountPanel } from '../panel/mount-panel';
import { createPanelModel, type PanelActions, type PanelModel } from '../panel/panel-model';
import { lendToRest } from '../panel/rest/lend-to-rest';
import { setStringLookup } from '../panel/strings/text';
import { themeFromBackground } from '../panel/theme/panel-theme';
import { bringPart } from './bring-part';
import { answerTests, exposeForTests } from './expose-for-tests';
import { keepHost } from './keep-host';
import { mappingReport } from './mapping-report';
import { createPanelHost, type PanelHost } from './panel-host';
import { playSound } from './play-sound';
import { whenQuiet } from './quiet-page';
import type { ScriptContext } from './script-context';
import { rememberStrings } from './string-lookup';
import { acceptOnlyTrusted } from './trusted-input';
import { whileVisible } from './while-visible';

const IS_E2E = import.meta.env.MODE === 'e2e';
const SECOND_MS = 1000;
/** A clock that was set this short a while ago is right enough for ages in seconds. */
const CLOCK_MS = 900;
/** The panel waits so long for a first picture before it says that one is on its way. */
const FIRST_FRAME_MS = 1000;

/** What the page script gives the panel. */
export interface TopPanelHost {
  siteId: string;
  send(message: PageMessage): void;
}

/** The panel of the top frame; the page script writes into it, the user's choices go to the background. */
export interface TopPanel {
  setFrame(frame: HeatmapFrame | null): void;
  setSession(session: SessionState, badge: 'live' | 'demo' | 'replay'): void;
  setSettings(settings: Settings, siteId: string): void;
  setSources(sources: SourceStatus[]): void;
  setPrice(price: number, timeMs: number): void;
  setAnchor(report: AnchorReport): void;
  setConnected(isConnected: boolean): void;
  /** Why nothing can be stored, null when all is well. */
  setStoreFault(fault: string | null): void;
  /** Where the chart is, for the panel's first place. */
  setChartArea(pane: PaneRect): void;
  /** An alert of this instrument fired: its sound is played and its card marked where the user looks. */
  ring(event: AlertEvent): void;
}

function actionsFor(model: PanelModel, send: TopPanelHost['send']): PanelActions {
  const look = () => siteSettings(model.settings.value, model.siteId.value).look;
  const changeLook: PanelActions['setLook'] = (change) =>
    send({ type: 'change-look', siteId: model.siteId.value, change });
  return {
    setLook: changeLook,
    setQuery: (change) => send({ type: 'change-query', siteId: model.siteId.value, change }),
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
    copyReport: () => copyReport(model),
    // Where nobody answered, the panel asks again while it waits.
    bringRest: () => void bringPart('panel-rest'),
    exportPicture: () => send({ type: 'export-picture' }),
  };
}

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

/** The page's own font; browsers' default serif means that the page sets it further inside. */
function pageFont(document: Document): string {
  const font = getComputedStyle(document.body).fontFamily;
  return font === '' || /times|^serif$/i.test(font) ? 'system-ui, sans-serif' : font;
}

/** Mounts the panel into the top frame. */
export function startTopPanel(ctx: ScriptContext, { siteId, send }: TopPanelHost): TopPanel {
  const strings = rememberStrings((key, substitutions) =>
    browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0], substitutions),
  );
  setStringLookup(strings);
  lendToRest(strings);
  const model = createPanelModel(siteId, Date.now());
  let place: PanelHost | null = null;
  const refreshTestData = () => {
    if (IS_E2E && place) exposeForTests(place.host, model);
  };

  /** Ends what is mounted; null while nothing is. */
  let life: AbortController | null = null;
  const mount = () => {
    place ??= createPanelHost(document, IS_E2E ? 'open' : 'closed');
    life = new AbortController();
    const { host, container } = place;
    const signal = AbortSignal.any([ctx.signal, life.signal]);
    document.body.append(host);
    signal.addEventListener('abort', () => host.remove(), { once: true });
    container.style.fontFamily = pageFont(document);
    model.theme.value = themeFromBackground(getComputedStyle(document.body).backgroundColor);
    acceptOnlyTrusted(container, signal);
    mountPanel(container, model, actionsFor(model, send), signal);
    keepHost(document, host, signal);
    if (import.meta.env.FIREFOX) vanishWithoutUs(container, signal);
    if (IS_E2E) answerTests(host, model, signal);
    refreshTestData();
  };
  /** Switched off means gone: no element of ours stays in the page. */
  const follow = (isOn: boolean) => {
    isWanted = isOn;
    if (!mayMount || !document.body || isOn === Boolean(life)) return;
    if (isOn) return mount();
    life?.abort();
    life = null;
  };
  let isWanted = true;
  let mayMount = false;
  const mountNow = () => {
    if (mayMount) return;
    mayMount = true;
    follow(isWanted);
  };
  let isQuiet = false;
  /** Nobody reads "loading" in the moment before the stored picture comes: the panel is drawn once, with it. */
  const mountWithContent = () => {
    const state = model.session.value?.state ?? 'loading';
    const isLoading = state === 'loading' || state === 'ready';
    if (isQuiet && (model.frame.value || !isLoading)) mountNow();
  };
  whenQuiet(window, ctx.signal, () => {
    isQuiet = true;
    mountWithContent();
    if (!mayMount) ctx.setTimeout(mountNow, FIRST_FRAME_MS);
  });

  // A price brings the clock along, so that ages and prices are rendered together.
  whileVisible(document, SECOND_MS, ctx.signal, () => {
    if (Date.now() - model.now.peek() >= CLOCK_MS) model.now.value = Date.now();
  });

  return {
    setFrame(frame) {
      model.frame.value = frame;
      mountWithContent();
      refreshTestData();
    },
    setSession(session, badge) {
      model.session.value = session;
      model.badge.value = badge;
      mountWithContent();
      refreshTestData();
    },
    setSettings(settings, nextSiteId) {
      model.settings.value = settings;
      model.siteId.value = nextSiteId;
      model.isConnected.value = true;
      const { isOn, look } = siteSettings(settings, nextSiteId);
      model.isLayerOn.value = look.showLayer;
      follow(isOn);
    },
    setSources(sources) {
      model.sources.value = sources;
    },
    setPrice(price, timeMs) {
      model.price.value = { price, timeMs };
      model.now.value = Date.now();
    },
    setAnchor(report) {
      model.anchor.value = report;
      refreshTestData();
    },
    setConnected(isConnected) {
      model.isConnected.value = isConnected;
    },
    setStoreFault(fault) {
      model.storeFault.value = fault;
    },
    setChartArea(pane) {
      model.chartArea.value = pane;
    },
    ring(event) {
      model.rung.value = { event, heardMs: Date.now() };
      const rule = model.settings.value.alerts.rules.find(({ id }) => id === event.ruleId);
      if (rule) playSound(rule.sound);
    },
  };
}
