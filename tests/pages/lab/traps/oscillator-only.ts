import { createChart, LineSeries } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

/** An oscillator 0..100 and a volume chart; our price lies nowhere on them. */
const candles = labCandles();
const chart = createChart(labRoot(), { width: 900, height: 480 });
const rsi = chart.addSeries(LineSeries, {}, 0);
rsi.setData(candles.map((c, i) => ({ time: c.timeSec as never, value: 50 + 40 * Math.sin(i / 9) })));
window.__lab = {
  chart: null,
  referencePrice: 61_000,
  candles: [],
  stir: (random) => chart.timeScale().scrollToPosition(-random() * 300, false),
};
