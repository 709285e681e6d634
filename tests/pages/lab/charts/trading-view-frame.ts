import { type ChartView, indexToX, priceSpan, priceToY } from '../../futures/canvas-chart/chart-view';
import { drawPane, drawPriceAxis, drawTimeAxis } from '../../futures/canvas-chart/draw-chart';
import { makeTradingViewApi } from '../../futures/canvas-chart/trading-view-api';
import { LAB_BAR_SEC, labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

const AXIS_WIDTH = 72;
const AXIS_HEIGHT = 28;
const THEME = { background: '#ffffff', text: '#1e2329', grid: '#eef0f2' };

const root = labRoot();
root.style.position = 'relative';
const candles = labCandles();
const view: ChartView = {
  candles: candles.map(({ timeSec, ...ohlc }) => ({ openTimeMs: timeSec * 1000, ...ohlc })),
  width: 900 - AXIS_WIDTH,
  height: 480 - AXIS_HEIGHT,
  barSpacing: 6,
  rightOffset: 10,
  mode: 0,
  isInverted: false,
  fixed: null,
};

function canvas(): CanvasRenderingContext2D {
  const made = document.createElement('canvas');
  root.append(made);
  const context = made.getContext('2d');
  if (!context) throw new Error('no 2d context');
  return context;
}

function place(
  { canvas: c }: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  c.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  c.width = Math.round(width * devicePixelRatio);
  c.height = Math.round(height * devicePixelRatio);
  c.getContext('2d')?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
}

const [pane, price, time] = [canvas(), canvas(), canvas()];

function paint(): void {
  place(pane, 0, 0, view.width, view.height);
  place(price, view.width, 0, AXIS_WIDTH, view.height);
  place(time, 0, view.height, view.width, AXIS_HEIGHT);
  drawPane(pane, view, THEME);
  drawPriceAxis(price, view, THEME);
  drawTimeAxis(time, view, LAB_BAR_SEC * 1000, THEME);
}

function set(change: Partial<ChartView>): void {
  Object.assign(view, change);
  requestAnimationFrame(paint);
}

paint();
const { api } = makeTradingViewApi({ view, symbol: () => 'BTCUSDT', resolution: () => '60' });
window.tradingViewApi = api;
const rect = () => {
  const { left, top } = pane.canvas.getBoundingClientRect();
  return { left, top, width: view.width, height: view.height };
};
const modes = [0, 1, 2, 3] as const;
let turn = 0;
window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    rect,
    p2y: (p) => rect().top + priceToY(view, p),
    t2x: (t) => rect().left + indexToX(view, (t - candles[0].timeSec) / LAB_BAR_SEC),
    pan: (dx) => set({ rightOffset: Math.max(-600, Math.min(40, view.rightOffset - dx / view.barSpacing)) }),
    zoom: (factor) => set({ barSpacing: Math.max(2, Math.min(30, view.barSpacing * factor)) }),
    squeeze: (amount) => {
      const { low, high } = priceSpan({ ...view, fixed: null });
      set({ fixed: { low: low - amount * (high - low), high: high + (1 - amount) * (high - low) } });
    },
    mode: (mode) => set({ mode: mode === 'log' ? 1 : modes[[0, 2, 3][turn++ % 3]] }),
    invert: (isInverted) => set({ isInverted }),
    resize: (width, height) => set({ width: width - AXIS_WIDTH, height: height - AXIS_HEIGHT }),
  },
};
