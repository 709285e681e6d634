import { HEAL_MS, HELLO_EVENT, PRICE_SUFFIX, READY_EVENT } from '../anchor/channel';
import { pageLanguages } from '../anchor/page-languages';
import { PAGE_STRATEGIES } from '../anchor/registry';
import { runStrategies } from '../anchor/run-strategies';
import type { AxisMapping, TimeAxis } from '../core/axis/axis-mapping';
import type { AxisReport, TimeLabel } from '../core/axis/axis-report';
import { type ClockZone, trackClockZone } from '../core/axis/clock-zone';
import { type MonthNames, monthNames } from '../core/axis/month-names';
import { parseMapping } from '../core/axis/parse-mapping';
import type { RangeBar } from '../core/axis/range-match';
import { trackTimes } from '../core/axis/time-track';
import { PaneFinder } from './pane-finder';

/** Why a chart has no usable mapping now; `reason` is a short machine word. */
export interface LostChart {
  chartKey: string;
  state: 'ambiguous' | 'unsupported' | 'lost';
  reason: string;
}

export interface MappingReceiverOptions {
  document: Document;
  /**
   * Called inside the probe's event, so that drawing stays in the chart's own frame. `element` is the top canvas (or
   * svg) of the pane: the layer belongs right beside it.
   */
  onMapping(mapping: AxisMapping, element: Element): void;
  /** A chart without a locked mapping: its layer must be hidden at once. */
  onLost(lost: LostChart): void;
  signal: AbortSignal;
}

export interface MappingReceiver {
  /** Our own bars of the page's instrument, oldest first, UTC: they settle the time zone of a chart's clock. */
  setBars(bars: readonly RangeBar[]): void;
  /** Price of the page's instrument, quote currency; the only thing about our data that the page can see. */
  setReferencePrice(price: number): void;
}

const MAX_PER_SECOND = 240;

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `e${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`;
}

function lazyMonths(window: Window): () => MonthNames {
  let names: MonthNames | null = null;
  return () => {
    names ??= monthNames(pageLanguages(window));
    return names;
  };
}

/** klinecharts puts a date on the first tick after midnight: without a clock time beside it, the hour is open. */
function hasLooseDates(element: Element, labels: TimeLabel[]): boolean {
  return element.closest('[k-line-chart-id]') !== null && !labels.some((l) => l.text.includes(':'));
}

/** Counts events in one-second windows. */
function rateLimiter(perSecond: number): () => boolean {
  let windowStart = 0;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - windowStart >= 1000) [windowStart, count] = [now, 0];
    return ++count <= perSecond;
  };
}

/**
 * Listens to the probe of this frame, and reads SVG charts itself. The page can read and forge the probe's events,
 * hence: only well-formed messages, at most 240 a second, rising numbers, and a pane that a real canvas or svg has;
 * what does not fit makes it ask everything again under another name.
 */
export function receiveMappings(options: MappingReceiverOptions): MappingReceiver {
  const { document, onMapping, onLost, signal } = options;
  const window = document.defaultView as Window & typeof globalThis;
  let name = randomName();
  const isWithinRate = rateLimiter(MAX_PER_SECOND);
  const finder = new PaneFinder(document);
  const times = trackTimes(lazyMonths(window));
  const zones = new Map<string, ClockZone>();
  const locked = new Set<string>();
  let bars: readonly RangeBar[] = [];
  let lastSeq = -1;
  /** Something came that our probe would not have said, or was dropped: what is known may be wrong. */
  let isDoubtful = false;
  let price = 0;

  const lose = (chartKey: string, state: LostChart['state'], reason: string) => {
    locked.delete(chartKey);
    finder.forget(chartKey);
    onLost({ chartKey, state, reason });
  };
  const readTimes = (
    { chartKey, pane, price }: AxisMapping,
    labels: TimeLabel[],
    element: Element,
  ): TimeAxis | null => {
    const view: [number, number] = [pane.left, pane.left + pane.width];
    const fit = times.update(chartKey, labels, view, Date.now() / 1000);
    const zone = zones.get(chartKey) ?? trackClockZone(-60 * new Date().getTimezoneOffset(), () => bars);
    zones.set(chartKey, zone);
    if (!fit || !price) return null;
    const ambiguous = fit.ambiguous || hasLooseDates(element, labels);
    return zone.settle({ ...fit, ambiguous }, price, pane);
  };
  const receive = ({ timeLabels, ...mapping }: AxisReport) => {
    const { chartKey, state, pane } = mapping;
    if (state !== 'locked') return lose(chartKey, state, mapping.reason ?? '');
    const element = finder.find(chartKey, pane);
    if (element && !finder.isUpright(element)) lose(chartKey, 'unsupported', 'rotated');
    else if (element) {
      locked.add(chartKey);
      const time = timeLabels ? readTimes(mapping, timeLabels, element) : mapping.time;
      onMapping({ ...mapping, time }, element);
    } else if (locked.has(chartKey)) lose(chartKey, 'lost', 'pane-not-found');
  };
  const onEvent = (event: Event) => {
    if (!isWithinRate()) {
      isDoubtful = true;
      return;
    }
    const report = parseMapping((event as CustomEvent<unknown>).detail);
    isDoubtful ||= lastSeq >= 0 && report?.seq !== lastSeq + 1;
    if (!report || report.seq <= lastSeq) return;
    lastSeq = report.seq;
    receive(report);
  };
  const runner = runStrategies(
    { window, isListening: () => !signal.aborted, referencePrice: () => price },
    PAGE_STRATEGIES,
    'p',
    (detail) => {
      const report = parseMapping(detail);
      if (report) receive(report);
    },
  );
  const dispatch = (type: string, detail: string) =>
    document.dispatchEvent(new CustomEvent(type, { detail }));
  const sendPrice = () => price > 0 && dispatch(name + PRICE_SUFFIX, String(price));
  const greet = () => {
    dispatch(HELLO_EVENT, name);
    sendPrice();
  };
  const listen = () => {
    document.addEventListener(name, onEvent);
    document.addEventListener(READY_EVENT, greet);
  };
  /** The probe reports everything again to a new name; whoever spoke on the old one is not heard any more. */
  const rename = () => {
    document.removeEventListener(name, onEvent);
    name = randomName();
    lastSeq = -1;
    isDoubtful = false;
  };
  const heal = () => {
    if (document.visibilityState === 'hidden') return;
    if (isDoubtful) rename();
    listen();
    greet();
    runner.tick();
    finder.refresh();
    for (const chartKey of [...locked]) if (!finder.isStillThere(chartKey)) lose(chartKey, 'lost', 'gone');
  };

  const timer = setInterval(heal, HEAL_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    document.removeEventListener(name, onEvent);
    document.removeEventListener(READY_EVENT, greet);
    runner.stop();
    dispatch(HELLO_EVENT, '');
  });
  listen();
  greet();
  return {
    setBars: (next) => {
      bars = next;
    },
    setReferencePrice: (next) => {
      if (!(next > 0) || !Number.isFinite(next) || next === price) return;
      price = next;
      sendPrice();
      runner.tick();
    },
  };
}
