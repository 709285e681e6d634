import { Chart, registerables } from 'chart.js';
import { barView } from '../bar-view';
import { labRoot } from '../lab-chart';
import { roundedFormat, volumeOf, wildBox, wildMarket } from '../wild-market';
import { placedChartJs } from './placed-chart-js';

Chart.register(...registerables);
const market = wildMarket();
const { random, pick, candles } = market;
const root = labRoot();
wildBox(market, root);
const canvas = document.createElement('canvas');
root.append(canvas);
const format = roundedFormat(market);
const side = pick(['left', 'right'] as const);
const extra = pick(['none', 'none', 'volume', 'other-coin', 'percent'] as const);
const factor = 10 ** (1.2 * random() - 0.6);
const ticks = {
  font: { size: pick([9, 12, 15]) },
  maxTicksLimit: pick([3, 5, 11, 11]),
  mirror: random() < 0.15,
  ...(format && { callback: (price: string | number) => format(Number(price)) }),
};
const priceAxis = {
  type: random() < 0.4 ? 'logarithmic' : 'linear',
  position: side,
  reverse: random() < 0.15,
  grace: pick([0, '10%']),
  ticks,
};
const otherAxis = { position: side === 'left' ? 'right' : 'left', grid: { display: false } };
const isBar = random() < 0.2;

const chart = new Chart(canvas, {
  type: 'line',
  data: {
    labels: candles.map(({ timeSec }) =>
      new Date(timeSec * 1000).toISOString().slice(5, 16).replace('T', ' '),
    ),
    datasets: [
      {
        type: isBar ? 'bar' : 'line',
        data: candles.map((c) => c.close),
        pointRadius: 0,
        borderColor: 'teal',
        fill: random() < 0.3,
        yAxisID: 'y',
      },
      ...(extra === 'none'
        ? []
        : [
            {
              type: extra === 'volume' ? 'bar' : 'line',
              data: candles.map((_, i) => second(i)),
              yAxisID: 'z',
            },
          ]),
    ],
  },
  options: {
    animation: false,
    maintainAspectRatio: false,
    scales: { x: { ticks: { maxRotation: 0 } }, y: priceAxis, ...(extra !== 'none' && { z: otherAxis }) },
  },
} as never);

function second(i: number): number {
  if (extra === 'volume') return volumeOf(i);
  if (extra === 'percent') return (candles[i].close / candles[0].close - 1) * 100;
  return candles[i].close * factor * (1 + 0.05 * Math.sin(i / 40));
}

const view = barView(candles.length, 120, () => chart.chartArea.width, show);
show(view.first, view.last);

function show(min: number, max: number): void {
  Object.assign(chart.options.scales?.x ?? {}, { min, max });
  chart.update('none');
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedChartJs(chart, root, candles),
    pan: view.pan,
    zoom: view.zoom,
  },
};
