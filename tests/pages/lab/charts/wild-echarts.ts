import * as echarts from 'echarts';
import { barView } from '../bar-view';
import { labRoot } from '../lab-chart';
import { roundedFormat, volumeOf, wildBox, wildMarket } from '../wild-market';
import { echartsGrid, placedEcharts } from './placed-echarts';

const market = wildMarket();
const { random, pick, candles } = market;
const root = labRoot();
wildBox(market, root);
const chart = echarts.init(root, undefined, { renderer: pick(['canvas', 'canvas', 'svg']) });
const texts = candles.map(({ timeSec }) =>
  new Date(timeSec * 1000).toISOString().slice(0, 16).replace('T', ' '),
);
const kind = pick(['candlestick', 'candlestick', 'line', 'bar'] as const);
const format = roundedFormat(market);
const isLog = random() < 0.4;
const side = pick(['left', 'right'] as const);
const extra = pick(['none', 'none', 'volume', 'other-coin', 'percent', 'volume-pane'] as const);
const hasSecond = extra === 'volume' || extra === 'other-coin' || extra === 'percent';
const first = candles[0].close;
const factor = 10 ** (1.2 * random() - 0.6);

chart.setOption({
  animation: false,
  textStyle: { fontSize: pick([9, 11, 12, 14]) },
  grid: [
    { left: 80, right: 80, top: 20, bottom: extra === 'volume-pane' ? '35%' : 50 },
    { left: 80, right: 80, top: '72%', bottom: 50 },
  ].slice(0, extra === 'volume-pane' ? 2 : 1),
  xAxis: [
    { type: 'category', data: texts },
    { type: 'category', data: texts, gridIndex: 1 },
  ].slice(0, extra === 'volume-pane' ? 2 : 1),
  yAxis: [
    {
      type: isLog ? 'log' : 'value',
      logBase: pick([10, 2, 1.1]),
      scale: true,
      position: side,
      inverse: random() < 0.15,
      splitNumber: pick([2, 3, 5, 5, 8]),
      axisLabel: { formatter: format, inside: random() < 0.15 },
    },
    ...(hasSecond
      ? [{ type: 'value', scale: true, position: side === 'left' ? 'right' : 'left' }]
      : extra === 'volume-pane'
        ? [{ type: 'value', gridIndex: 1 }]
        : []),
  ],
  dataZoom: [{ type: 'inside', xAxisIndex: 'all' }],
  series: [
    {
      type: kind,
      data: candles.map((c) => (kind === 'candlestick' ? [c.open, c.close, c.low, c.high] : c.close)),
    },
    ...(extra === 'none' ? [] : [second()]),
  ],
} as never);

function second(): object {
  const axes = extra === 'volume-pane' ? { xAxisIndex: 1, yAxisIndex: 1 } : { yAxisIndex: 1 };
  if (extra === 'percent')
    return { ...axes, type: 'line', data: candles.map((c) => (c.close / first - 1) * 100) };
  if (extra === 'other-coin')
    return {
      ...axes,
      type: 'line',
      data: candles.map((c, i) => c.close * factor * (1 + 0.05 * Math.sin(i / 40))),
    };
  return { ...axes, type: 'bar', data: candles.map((_, i) => volumeOf(i)) };
}

const view = barView(candles.length, 120, () => echartsGrid(chart).width, show);
show(view.first, view.last);

function show(startValue: number, endValue: number): void {
  chart.dispatchAction({ type: 'dataZoom', startValue, endValue });
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedEcharts(chart, root, candles),
    pan: view.pan,
    zoom: view.zoom,
  },
};
