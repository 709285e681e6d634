import uPlot from 'uplot';
import css from 'uplot/dist/uPlot.min.css?inline';
import { LAB_BAR_SEC, labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { placedUplot } from './placed-uplot';

const root = labRoot();
document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
const candles = labCandles();
const data: uPlot.AlignedData = [candles.map((c) => c.timeSec), candles.map((c) => c.close)];
const view = { from: candles[candles.length - 150].timeSec, to: candles[candles.length - 1].timeSec };
const look = { log: false, inverted: false, width: 900, height: 480 };
let chart = make();

function make(): uPlot {
  root.replaceChildren();
  const made = new uPlot(
    {
      width: look.width,
      height: look.height,
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), 'Etc/UTC'),
      scales: { x: { time: true }, y: { distr: look.log ? 3 : 1, dir: look.inverted ? -1 : 1, log: 2 } },
      axes: [{}, { size: 70 }],
      series: [{}, { stroke: 'teal' }],
    },
    data,
    root,
  );
  made.setScale('x', { min: view.from, max: view.to });
  return made;
}

function show(from: number, to: number): void {
  const span = Math.max(20 * LAB_BAR_SEC, Math.min(to - from, 800 * LAB_BAR_SEC));
  const last = candles[candles.length - 1].timeSec;
  view.to = Math.min(last, Math.max(candles[0].timeSec + span, (from + to) / 2 + span / 2));
  view.from = view.to - span;
  chart.setScale('x', { min: view.from, max: view.to });
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedUplot(() => chart, candles),
    pan: (dx) => {
      const step = (dx / chart.over.getBoundingClientRect().width) * (view.to - view.from);
      show(view.from - step, view.to - step);
    },
    zoom: (factor) => {
      const middle = (view.from + view.to) / 2;
      const half = (view.to - view.from) / 2 / factor;
      show(middle - half, middle + half);
    },
    invert: (isInverted) => {
      look.inverted = isInverted;
      chart.destroy();
      chart = make();
    },
    resize: (width, height) => {
      [look.width, look.height] = [width, height];
      chart.setSize({ width, height });
    },
  },
};
