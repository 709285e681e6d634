import { init } from 'klinecharts';
import { labRoot } from '../lab-chart';
import { volumeOf, wildBox, wildMarket } from '../wild-market';
import { adaptKlinecharts, klineRows } from './klinecharts';

const market = wildMarket();
const { random, pick, candles, decimals } = market;
const root = labRoot();
wildBox(market, root);
const chart = init(root, {
  timezone: 'UTC',
  locale: pick(['en-US', 'zh-CN']),
  thousandsSeparator: { sign: pick([',', '', '.', ' ']) },
  decimalFold: { threshold: pick([3, 5, 99]) },
  styles: {
    candle: { type: pick(['candle_solid', 'candle_solid', 'candle_stroke', 'ohlc', 'area']) },
    yAxis: { tickText: { size: pick([9, 12, 15]) } },
    grid: { show: random() < 0.5 },
  },
});
if (!chart) throw new Error('klinecharts 10 did not start');
chart.setSymbol({ ticker: 'BTCUSDT', pricePrecision: decimals, volumePrecision: 2 });
chart.setPeriod({ type: 'hour', span: 1 });
chart.setDataLoader({
  getBars: ({ type, callback }) =>
    callback(
      type === 'init' ? klineRows(candles).map((row, i) => ({ ...row, volume: volumeOf(i) })) : [],
      false,
    ),
});
chart.setBarSpace(2 + 30 * random() ** 2);
const extra = pick(['none', 'none', 'VOL', 'RSI', 'MA'] as const);
if (extra === 'MA') chart.createIndicator({ name: 'MA', paneId: 'candle_pane' }, true);
else if (extra !== 'none') chart.createIndicator(extra);
chart.overrideYAxis({
  paneId: 'candle_pane',
  name: pick(['normal', 'normal', 'logarithm', 'logarithm', 'percentage']),
  reverse: random() < 0.15,
  position: pick(['left', 'right', 'right'] as const) as never,
  inside: random() < 0.2,
  gap: { top: 0.35 * random(), bottom: 0.35 * random() },
});
window.__lab = {
  chart: adaptKlinecharts(chart as never, {}),
  referencePrice: candles[candles.length - 1].close,
  candles,
};
