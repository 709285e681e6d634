import { HEAL_MS } from '../anchor/channel';
import { PAGE_STRATEGIES } from '../anchor/registry';
import { runStrategies } from '../anchor/run-strategies';
import type { AxisMapping, PaneRect } from '../core/axis/axis-mapping';
import type { AxisReport } from '../core/axis/axis-report';
import type { RangeBar } from '../core/axis/own-bars';
import { parseMapping } from '../core/axis/parse-mapping';
import { createCandleReader, type TimedCandles } from './candle-reader';
import { createChartScale } from './chart-scale';
import { readChartTimes } from './chart-times';
import { watchLostContexts } from './lost-contexts';
import { namesOtherCoin } from './other-coin';
import { PaneFinder } from './pane-finder';
import { createProbeLink } from './probe-link';
import { createReferencePrice } from './reference-price';
import { whenReopened } from './when-reopened';
import { whileVisible } from './while-visible';

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
  /** Brings the part that watches strokes into this frame's MAIN world; resolves when it has started. */
  bringDrawing(): Promise<unknown>;
  /** What the frame's only chart itself shows, now and then while it is wanted. */
  onCandles?(shown: TimedCandles): void;
  signal: AbortSignal;
}

export interface MappingReceiver {
  /** Our own bars of the page's instrument, oldest first, UTC: they settle the time zone of a chart's clock. */
  setBars(bars: readonly RangeBar[]): void;
  /**
   * Price of the page's instrument, quote currency. This, or one that our bars hold and its chart has been moved to, is
   * the only thing about our data that the page can see.
   */
  setReferencePrice(price: number): void;
  /** Coin of the page's instrument, `BTC`: charts that name another are not drawn on. Empty while there is none. */
  setCoin(base: string): void;
  /** Whether the page shows another market than our bars, so that its candles tell how far apart the two are. */
  setCandlesWanted(areWanted: boolean): void;
}

/** While no chart is known, one drawn as SVG is looked for more often than listeners are healed: its paint is no event. */
const LOOK_MS = 100;

function holdsMiddle({ left, top, width, height }: PaneRect, other: PaneRect): boolean {
  const [x, y] = [other.left + other.width / 2 - left, other.top + other.height / 2 - top];
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

/**
 * Listens to the probe of this frame, and reads SVG charts itself. The page can read and forge the probe's events:
 * only a pane counts that a real canvas or svg has.
 */
export function receiveMappings(options: MappingReceiverOptions): MappingReceiver {
  const { document, onMapping, onLost, signal } = options;
  const window = document.defaultView as Window & typeof globalThis;
  const finder = new PaneFinder(document);
  const times = readChartTimes(window, signal, () => void options.bringDrawing().then(readAnew));
  const candles = createCandleReader();
  const scale = createChartScale();
  /** The rectangles of the mapping that comes next. */
  let drawn = '';
  const locked = new Map<string, PaneRect>();
  /** Charts that would be but for their scale, which candles may tell. */
  const undecided = new Map<string, PaneRect>();
  /** Charts that were read here, and not by the probe. */
  const readHere = new Set<string>();
  const reference = createReferencePrice();
  let coin = '';

  let looking: ReturnType<typeof setInterval> | undefined;
  /** Ends by itself once a chart is known, and in a hidden tab. */
  const lookOften = () => {
    if (locked.size > 0 || signal.aborted) return;
    looking ??= setInterval(() => {
      if (locked.size === 0 && !document.hidden) return runner.tick();
      clearInterval(looking);
      looking = undefined;
    }, LOOK_MS);
  };

  const charts = () => new Map([...locked, ...undecided]);
  const lose = (chartKey: string, state: LostChart['state'], reason: string) => {
    locked.delete(chartKey);
    undecided.delete(chartKey);
    candles.forget();
    finder.forget(chartKey);
    if (reason === 'gone') times.lose(chartKey);
    onLost({ chartKey, state, reason });
    lookOften();
    if (reason !== 'price-not-on-axis') return;
    reference.reset();
    link.inform();
  };
  /** One chart may be read by the probe and here: the probe, which sees what is painted, goes first. */
  const isTaken = (chartKey: string, pane: PaneRect) => {
    const rivals = [...locked].filter(
      ([key, other]) => readHere.has(key) !== readHere.has(chartKey) && holdsMiddle(other, pane),
    );
    if (readHere.has(chartKey)) return rivals.length > 0;
    for (const [key] of rivals) lose(key, 'lost', 'gone');
    return false;
  };
  /** Tells one that is locked, unless its scale stays open. */
  const show = ({ timeLabels, ...mapping }: AxisReport, element: Element) => {
    const { chartKey, pane } = mapping;
    const rects = drawn;
    drawn = '';
    locked.set(chartKey, pane);
    const time = timeLabels ? times.read(mapping, timeLabels, element) : mapping.time;
    const price = scale.settle({ ...mapping, time }, rects, element);
    if (price) {
      const seen = { ...mapping, time, price };
      undecided.delete(chartKey);
      onMapping(seen, element);
      if (locked.size === 1) {
        reference.see(seen);
        candles.see(seen, rects, element);
      } else {
        reference.reset();
        candles.forget();
      }
    } else {
      lose(chartKey, 'ambiguous', 'scale');
      undecided.set(chartKey, pane);
    }
    link.inform();
  };
  const receive = (report: AxisReport) => {
    const { bars, ...mapping } = report;
    const { chartKey, state, pane } = mapping;
    if (bars !== undefined) {
      drawn = bars;
      return times.note(chartKey, bars);
    }
    if (state !== 'locked') return lose(chartKey, state, mapping.reason ?? '');
    if (namesOtherCoin(mapping.symbolText, coin)) return lose(chartKey, 'unsupported', 'other-coin');
    const element = finder.find(chartKey, pane);
    if (element && !finder.isUpright(element)) lose(chartKey, 'unsupported', 'rotated');
    else if (contexts.isAny()) lose(chartKey, 'lost', 'context-lost');
    else if (element && isTaken(chartKey, pane)) {
      if (locked.has(chartKey)) lose(chartKey, 'lost', 'gone');
    } else if (element) show(report, element);
    else if (locked.has(chartKey)) lose(chartKey, 'lost', 'pane-not-found');
  };
  const contexts = watchLostContexts(document, () => {
    for (const key of [...locked.keys()]) lose(key, 'lost', 'context-lost');
    link.askAnew();
  });
  const runner = runStrategies(
    {
      window,
      isHidden: () => document.hidden,
      isListening: () => !signal.aborted,
      referencePrice: reference.now,
      wantsBars: () => false,
    },
    PAGE_STRATEGIES,
    'p',
    (detail) => {
      const report = parseMapping(detail);
      if (!report) return;
      readHere.add(report.chartKey);
      receive(report);
    },
  );
  /** It is to know our price, and whether labels leave the time open. */
  const link = createProbeLink({
    document,
    words: () => `${reference.now()}${times.wantsBars(charts()) || candles.isDue() ? ' bars' : ''}`,
    onReport: receive,
    onListen: () => contexts.listen(),
  });
  /** What was painted last may be read better now. */
  const readAnew = () => {
    link.askAnew();
    runner.restart();
  };
  const heal = () => {
    link.heal();
    if (times.isDoubted(charts())) readAnew();
    runner.tick();
    const shown = candles.read();
    if (shown) options.onCandles?.(shown);
    finder.refresh();
    for (const chartKey of [...locked.keys()])
      if (!finder.isStillThere(chartKey)) lose(chartKey, 'lost', 'gone');
    lookOften();
  };

  whenReopened(document, signal, heal);
  whileVisible(document, HEAL_MS, signal, heal);
  signal.addEventListener('abort', () => {
    clearInterval(looking);
    contexts.stop();
    runner.stop();
    link.stop();
  });
  link.askAnew();
  lookOften();
  return {
    setBars: (bars) => {
      times.setBars(bars);
      scale.setBars(bars);
      reference.setBars(bars);
      // A chart that stands still says nothing of itself: what it showed before our bars came is read again.
      if (undecided.size > 0 || times.isOpen(locked)) readAnew();
    },
    setCandlesWanted: candles.setWanted,
    setCoin: (next) => {
      if (next === coin) return;
      coin = next;
      // Charts that were left out may now be ours, and say nothing as long as nothing on them changes.
      if (coin !== '') link.askAnew();
    },
    setReferencePrice: (next) => {
      if (!(next > 0) || !Number.isFinite(next) || !reference.setPrice(next)) return;
      link.inform();
      runner.tick();
    },
  };
}
