import { CandlestickSeries, createChart } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

/** An axis that tells its prices in percent without a sign, in basis points or in thousandths. */
const root = labRoot();
const PRICE = 0.0142;
const candles = labCandles(PRICE);
const units: ((price: number) => string)[] = [
  (price) => ((price / PRICE - 1) * 100).toFixed(2),
  (price) => `${((price / PRICE - 1) * 1e4).toFixed(0)} bps`,
  (price) => (price * 1000).toFixed(3),
];
const chart = createChart(root, { width: 900, height: 480 });
const series = chart.addSeries(CandlestickSeries);
series.setData(candles.map(({ timeSec, ...ohlc }) => ({ time: timeSec as never, ...ohlc })));
const show = (unit: number) =>
  series.applyOptions({ priceFormat: { type: 'custom', minMove: 1e-6, formatter: units[unit] } });
show(0);
window.__lab = {
  chart: null,
  referencePrice: PRICE,
  candles: [],
  stir: (random) => {
    show(Math.floor(random() * units.length));
    chart.timeScale().scrollToPosition(-random() * 300, false);
  },
};
