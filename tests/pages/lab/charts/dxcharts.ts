import { createChart } from '@devexperts/dxcharts-lite';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { placedDxcharts } from './placed-dxcharts';

const root = labRoot();
const candles = labCandles();
const chart = createChart(root, { dateFormatter: { createFormatterForOffset: undefined } } as never);
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

const pane = () => chart.bounds.getBounds('PANE_CHART');

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedDxcharts(chart, root, candles),
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
  },
};
