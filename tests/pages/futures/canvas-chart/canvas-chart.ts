import { CandleFeed, mergeCandles, type Shown } from '../candle-feed';
import type { ChartAdapter, PageCandle } from '../chart-adapter';
import { PAGE_INTERVALS } from '../intervals';
import { addGestures } from './chart-gestures';
import { type ChartView, indexToX, priceSpan, priceToY } from './chart-view';
import { type ChartTheme, drawPane, drawPriceAxis, drawTimeAxis } from './draw-chart';
import { makeTradingViewApi } from './trading-view-api';

const AXIS_WIDTH = 72;
const AXIS_HEIGHT = 28;
const DARK: ChartTheme = { background: '#181a20', text: '#b7bdc6', grid: '#22262d' };
const LIGHT: ChartTheme = { background: '#ffffff', text: '#1e2329', grid: '#eef0f2' };

/** A chart with the public face of TradingView's library, drawn by this file; returns its API and adapter. */
export function makeCanvasChart(
  root: HTMLElement,
  first: Shown,
  isLight: boolean,
  onPrice: (price: number, shown: Shown) => void,
  symbolText?: string,
) {
  const parts = buildDom(root);
  const theme = isLight ? LIGHT : DARK;
  const view: ChartView = {
    candles: [],
    width: 0,
    height: 0,
    barSpacing: 6,
    rightOffset: 10,
    mode: 0,
    isInverted: false,
    fixed: null,
  };
  const state = { shown: first, firstPaintMs: 0 };
  const { api, events } = makeTradingViewApi({
    view,
    symbol: () => symbolText ?? `${state.shown.coin}USDT`,
    resolution: () => String(PAGE_INTERVALS[state.shown.interval] / 60_000),
  });
  const paint = (): void => {
    drawPane(parts.pane, view, theme);
    drawPriceAxis(parts.priceAxis, view, theme);
    drawTimeAxis(parts.timeAxis, view, PAGE_INTERVALS[state.shown.interval], theme);
    if (view.candles.length > 0 && state.firstPaintMs === 0) state.firstPaintMs = Date.now();
  };
  const repaint = makeRepaint(paint);
  const resize = (): void => {
    view.width = Math.max(1, root.clientWidth - AXIS_WIDTH);
    view.height = Math.max(1, root.clientHeight - AXIS_HEIGHT);
    parts.fit(view.width, view.height);
    paint();
  };
  resize();
  new ResizeObserver(resize).observe(root);
  addGestures(parts.pane.canvas.parentElement ?? root, view, repaint, events);
  const feed = new CandleFeed();
  const show = async (change: Partial<Shown>): Promise<void> => {
    state.shown = { ...state.shown, ...change };
    if (change.coin !== undefined) events.symbol.fire();
    if (change.interval !== undefined) events.interval.fire();
    await feed.show(state.shown, (candles: PageCandle[], isWhole: boolean) => {
      view.candles = isWhole ? candles : mergeCandles(view.candles, candles);
      if (isWhole) view.fixed = null;
      if (isWhole) events.data.fire();
      const close = view.candles.at(-1)?.close;
      if (close !== undefined) onPrice(close, state.shown);
      repaint();
    });
  };
  void show({});
  const adapter: ChartAdapter = {
    ...geometry(parts.pane.canvas, view, () => PAGE_INTERVALS[state.shown.interval]),
    ...commands(root, view, repaint),
    setSymbol: (coin) => show({ coin }),
    setInterval: (interval) => show({ interval }),
    firstPaintMs: () => state.firstPaintMs,
    candles: () => view.candles,
  };
  return { api, adapter };
}

/** One paint per animation frame. */
export function makeRepaint(paint: () => void): () => void {
  let isQueued = false;
  return () => {
    if (isQueued) return;
    isQueued = true;
    requestAnimationFrame(() => {
      isQueued = false;
      paint();
    });
  };
}

export function geometry(
  pane: Element,
  view: ChartView,
  intervalMs: () => number,
): Pick<ChartAdapter, 'rect' | 'p2y' | 't2x'> {
  const rect = () => {
    const { left, top } = pane.getBoundingClientRect();
    return { left, top, width: view.width, height: view.height };
  };
  return {
    rect,
    p2y: (price) => (view.candles.length === 0 ? null : rect().top + priceToY(view, price)),
    t2x(timeMs) {
      const start = view.candles[0]?.openTimeMs;
      return start === undefined ? null : rect().left + indexToX(view, (timeMs - start) / intervalMs());
    },
  };
}

export function commands(
  root: HTMLElement,
  view: ChartView,
  repaint: () => void,
): Pick<ChartAdapter, 'pan' | 'zoom' | 'zoomPrice' | 'mode' | 'invert' | 'resize'> {
  const set = (change: Partial<ChartView>): void => {
    Object.assign(view, change);
    repaint();
  };
  return {
    pan(dxPx, dyPx = 0) {
      const { low, high } = priceSpan(view);
      const step = ((high - low) * dyPx) / view.height;
      const fixed = dyPx === 0 ? view.fixed : { low: low + step, high: high + step };
      set({ rightOffset: view.rightOffset - dxPx / view.barSpacing, fixed });
    },
    zoom: (factor) => set({ barSpacing: view.barSpacing * factor }),
    zoomPrice(factor) {
      const { low, high } = priceSpan(view);
      const half = (high - low) / 2 / factor;
      set({ fixed: { low: (low + high) / 2 - half, high: (low + high) / 2 + half } });
    },
    mode: (mode) => set({ mode }),
    invert: (isInverted) => set({ isInverted }),
    resize(width, height) {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
    },
  };
}

function buildDom(root: HTMLElement) {
  const wrapper = (className: string, count: number) => {
    const box = document.createElement('div');
    box.className = className;
    const canvases = Array.from({ length: count }, () => {
      const canvas = document.createElement('canvas');
      box.append(canvas);
      return canvas;
    });
    root.append(box);
    return { box, canvases };
  };
  const pane = wrapper('chart-gui-wrapper', 2);
  const price = wrapper('price-axis', 2);
  const time = wrapper('time-axis', 1);
  return {
    pane: contextOf(pane.canvases[0]),
    priceAxis: contextOf(price.canvases[0]),
    timeAxis: contextOf(time.canvases[0]),
    fit(width: number, height: number) {
      for (const canvas of pane.canvases) fitCanvas(canvas, 0, 0, width, height);
      for (const canvas of price.canvases) fitCanvas(canvas, width, 0, AXIS_WIDTH, height);
      fitCanvas(time.canvases[0], 0, height, width, AXIS_HEIGHT);
    },
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  return context;
}

function fitCanvas(
  canvas: HTMLCanvasElement,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  canvas.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  canvas.getContext('2d')?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
}
