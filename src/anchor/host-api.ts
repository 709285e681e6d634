import type { PriceAxis, TimeAxis } from '../core/axis/axis-mapping';
import { isPlausible } from '../core/axis/price-axis';
import { isClose, isSameRect, rectOf } from './geometry';
import { safely } from './safely';
import type { AnchorStrategy, ChartReading, ProbeContext, RunningStrategy } from './strategy';

/** The parts of the Advanced Charts object that are read; everything may be missing or lie. */
interface HostScale {
  getVisiblePriceRange(): { from: number; to: number } | null;
  getMode(): number;
}
interface HostPane {
  hasMainSeries(): boolean;
  getHeight(): number;
  getMainSourcePriceScale(): HostScale | null;
}
interface HostTimeScale {
  width(): number;
  barSpacing(): number;
  rightOffset(): number;
  coordinateToTime(x: number): number | null;
}
interface HostChart {
  symbol(): string;
  getPanes(): HostPane[];
  getTimeScale(): HostTimeScale;
}
interface HostApi {
  activeChart(): HostChart;
  chartsCount?(): number;
  chart?(index: number): HostChart;
}

/** Charts of one layout that are looked at. */
const MAX_CHARTS = 16;

/** One chart of a layout at one moment: size of its main pane, px; price heights are px from its top. */
export interface HostSnapshot {
  height: number;
  /** Panes before the main one that have the same height. */
  twinsAbove: number;
  width: number;
  price: Omit<PriceAxis, 'samples' | 'inliers' | 'rmsPx'> | null;
  time: Pick<TimeAxis, 'pxPerSec' | 'x0' | 'barSec'> | null;
  symbolText: string;
}

/** The bottom row `h - 1` holds `from` and the top row 0 holds `to`; an inverted scale already has them swapped. */
export function hostPrice(scale: HostScale, height: number): HostSnapshot['price'] {
  const range = scale.getVisiblePriceRange();
  if (!range) return null;
  const isLog = scale.getMode() === 1;
  const [from, to] = [range.from, range.to].map((price) => (isLog ? Math.log(price) : price));
  const a = (height - 1) / (from - to);
  const b = -a * to;
  // Without a finite slope there is no finite intercept.
  return a && Number.isFinite(b) ? { scale: isLog ? 'log' : 'linear', a, b } : null;
}

/** Bars are `barSpacing` apart by index; two visible ones give the scale, a third must agree or bars have gaps. */
export function hostTime(scale: HostTimeScale): HostSnapshot['time'] {
  const spacing = scale.barSpacing();
  const width = scale.width();
  const last = width - (scale.rightOffset() + 0.5) * spacing;
  const newest = last - Math.max(0, Math.ceil((last - width) / spacing)) * spacing;
  const bars = Math.floor(newest / spacing);
  if (!(spacing > 0 && bars >= 2)) return null;
  const at = (back: number) => scale.coordinateToTime(newest - back * spacing) ?? Number.NaN;
  const [right, middle] = [at(0), bars >> 1];
  const barSec = (right - at(bars)) / bars;
  if (!(barSec > 0 && Math.abs(right - middle * barSec - at(middle)) <= barSec / 2)) return null;
  const pxPerSec = spacing / barSec;
  return { pxPerSec, x0: newest - right * pxPerSec, barSec };
}

function snapshot(chart: HostChart): HostSnapshot | null {
  const panes = chart.getPanes();
  const at = panes.findIndex((pane) => pane.hasMainSeries());
  if (at < 0) return null;
  const height = panes[at].getHeight();
  const scale = panes[at].getMainSourcePriceScale();
  const timeScale = chart.getTimeScale();
  return {
    height,
    twinsAbove: panes.slice(0, at).filter((pane) => isClose(pane.getHeight(), height)).length,
    width: timeScale.width(),
    price: scale && height > 1 ? hostPrice(scale, height) : null,
    time: hostTime(timeScale),
    symbolText: `${chart.symbol()}`.slice(0, 60),
  };
}

/**
 * Whether a chart's prices may be those of our instrument: a chart that has changed its symbol before the page told
 * us of it shows others, and so does the second chart of a layout.
 */
export function judgeHost(
  shot: HostSnapshot,
  reference: number | null,
): Pick<ChartReading, 'state' | 'reason'> {
  if (reference === null) return { state: 'ambiguous' };
  if (!shot.price) return { state: 'lost', reason: 'no-range' };
  const isOurs = reference <= 0 || isPlausible(shot.price, shot.height, reference);
  return isOurs ? { state: 'locked' } : { state: 'unsupported', reason: 'price-not-on-axis' };
}

/** @param reference Null for one of several charts: nothing says which of them is which, until labels confirm it. */
function toReading(shot: HostSnapshot, element: HTMLCanvasElement, reference: number | null): ChartReading {
  const pane = rectOf(element);
  const ky = pane.height / shot.height;
  const kx = pane.width / shot.width;
  const { price, time, symbolText } = shot;
  return {
    element,
    pane,
    ...judgeHost(shot, reference),
    price: price && {
      ...price,
      a: price.a * ky,
      b: price.b * ky + pane.top,
      samples: 0,
      inliers: 0,
      rmsPx: 0,
    },
    time: time && {
      ...time,
      pxPerSec: time.pxPerSec * kx,
      x0: time.x0 * kx + pane.left,
      inliers: 0,
      ambiguous: false,
    },
    symbolText,
  };
}

/** First canvases of the panes that have a chart's size, in page order, one per place. */
function panesOfSize(document: Document, { width, height }: HostSnapshot): HTMLCanvasElement[] {
  const found: HTMLCanvasElement[] = [];
  for (const canvas of document.querySelectorAll('canvas'))
    if (isClose(canvas.offsetWidth, width) && isClose(canvas.offsetHeight, height))
      if (!found.some((other) => isSameRect(rectOf(other), rectOf(canvas)))) found.push(canvas);
  return found;
}

/** Reads the TradingView Advanced Charts object of a frame: exact, in every scale mode. */
export const hostApi: AnchorStrategy = { source: 'host-api', start: startHostApi };

function startHostApi({ window, isListening, referencePrice, changed }: ProbeContext): RunningStrategy {
  const { stringify } = JSON;
  let isPolling = false;
  let lastShots = '';

  function snapshots(): HostSnapshot[] {
    const globals = window as unknown as Record<string, HostApi | undefined>;
    try {
      const api = globals.tradingViewApi ?? globals.TradingViewApi;
      const count = Math.min(api?.chartsCount?.() ?? 1, MAX_CHARTS);
      const shots = Array.from(
        { length: count },
        (_, i) => api && snapshot(api.chart?.(i) ?? api.activeChart()),
      );
      return shots.flatMap((shot) => shot ?? []);
    } catch {
      return [];
    }
  }

  /** There is no event for a price-range change, so that the state is read once per animation frame. */
  function poll(): void {
    const text = stringify(snapshots());
    isPolling = isListening() && text !== '[]';
    if (!isPolling) return;
    if (text !== lastShots) changed();
    lastShots = text;
    // A page that gives no frames is looked at with each tick.
    isPolling = safely(() => window.requestAnimationFrame(poll));
  }

  return {
    tick: () => {
      if (!isPolling) poll();
    },
    read: () => {
      const taken = new Set<HTMLCanvasElement>();
      const shots = snapshots();
      return shots.flatMap((shot) => {
        const free = panesOfSize(window.document, shot).filter((canvas) => !taken.has(canvas));
        const canvas = free[shot.twinsAbove];
        if (!canvas) return [];
        taken.add(canvas);
        return toReading(shot, canvas, shots[1] ? null : referencePrice());
      });
    },
  };
}
