import { CandlestickSeries, createChart, LineSeries } from 'lightweight-charts';
import { labCase, labRoot } from '../lab-chart';
import { adaptLightweight, chartOptions, lightweightCandles, seriesOptions } from './lightweight';

const root = labRoot();
const candles = lightweightCandles();
const chart = createChart(root, chartOptions(root));
const series = chart.addSeries(CandlestickSeries, seriesOptions());
if (labCase() === 'rsi') {
  const oscillator = chart.addSeries(LineSeries, {}, 1);
  oscillator.setData(
    candles.map((c, i) => ({ time: c.timeSec as never, value: 50 + 30 * Math.sin(i / 9) + (c.close % 7) })),
  );
}
window.__lab = {
  chart: adaptLightweight(chart, series, candles),
  referencePrice: candles[candles.length - 1].close,
  candles,
};
