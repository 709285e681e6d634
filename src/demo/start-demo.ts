import { proxy, type Remote, wrap } from 'comlink';
import type { PaneRect } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { type Settings, siteSettings } from '../core/settings/settings';
import { HeatLayer } from '../overlay/heat-layer';
import { ENGLISH } from '../overlay/overlay-strings';
import { mountWithPill } from '../panel/mount-with-pill';
import { createPanelModel, type PanelActions, type PanelModel } from '../panel/panel-model';
import { REST_SECTIONS } from '../panel/rest/rest-registry';
import { takeRestSections } from '../panel/rest/rest-sections';
import { type StringKey, text } from '../panel/strings/text';
import { DARK_THEME } from '../panel/theme/panel-theme';
import type { DemoApi } from './demo-api';
import { createDemoChart, type DemoChart } from './demo-chart';
import { DEMO_INSTRUMENT } from './demo-market';

const SITE_ID = 'demo';
const SEED = 7;
const DAYS = 4;
const STEP_EVERY_MS = 1000;
/** Simulated time per step, ms: ten seconds a second. */
const STEP_MS = 10_000;

interface Demo {
  api: Remote<DemoApi>;
  chart: DemoChart;
  layer: HeatLayer;
  model: PanelModel;
  isTruth: boolean;
  replayUntilMs: number | null;
}

/** The parts of the demo page, created here so that the page itself holds no words. */
function buildPage(root: HTMLElement) {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, key?: StringKey) => {
    const element = document.createElement(tag);
    element.className = className;
    if (key) element.textContent = text(key);
    return element;
  };
  const bar = make('header', 'demo-bar');
  const badge = make('strong', 'demo-badge', 'badgeDemo');
  const note = make('span', 'demo-note', 'demoNote');
  const label = make('label', 'demo-truth', 'demoTruth');
  const truth = make('input', 'demo-truth-box');
  truth.type = 'checkbox';
  label.prepend(truth);
  const status = make('p', 'demo-status');
  status.setAttribute('role', 'status');
  const chart = make('div', 'demo-chart');
  const panel = make('aside', 'demo-panel');
  bar.append(badge, note, label);
  root.append(bar, status, chart, panel);
  return { truth, status, chart, panel };
}

function demoSettings(model: PanelModel, edit: (before: Settings['defaults']) => Settings['defaults']): void {
  const settings = model.settings.peek();
  const next = edit(siteSettings(settings, SITE_ID));
  model.settings.value = { ...settings, sites: { ...settings.sites, [SITE_ID]: next } };
}

function actionsOf(demo: Demo, refresh: () => void): PanelActions {
  const { model } = demo;
  const setLook: PanelActions['setLook'] = (change) => {
    demoSettings(model, (before) => ({ ...before, look: { ...before.look, ...change } }));
    demo.layer.setLook(siteSettings(model.settings.peek(), SITE_ID).look);
  };
  const look = () => siteSettings(model.settings.peek(), SITE_ID).look;
  const nothing = () => undefined;
  return {
    setLook,
    setQuery(change) {
      demoSettings(model, (before) => ({ ...before, query: { ...before.query, ...change } }));
      refresh();
    },
    setReplay(untilMs) {
      demo.replayUntilMs = untilMs;
      refresh();
    },
    togglePanel: () => setLook({ panel: look().panel === 'open' ? 'pill' : 'open' }),
    toggleLayer() {
      setLook({ showLayer: !look().showLayer });
      model.isLayerOn.value = look().showLayer;
      if (look().showLayer) draw(demo);
      else if (demo.layer.state !== 'detached') demo.layer.hide('off');
    },
    loadInstrument: nothing,
    retrySource: nothing,
    startCalibration: nothing,
    openOptions: nothing,
    exportPicture: nothing,
  };
}

function draw({ chart, layer, model }: Demo): void {
  const mapping = chart.mapping();
  if (!mapping) return;
  showArea(model, mapping.pane);
  if (model.isLayerOn.peek()) layer.setMapping(mapping);
}

/** Pill and panel stand inside the pane; an area that is where it was moves neither. */
function showArea({ chartArea }: PanelModel, { left, top, width, height }: PaneRect): void {
  const known = chartArea.peek();
  const isSame =
    known?.left === left && known.top === top && known.width === width && known.height === height;
  if (!isSame) chartArea.value = { left, top, width, height };
}

function show(demo: Demo, frame: HeatmapFrame | null): void {
  const { chart, layer, model } = demo;
  if (!frame) return;
  const pane = chart.pane();
  const mapping = chart.mapping();
  const isDue = layer.state === 'detached' && model.isLayerOn.peek();
  if (isDue && pane && mapping) layer.attach(pane, mapping);
  layer.setFrame(frame);
  model.frame.value = frame;
  model.session.value = { state: 'ready', instrument: DEMO_INSTRUMENT };
  model.price.value = { price: frame.markPrice, timeMs: frame.asOfMs };
  model.now.value = frame.asOfMs;
  draw(demo);
}

/**
 * Runs the demo page: a simulated market, estimated by the product's own engine in a Worker, offline. `signal` ends
 * it. The simulation knows its positions, so the estimate can be held against the truth.
 */
export async function startDemo(root: HTMLElement, worker: Worker, signal: AbortSignal): Promise<void> {
  const page = buildPage(root);
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const model = createPanelModel(SITE_ID, Date.now());
  model.badge.value = 'demo';
  demoSettings(model, (before) => ({ ...before, look: { ...before.look, panel: 'open' } }));
  model.theme.value = { ...DARK_THEME, isDark };
  model.anchor.value = {
    state: 'locked',
    source: 'host-api',
    hasPrice: true,
    hasTime: true,
    reason: '',
    rmsPx: 0,
  };
  const demo: Demo = {
    api: wrap<DemoApi>(worker),
    chart: createDemoChart(page.chart, isDark),
    layer: new HeatLayer({
      document,
      isOpenForTests: import.meta.env.MODE === 'e2e',
      words: ENGLISH,
      signal,
    }),
    model,
    isTruth: false,
    replayUntilMs: null,
  };
  demo.layer.setLook(siteSettings(model.settings.peek(), SITE_ID).look);
  const refresh = async () => {
    const { query } = siteSettings(model.settings.peek(), SITE_ID);
    show(demo, await demo.api.frame({ ...query, untilMs: demo.replayUntilMs }, demo.isTruth));
  };
  const refreshSoon = () => void refresh();
  takeRestSections(REST_SECTIONS);
  mountWithPill(page.panel, model, actionsOf(demo, refreshSoon), signal);
  page.truth.addEventListener('change', () => {
    demo.isTruth = page.truth.checked;
    refreshSoon();
  });
  const onProgress = (share: number) => {
    page.status.textContent = text('demoProgress', Math.round(share * 100));
  };
  const first = await demo.api.start(SEED, DAYS, Date.now(), proxy(onProgress));
  page.status.textContent = '';
  demo.chart.setCandles(first.candles);
  demo.chart.onView(() => requestAnimationFrame(() => draw(demo)));
  await refresh();
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void live(demo, refresh);
  }, STEP_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

async function live(demo: Demo, refresh: () => Promise<void>): Promise<void> {
  const step = await demo.api.step(STEP_MS);
  demo.chart.setCandles(step.candles);
  await refresh();
}
