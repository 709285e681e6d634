import { browser } from 'wxt/browser';
import { type Calibration, calibrationKey } from '../core/axis/manual-calibration';
import { type ManualCalibration, startManualCalibration } from './manual-calibration';
import type { LostChart, MappingReceiverOptions } from './mapping-receiver';

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** A chart is at least this large, CSS px; tickers and sparklines are smaller. */
const MIN_WIDTH_PX = 300;
const MIN_HEIGHT_PX = 160;
const CHART_KEY = 'manual';
const STORE_PREFIX = 'calibration:';

interface ChartCalibrationOptions {
  document: Document;
  onMapping: MappingReceiverOptions['onMapping'];
  onLost(lost: LostChart): void;
  /** What a kept calibration belongs to. */
  place(): { siteId: string; symbol: string };
  signal: AbortSignal;
}

/** Manual calibration of this frame's chart, for axes that cannot be read. */
export interface ChartCalibration {
  hasChart(): boolean;
  start(): void;
  /** What was confirmed may not be true any more. */
  disturb(): void;
}

/** The largest canvas or svg of the frame, unless a frame inside it is larger and holds the chart itself. */
export function largestChart(document: Document): Element | null {
  const areaOf = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= MIN_WIDTH_PX && height >= MIN_HEIGHT_PX ? width * height : 0;
  };
  const largest = (selector: string) => {
    const elements = [...document.querySelectorAll(selector)];
    return elements.reduce<{ element: Element | null; area: number }>(
      (best, element) => (areaOf(element) > best.area ? { element, area: areaOf(element) } : best),
      { element: null, area: 0 },
    );
  };
  const chart = largest('canvas, svg');
  return chart.area > largest('iframe').area ? chart.element : null;
}

function words() {
  const say = (key: string) => browser.i18n.getMessage(key as MessageKey, ['$1']);
  return {
    title: say('calibrateTitle'),
    price: say('calibratePrice'),
    time: say('calibrateTime'),
    useTime: say('calibrateUseTime'),
    logScale: say('calibrateLog'),
    confirm: say('calibrateConfirm'),
    lost: say('calibrateLost'),
  };
}

export function createChartCalibration(options: ChartCalibrationOptions): ChartCalibration {
  const { document, onMapping, onLost, place, signal } = options;
  let running: ManualCalibration | null = null;

  const keyFor = (pane: Element) => {
    const { siteId, symbol } = place();
    return STORE_PREFIX + calibrationKey(siteId, symbol, '', pane.getBoundingClientRect());
  };
  const begin = async (pane: Element) => {
    const key = keyFor(pane);
    const stored = (await browser.storage.local.get(key))[key] as Calibration | undefined;
    running = startManualCalibration({
      document,
      pane,
      chartKey: CHART_KEY,
      stored: stored ?? null,
      words: words(),
      isOpenForTests: import.meta.env.MODE === 'e2e',
      onMapping,
      onLost: () => onLost({ chartKey: CHART_KEY, state: 'lost', reason: 'calibration-lost' }),
      onKeep: (calibration) => void browser.storage.local.set({ [keyFor(pane)]: calibration }),
      signal,
    });
  };

  return {
    hasChart: () => largestChart(document) !== null,
    start() {
      if (running) return running.edit();
      const pane = largestChart(document);
      if (pane) void begin(pane);
    },
    disturb: () => running?.disturb(),
  };
}
