import { browser } from 'wxt/browser';
import type { AxisMapping } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { PlanMark } from '../core/plan/plan-mark';
import type { LookSettings } from '../core/settings/settings';
import type { AnchorReport } from '../messages/page-protocol';
import { HeatLayer } from '../overlay/heat-layer';
import type { LostChart } from './mapping-receiver';
import { overlayWords, pictureCaption } from './overlay-words';
import { pictureTools } from './picture-tools';

const IS_E2E = import.meta.env.MODE === 'e2e';

interface ChartLayersOptions {
  document: Document;
  onReport(report: AnchorReport): void;
  signal: AbortSignal;
}

/** Every chart of this frame gets a layer of its own; what they show is the same frame of data. */
export interface ChartLayers {
  /** Draws at once: called inside the event that carries the mapping, so that chart and heat share a picture. */
  setMapping(mapping: AxisMapping, element: Element): void;
  /** A chart without a usable mapping loses its heat at once. */
  lose(lost: LostChart): void;
  setFrame(frame: HeatmapFrame | null): void;
  setLook(look: LookSettings): void;
  /** Lines of the user's plan, on every chart of this frame. */
  setMarks(marks: readonly PlanMark[]): void;
  /** Null shows the layers again. */
  setHidden(reason: string | null): void;
  /** Greys the layers while what they show is old. */
  setMuted(isMuted: boolean): void;
  /** Saves what is drawn as PNG, on the user's wish. */
  savePictures(): Promise<void>;
  lockedCount(): number;
}

interface ChartLayer {
  layer: HeatLayer;
  element: Element;
  /** Null while the chart is not locked. */
  mapping: AxisMapping | null;
}

/** The report of a chart without a mapping. */
export const NOT_ALIGNED: AnchorReport = {
  state: 'lost',
  source: null,
  hasPrice: false,
  hasTime: false,
  reason: '',
  rmsPx: 0,
};

function reportOf(mapping: AxisMapping): AnchorReport {
  return {
    state: mapping.state,
    source: mapping.source,
    hasPrice: mapping.price !== null,
    hasTime: mapping.time !== null,
    reason: mapping.reason ?? '',
    rmsPx: mapping.price?.rmsPx ?? 0,
  };
}

/** Tells a report when it says something else than the one before. */
function onlyChanges(tell: (report: AnchorReport) => void): (report: AnchorReport) => void {
  let told = '';
  return (report) => {
    const text = `${report.state} ${report.source} ${report.hasPrice} ${report.hasTime} ${report.reason}`;
    if (text === told) return;
    told = text;
    tell(report);
  };
}

function createLayer({ document, signal }: ChartLayersOptions): HeatLayer {
  return new HeatLayer({
    document,
    isOpenForTests: IS_E2E,
    isEndedSilently: import.meta.env.FIREFOX,
    signal,
    words: overlayWords(),
    locale: browser.i18n.getUILanguage(),
  });
}

/** A chart may come back on another element. */
function follow(chart: ChartLayer, mapping: AxisMapping, element: Element): void {
  chart.mapping = mapping;
  if (chart.element === element) chart.layer.setMapping(mapping);
  else {
    chart.element = element;
    chart.layer.attach(element, mapping);
  }
}

export function createChartLayers(options: ChartLayersOptions): ChartLayers {
  const charts = new Map<string, ChartLayer>();
  /** Charts that were found in this turn, with their newest mapping. */
  const found = new Map<string, { mapping: AxisMapping; element: Element }>();
  let frame: HeatmapFrame | null = null;
  let look: LookSettings | null = null;
  let marks: readonly PlanMark[] = [];
  let hiddenReason: string | null = null;
  let isMuted = false;
  const report = onlyChanges(options.onReport);
  const lockedCount = () =>
    found.size + [...charts.values()].filter(({ mapping }) => mapping !== null).length;

  const create = (mapping: AxisMapping, element: Element): ChartLayer => {
    const layer = createLayer(options);
    layer.setMuted(isMuted);
    if (look) layer.setLook(look);
    layer.setMarks(marks);
    layer.setFrame(frame);
    const chart = { layer, element, mapping };
    charts.set(mapping.chartKey, chart);
    layer.attach(element, mapping);
    return chart;
  };

  /** A chart's first paint takes its page long enough: the layer is made in a turn of its own, right after it. */
  const createSoon = (mapping: AxisMapping, element: Element) => {
    const isAsked = found.has(mapping.chartKey);
    found.set(mapping.chartKey, { mapping, element });
    if (!isAsked) setTimeout(() => createNow(mapping.chartKey));
  };
  const createNow = (chartKey: string) => {
    const newest = found.get(chartKey);
    found.delete(chartKey);
    if (!newest || options.signal.aborted) return;
    const chart = create(newest.mapping, newest.element);
    if (hiddenReason !== null) chart.layer.hide(hiddenReason);
  };

  return {
    setMapping(mapping, element) {
      const known = charts.get(mapping.chartKey);
      if (!known) createSoon(mapping, element);
      else if (hiddenReason === null) follow(known, mapping, element);
      else known.mapping = mapping;
      report(reportOf(mapping));
    },
    lose({ chartKey, state, reason }) {
      found.delete(chartKey);
      const chart = charts.get(chartKey);
      if (chart) {
        chart.mapping = null;
        chart.layer.hide(reason);
      }
      if (state === 'lost') {
        chart?.layer.destroy();
        charts.delete(chartKey);
      }
      // Another chart of this frame that is still aligned counts for more than the one that is not.
      if (lockedCount() === 0) report({ ...NOT_ALIGNED, state, reason });
    },
    setFrame(next) {
      frame = next;
      for (const { layer } of charts.values()) layer.setFrame(next);
    },
    setLook(next) {
      look = next;
      for (const { layer } of charts.values()) layer.setLook(next);
    },
    setMarks(next) {
      marks = next;
      for (const { layer } of charts.values()) layer.setMarks(next);
    },
    setHidden(reason) {
      if (reason === hiddenReason) return;
      hiddenReason = reason;
      for (const { layer, mapping } of charts.values()) {
        if (reason !== null) layer.hide(reason);
        else if (mapping) layer.setMapping(mapping);
      }
    },
    setMuted(next) {
      if (next === isMuted) return;
      isMuted = next;
      for (const { layer } of charts.values()) layer.setMuted(next);
    },
    async savePictures() {
      const drawn = () => [...charts.values()].filter((one) => one.mapping && one.layer.state === 'drawn');
      const tools = drawn().length > 0 ? await pictureTools() : null;
      if (!tools || !frame) return;
      const { symbol } = frame.instrument;
      for (const { layer } of drawn()) {
        const picture = await layer.picture(pictureCaption(symbol), tools.composePicture);
        tools.savePicture(options.document, picture, symbol);
      }
    },
    lockedCount,
  };
}
