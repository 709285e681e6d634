import {
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { labCandles } from '../lab-candles';
import { labCase, labRoot } from '../lab-chart';
import { placedChartJs } from './placed-chart-js';

Chart.register(CategoryScale, LinearScale, LogarithmicScale, LineController, LineElement, PointElement);

const root = labRoot();
const canvas = document.createElement('canvas');
root.append(canvas);
const candles = labCandles();
/** Clock times that name no day, or dates with them. */
const from = labCase() === 'clocks' ? 11 : 5;
/** The page's labels, on a clock `zoneSec` ahead of UTC. */
const labelsAt = (zoneSec: number) =>
  candles.map((c) => new Date((c.timeSec + zoneSec) * 1000).toISOString().slice(from, 16).replace('T', ' '));
const view = { from: candles.length - 120, to: candles.length - 1 };

const chart = new Chart(canvas, {
  type: 'line',
  data: {
    labels: labelsAt(0),
    datasets: [{ data: candles.map((c) => c.close), pointRadius: 0, borderColor: 'teal' }],
  },
  options: {
    animation: false,
    maintainAspectRatio: false,
    scales: {
      x: { min: view.from, max: view.to, ticks: { maxRotation: 0 } },
      y: { position: 'right' },
    },
  },
});

function show(first: number, to: number): void {
  view.from = Math.max(0, Math.min(candles.length - 20, Math.round(first)));
  view.to = Math.max(view.from + 15, Math.min(candles.length - 1, Math.round(to)));
  Object.assign(chart.options.scales?.x ?? {}, { min: view.from, max: view.to });
  chart.update('none');
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedChartJs(chart, root, candles),
    pan: (dx) => {
      const bars = (dx / chart.chartArea.width) * (view.to - view.from);
      show(view.from - bars, view.to - bars);
    },
    zoom: (factor) => {
      const middle = (view.from + view.to) / 2;
      const half = (view.to - view.from) / 2 / factor;
      show(middle - half, middle + half);
    },
    invert: (reverse) => {
      Object.assign(chart.options.scales?.y ?? {}, { reverse });
      chart.update('none');
    },
    setZone: (zoneSec) => {
      chart.data.labels = labelsAt(zoneSec);
      chart.update('none');
    },
  },
};
