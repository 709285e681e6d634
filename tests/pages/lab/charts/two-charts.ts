import { CandlestickSeries, createChart } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { type LabChart, labRoot } from '../lab-chart';
import { adaptLightweight } from './lightweight';

/** Two charts of one page at different prices; our price belongs to the first. */
const root = labRoot();
const charts: LabChart[] = [61_000, 3.4].map((price) => {
  const box = root.appendChild(document.createElement('div'));
  const candles = labCandles(price);
  const chart = createChart(box, { width: 900, height: 300 });
  return adaptLightweight(chart, chart.addSeries(CandlestickSeries), candles, box);
});
const candles = labCandles(61_000);
window.__lab = {
  chart: charts[0],
  others: [charts[1]],
  referencePrice: 61_000,
  candles,
};
