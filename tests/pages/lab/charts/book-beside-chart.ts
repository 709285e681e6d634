import { CandlestickSeries, createChart } from 'lightweight-charts';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { adaptLightweight } from './lightweight';

/** A chart with an order-book ladder of exactly its pane's height right beside the axis, and one left of it. */
const root = labRoot();
root.style.marginLeft = '120px';
const candles = labCandles();
const chart = createChart(root, { width: 900, height: 480 });
const adapter = adaptLightweight(chart, chart.addSeries(CandlestickSeries), candles);

function ladder(left: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:absolute;left:${left}px;top:0;width:120px;height:${height}px`;
  canvas.width = 120 * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  root.append(canvas);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

const height = adapter.rect().height;
const ladders = [ladder(-120, height), ladder(900, height)];

function paint(): void {
  for (const context of ladders) {
    context.clearRect(0, 0, 400, 900);
    for (let row = 0; row < 20; row++) context.fillText((61_000 - row * 5).toFixed(1), 10, 20 + row * 20);
  }
}

setInterval(paint, 30);
const { resize: _, ...fixed } = adapter;
window.__lab = {
  chart: { ...fixed, resize: () => undefined },
  referencePrice: candles[candles.length - 1].close,
  candles,
};
