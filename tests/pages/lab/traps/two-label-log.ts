import * as echarts from 'echarts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

const candles = labCandles(30_000, 0.01, 300);
const chart = echarts.init(labRoot(), undefined, { renderer: 'canvas' });
chart.setOption({
  animation: false,
  xAxis: {
    type: 'category',
    data: candles.map((c) => new Date(c.timeSec * 1000).toISOString().slice(0, 16)),
  },
  yAxis: { type: 'log', scale: true },
  dataZoom: [{ type: 'inside', start: 50, end: 100 }],
  series: [{ type: 'line', data: candles.map((c) => c.close) }],
});
window.__lab = {
  chart: null,
  referencePrice: candles[candles.length - 1].close,
  candles: [],
  stir: (random) => chart.dispatchAction({ type: 'dataZoom', start: random() * 80, end: 100 }),
};
