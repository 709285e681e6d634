import type { PriceAxis, TimeAxis } from '../core/axis/axis-mapping';
import { isPlausible } from '../core/axis/price-axis';
import { isClose, isSameRect, rectOf } from './geometry';
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
  resolution(): string;
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

/** One chart of a layout at one moment; price heights are px from the pane's top. */
export interface HostSnapshot {
  paneHeight: number;
  /** Panes before the main one that have the same height. */
  twinsAbove: number;
  paneWidth: number;
  price: Omit<PriceAxis, 'samples' | 'inliers' | 'rmsPx'> | null;
  time: Pick<TimeAxis, 'pxPerSec' | 'x0' | 'barSec'> | null;
  symbolText: string;
  resolution: string;
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
  const at = (back: number) => scale.coordinateToTime(newest - back * spacing);
  const [right, middle, left] = [at(0), at(bars >> 1), at(bars)];
  if (right === null || middle === null || left === null) return null;
  const barSec = (right - left) / bars;
  if (!(barSec > 0) || Math.abs(right - (bars >> 1) * barSec - middle) > barSec / 2) return null;
  const pxPerSec = spacing / barSec;
  return { pxPerSec, x0: newest - right * pxPerSec, barSec };
}

function snapshot(chart: HostChart): HostSnapshot | null {
  const panes = chart.getPanes();
  const at = panes.findIndex((pane) => pane.hasMainSeries());
  if (at < 0) return null;
  const paneHeight = panes[at].getHeight();
  const scale = panes[at].getMainSourcePriceScale();
  const timeScale = chart.getTimeScale();
  return {
    paneHeight,
    twinsAbove: panes.slice(0, at).filter((pane) => isClose(pane.getHeight(), paneHeight)).length,
    paneWidth: timeScale.width(),
    price: scale && paneHeight > 1 ? hostPrice(scale, paneHeight) : null,
    time: hostTime(timeScale),
    symbolText: `${chart.symbol()}`.slice(0, 60),
    resolution: `${chart.resolution()}`.slice(0, 10),
  };
}

/**
 * Whether a chart's prices may be those of our instrument: a chart that has changed its symbol before the page told
 * us of it shows others, and so does the second chart of a layout.
 */
export function judgeHost(shot: HostSnapshot, reference: number): Pick<ChartReading, 'state' | 'reason'> {
  if (!shot.price) return { state: 'lost', reason: 'no-range' };
  const isOurs = reference <= 0 || isPlausible(shot.price, shot.paneHeight, reference);
  return isOurs ? { state: 'locked' } : { state: 'unsupported', reason: 'price-not-on-axis' };
}

function toReading(shot: HostSnapshot, element: HTMLCanvasElement, reference: number): ChartReading {
  const pane = rectOf(element);
  const ky = pane.height / shot.paneHeight;
  const kx = pane.width / shot.paneWidth;
  const { price, time, symbolText, resolution } = shot;
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
    resolution,
  };
}

/** First canvases of the panes that have a chart's size, in page order, one per place. */
function panesOfSize(document: Document, { paneWidth, paneHeight }: HostSnapshot): HTMLCanvasElement[] {
  const found: HTMLCanvasElement[] = [];
  for (const canvas of document.querySelectorAll('canvas'))
    if (isClose(canvas.offsetWidth, paneWidth) && isClose(canvas.offsetHeight, paneHeight))
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
      const charts = Array.from({ length: count }, (_, i) =>
        count > 1 ? api?.chart?.(i) : api?.activeChart(),
      );
      return charts.flatMap((chart) => (chart && snapshot(chart)) ?? []);
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
    try {
      window.requestAnimationFrame(poll);
    } catch {
      // A page that gives no frames is looked at with each tick.
      isPolling = false;
    }
  }

  return {
    tick: () => {
      if (!isPolling) poll();
    },
    read: () => {
      const taken = new Set<HTMLCanvasElement>();
      return snapshots().flatMap((shot) => {
        const free = panesOfSize(window.document, shot).filter((canvas) => !taken.has(canvas));
        const canvas = free[shot.twinsAbove];
        if (!canvas) return [];
        taken.add(canvas);
        return toReading(shot, canvas, referencePrice());
      });
    },
  };
}
