import { CandlestickSeries, createChart } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

const TURNS = ['rotate(180deg)', 'rotate(90deg)', 'scaleX(-1)', 'scaleY(-1)', 'rotate(3deg)', 'skewY(4deg)'];
const root = labRoot();
document.body.style.transform = TURNS[0];
const candles = labCandles();
const chart = createChart(root, { width: 900, height: 480 });
const series = chart.addSeries(CandlestickSeries);
series.setData(candles.map(({ timeSec, ...ohlc }) => ({ time: timeSec as never, ...ohlc })));
window.__lab = {
  chart: null,
  referencePrice: candles[candles.length - 1].close,
  candles: [],
  stir: (random) => {
    document.body.style.transform = TURNS[Math.floor(random() * TURNS.length)];
    chart.timeScale().scrollToPosition(-random() * 300, false);
  },
};
