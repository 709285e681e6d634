import { createChart } from '@devexperts/dxcharts-lite';
import { barView } from '../bar-view';
import { labRoot } from '../lab-chart';
import { volumeOf, wildBox, wildMarket } from '../wild-market';
import { placedDxcharts } from './placed-dxcharts';

const market = wildMarket();
const { random, pick, candles, decimals } = market;
const root = labRoot();
wildBox(market, root);
const volumes = pick(['none', 'none', 'over', 'apart'] as const);
const chart = createChart(root, {
  dateFormatter: { createFormatterForOffset: undefined },
  components: {
    yAxis: {
      type: pick(['regular', 'regular', 'logarithmic', 'logarithmic', 'percent']),
      align: pick(['left', 'right', 'right']),
      fontSize: pick([9, 12, 15]),
      labelHeight: pick([14, 23, 23, 60, 120]),
    },
    chart: { type: pick(['candle', 'candle', 'bar', 'line', 'area', 'histogram', 'hollow', 'baseline']) },
    offsets: { visible: true, top: 30 * random(), bottom: 30 * random() },
    volumes: { visible: volumes !== 'none', showSeparately: volumes === 'apart' },
  },
} as never);
chart.setData({
  instrument: { symbol: 'BTC', priceIncrements: [10 ** -decimals] },
  candles: candles.map((c, i) => ({
    id: String(c.timeSec),
    timestamp: c.timeSec * 1000,
    open: c.open,
    hi: c.high,
    lo: c.low,
    close: c.close,
    volume: volumeOf(i),
    expansion: false,
  })),
} as never);
if (random() < 0.15) chart.yAxis.togglePriceScaleInverse(true);

const pane = () => chart.bounds.getBounds('PANE_CHART');
const view = barView(candles.length, 120, () => pane().width, show);
show(view.first, view.last);

function show(first: number, last: number): void {
  chart.chartComponent.setXScale(first, last, true);
}

window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    ...placedDxcharts(chart, root, candles),
    pan: view.pan,
    zoom: view.zoom,
  },
};
