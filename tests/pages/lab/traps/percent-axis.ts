import { CandlestickSeries, createChart, PriceScaleMode } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

const root = labRoot();
const candles = labCandles();
const chart = createChart(root, {
  width: 900,
  height: 480,
  rightPriceScale: { mode: PriceScaleMode.Percentage },
});
const series = chart.addSeries(CandlestickSeries);
series.setData(candles.map(({ timeSec, ...ohlc }) => ({ time: timeSec as never, ...ohlc })));
const modes = [PriceScaleMode.Percentage, PriceScaleMode.IndexedTo100];
window.__lab = {
  chart: null,
  referencePrice: candles[candles.length - 1].close,
  candles: [],
  stir: (random) => {
    chart.priceScale('right').applyOptions({ mode: modes[Math.floor(random() * 2)] });
    chart.timeScale().scrollToPosition(-random() * 300, false);
  },
};
