import uPlot from 'uplot';
import css from 'uplot/dist/uPlot.min.css?inline';
import { barView } from '../bar-view';
import { labRoot } from '../lab-chart';
import { roundedFormat, volumeOf, wildBox, wildMarket } from '../wild-market';
import { placedUplot } from './placed-uplot';

document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
const market = wildMarket();
const { random, pick, candles } = market;
const root = labRoot();
const { width, height } = wildBox(market, root);
const format = roundedFormat(market);
const side = pick([1, 3, 3] as const);
const extra = pick(['none', 'none', 'volume', 'other-coin', 'percent'] as const);
const factor = 10 ** (1.2 * random() - 0.6);
const isLog = random() < 0.4;
const paths = pick([uPlot.paths.linear?.(), uPlot.paths.stepped?.({ align: 1 }), uPlot.paths.spline?.()]);

const chart = new uPlot(
  {
    width,
    height,
    tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), 'Etc/UTC'),
    scales: {
      x: { time: true },
      y: { distr: isLog ? 3 : 1, dir: random() < 0.15 ? -1 : 1, log: pick([10, 2] as const) },
    },
    axes: [
      {},
      {
        side,
        size: 80,
        space: pick([20, 30, 60, 120]),
        font: `${pick([9, 12, 15])}px sans-serif`,
        ...(format && {
          values: (_: unknown, splits: (number | null)[]) =>
            splits.map((split) => (split === null ? null : format(split))),
        }),
      },
      ...(extra === 'none'
        ? []
        : [{ scale: 'z', side: (4 - side) as 1 | 3, size: 80, grid: { show: false } }]),
    ],
    series: [
      {},
      { stroke: 'teal', paths, fill: random() < 0.3 ? '#0882' : undefined },
      ...(extra === 'none' ? [] : [{ stroke: 'orange', scale: 'z' }]),
    ],
  },
  [
    candles.map((c) => c.timeSec),
    candles.map((c) => c.close),
    ...(extra === 'none' ? [] : [candles.map((_, i) => second(i))]),
  ] as uPlot.AlignedData,
  root,
);

function second(i: number): number {
  if (extra === 'volume') return volumeOf(i);
  if (extra === 'percent') return (candles[i].close / candles[0].close - 1) * 100;
  return candles[i].close * factor * (1 + 0.05 * Math.sin(i / 40));
}

const view = barView(candles.length, 150, () => chart.over.getBoundingClientRect().width, show);
show(view.first, view.last);

function show(first: number, last: number): void {
  chart.setScale('x', { min: candles[first].timeSec, max: candles[last].timeSec });
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedUplot(() => chart, candles),
    pan: view.pan,
    zoom: view.zoom,
    resize: (width, height) => chart.setSize({ width, height }),
  },
};
