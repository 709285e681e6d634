import { browser } from 'wxt/browser';
import { largestChart } from './largest-chart';
import { type ManualCalibration, startManualCalibration } from './manual-calibration';
import { MANUAL_CHART } from './manual-chart';
import type { LostChart, MappingReceiverOptions } from './mapping-receiver';
import { shownInterval } from './shown-interval';
import { readableTop } from './site-watch';
import { loadCalibration, saveCalibration } from './stored-calibration';

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** By now a page has marked the interval that was chosen. */
const CHOSEN_MS = 100;

/** What a frame's calibration works with. */
export interface ChartCalibrationOptions {
  document: Document;
  onMapping: MappingReceiverOptions['onMapping'];
  onLost(lost: LostChart): void;
  /** What a kept calibration belongs to. */
  place(): { siteId: string; symbol: string };
  signal: AbortSignal;
}

/** Manual calibration of this frame's chart, for axes that cannot be read. */
export interface ChartCalibration {
  start(): void;
  /** What was confirmed may not be true any more. */
  disturb(): void;
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

  const documents = () => {
    const page = readableTop(document.defaultView ?? window)?.document;
    return page && page !== document ? [document, page] : [document];
  };
  const placeOf = (pane: Element) => ({
    ...place(),
    interval: shownInterval(documents()),
    pane: pane.getBoundingClientRect(),
  });
  /** Another interval is another time axis and mostly another range of prices. */
  const followInterval = () => {
    let last = shownInterval(documents());
    const look = () => {
      const next = shownInterval(documents());
      if (next !== last) running?.disturb();
      last = next;
    };
    for (const one of documents())
      for (const type of ['click', 'keyup'])
        one.addEventListener(type, () => setTimeout(look, CHOSEN_MS), { capture: true, signal });
  };
  const begin = async (pane: Element) => {
    const area = browser.storage.local;
    const stored = await loadCalibration(area, placeOf(pane));
    followInterval();
    running = startManualCalibration({
      document,
      pane,
      chartKey: MANUAL_CHART,
      stored,
      words: words(),
      isOpenForTests: import.meta.env.MODE === 'e2e',
      onMapping,
      onLost: () => onLost({ chartKey: MANUAL_CHART, state: 'lost', reason: 'calibration-lost' }),
      onKeep: (calibration) => void saveCalibration(area, placeOf(pane), calibration),
      signal,
    });
  };

  return {
    start() {
      if (running) return running.edit();
      const pane = largestChart(document);
      if (pane) void begin(pane);
    },
    disturb: () => running?.disturb(),
  };
}
