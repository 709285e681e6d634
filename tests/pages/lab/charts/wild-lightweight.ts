import {
  AreaSeries,
  BarSeries,
  BaselineSeries,
  CandlestickSeries,
  createChart,
  HistogramSeries,
  LineSeries,
} from 'lightweight-charts';
import { labRoot } from '../lab-chart';
import { wildFormat, wildMarket } from '../wild-market';
import { adaptLightweight } from './lightweight';

const market = wildMarket();
const { random, pick, candles, decimals } = market;
const root = labRoot();
root.style.width = `${Math.round(420 + 700 * random())}px`;
root.style.height = `${Math.round(130 + 500 * random())}px`;

const side = pick(['left', 'right', 'right'] as const);
const other = side === 'left' ? 'right' : 'left';
const extra = pick([
  'none',
  'none',
  'volume',
  'volume-axis',
  'other-coin',
  'oscillator-axis',
  'volume-pane',
] as const);
const hasOtherAxis = extra === 'volume-axis' || extra === 'other-coin' || extra === 'oscillator-axis';
const margins = { top: 0.35 * random(), bottom: 0.35 * random() };
const chart = createChart(root, {
  width: root.clientWidth,
  height: root.clientHeight,
  layout: { fontSize: pick([9, 11, 12, 14, 18]) },
  timeScale: {
    timeVisible: pick([true, true, false]),
    barSpacing: 2 + 30 * random() ** 2,
    rightOffset: 12 * random(),
  },
  grid: { horzLines: { visible: random() < 0.5 }, vertLines: { visible: random() < 0.5 } },
  leftPriceScale: { visible: side === 'left' || hasOtherAxis },
  rightPriceScale: { visible: side === 'right' || hasOtherAxis },
});

const format = wildFormat(market);
const minMove = 10 ** -decimals;
const options = {
  priceScaleId: side,
  lastValueVisible: random() < 0.7,
  priceLineVisible: random() < 0.5,
  priceFormat: format
    ? { type: 'custom' as const, minMove, formatter: format }
    : { type: 'price' as const, precision: decimals, minMove },
};
const kind = pick([
  CandlestickSeries,
  CandlestickSeries,
  CandlestickSeries,
  BarSeries,
  LineSeries,
  AreaSeries,
  BaselineSeries,
]);
const series = chart.addSeries(kind, options);
const adapter = adaptLightweight(chart, series as never, candles);
if (kind !== CandlestickSeries && kind !== BarSeries)
  series.setData(candles.map(({ timeSec, close }) => ({ time: timeSec, value: close })) as never);
series.priceScale().applyOptions({
  mode: pick([0, 0, 0, 1, 1, 2, 3]),
  invertScale: random() < 0.15,
  scaleMargins: margins,
  ticksVisible: random() < 0.5,
  entireTextOnly: random() < 0.5,
});
addExtra();
window.__lab = {
  chart: { ...adapter, mode: undefined },
  referencePrice: candles[candles.length - 1].close,
  candles,
};

/** What shares the pane with the candles, or stands below it. */
function addExtra(): void {
  const rows = (value: (index: number) => number) =>
    candles.map(({ timeSec }, i) => ({ time: timeSec, value: value(i) })) as never;
  const volume = () => rows((i) => 10 ** (2 + (4 * ((i * 7919) % 97)) / 97));
  if (extra === 'volume')
    chart.addSeries(HistogramSeries, { priceScaleId: '', priceFormat: { type: 'volume' } }).setData(volume());
  if (extra === 'volume-axis')
    chart
      .addSeries(HistogramSeries, { priceScaleId: other, priceFormat: { type: 'volume' } })
      .setData(volume());
  if (extra === 'volume-pane')
    chart.addSeries(HistogramSeries, { priceFormat: { type: 'volume' } }, 1).setData(volume());
  if (extra === 'oscillator-axis')
    chart.addSeries(LineSeries, { priceScaleId: other }).setData(rows((i) => 50 + 30 * Math.sin(i / 9)));
  const factor = 10 ** (1.2 * random() - 0.6);
  if (extra === 'other-coin')
    chart
      .addSeries(LineSeries, {
        priceScaleId: other,
        priceFormat: { type: 'price', precision: decimals, minMove },
      })
      .setData(rows((i) => candles[i].close * factor * (1 + 0.05 * Math.sin(i / 40))));
}
