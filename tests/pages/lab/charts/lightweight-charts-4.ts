import { createChart } from 'lightweight-charts-4';
import { labRoot } from '../lab-chart';
import { adaptLightweight, chartOptions, lightweightCandles, seriesOptions } from './lightweight';

const root = labRoot();
const candles = lightweightCandles();
const chart = createChart(root, chartOptions(root));
window.__lab = {
  chart: adaptLightweight(chart, chart.addCandlestickSeries(seriesOptions()), candles),
  referencePrice: candles[candles.length - 1].close,
  candles,
};
