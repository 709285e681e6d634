import { createChart } from '@devexperts/dxcharts-lite';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

const root = labRoot();
const candles = labCandles();
const chart = createChart(root, { dateFormatter: { createFormatterForOffset: undefined } } as never);
const indexOf = new Map(candles.map((c, i) => [c.timeSec, i]));
chart.setData({
  candles: candles.map((c) => ({
    id: String(c.timeSec),
    timestamp: c.timeSec * 1000,
    open: c.open,
    hi: c.high,
    lo: c.low,
    close: c.close,
    volume: 1,
    expansion: false,
  })),
} as never);
const view = { from: candles.length - 120, to: candles.length + 5 };

function show(from: number, to: number): void {
  const span = Math.max(20, Math.min(to - from, 600));
  view.to = Math.max(30, Math.min(candles.length + 5, to));
  view.from = view.to - span;
  chart.chartComponent.setXScale(view.from, view.to, true);
}

const corner = () => root.getBoundingClientRect();
const pane = () => chart.bounds.getBounds('PANE_CHART');

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    rect: () => {
      const { x, y, width, height } = pane();
      return { left: corner().left + x, top: corner().top + y, width, height };
    },
    p2y: (price) => corner().top + chart.chartComponent.toY(price),
    t2x: (timeSec) => corner().left + chart.chartComponent.toXFromCandleIndex(indexOf.get(timeSec) ?? 0),
    pan: (dx) => {
      const bars = (dx / pane().width) * (view.to - view.from);
      show(view.from - bars, view.to - bars);
    },
    zoom: (factor) => {
      const middle = (view.from + view.to) / 2;
      const half = (view.to - view.from) / 2 / factor;
      show(middle - half, middle + half);
    },
    mode: (mode) => chart.yAxis.setAxisType(mode === 'log' ? 'logarithmic' : 'regular'),
    invert: (isInverted) => chart.yAxis.togglePriceScaleInverse(isInverted),
    resize: (width, height) => {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
    },
  },
};
