import { CandlestickSeries, createChart, PriceScaleMode } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { clearTrap, trapCanvas } from './trap-canvas';

/** A chart whose own axis shows percent, with order-book ladders of its pane's height touching it on both sides. */
const root = labRoot();
root.style.marginLeft = '120px';
const candles = labCandles();
const chart = createChart(root, {
  width: 900,
  height: 480,
  rightPriceScale: { mode: PriceScaleMode.Percentage },
});
const series = chart.addSeries(CandlestickSeries);
series.setData(candles.map(({ timeSec, ...ohlc }) => ({ time: timeSec as never, ...ohlc })));
const { height } = chart.paneSize();
const ladders = [-120, 900].map((left) => trapCanvas(left, 0, 120, height));

function paint(middle: number): void {
  for (const context of ladders) {
    clearTrap(context);
    for (let row = 0; row < 20; row++) context.fillText((middle - row * 5).toFixed(1), 10, 20 + row * 20);
  }
}

paint(61_000);
window.__lab = {
  chart: null,
  referencePrice: 61_000,
  candles,
  stir: (random) => {
    paint(60_500 + random() * 1000);
    chart.timeScale().scrollToPosition(-random() * 300, false);
  },
};
