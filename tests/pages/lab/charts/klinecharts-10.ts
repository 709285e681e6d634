import { init } from 'klinecharts';
import { labCandles } from '../lab-candles';
import { labCase, labRoot } from '../lab-chart';
import { adaptKlinecharts, klineRows } from './klinecharts';

const candles = labCandles();
const chart = init(labRoot(), { timezone: 'UTC' });
if (!chart) throw new Error('klinecharts 10 did not start');
chart.setSymbol({ ticker: 'BTCUSDT', pricePrecision: 2, volumePrecision: 2 });
chart.setPeriod({ type: 'hour', span: 1 });
chart.setDataLoader({
  getBars: ({ type, callback }) => callback(type === 'init' ? klineRows(candles) : [], false),
});
// Its axis then lies on the plot, as the canvases of some other charts do.
if (labCase() === 'inside') chart.overrideYAxis({ paneId: 'candle_pane', inside: true });
window.__lab = {
  chart: adaptKlinecharts(chart as never, {
    mode: (mode) =>
      chart.overrideYAxis({ paneId: 'candle_pane', name: mode === 'log' ? 'logarithm' : 'normal' }),
    invert: (reverse) => chart.overrideYAxis({ paneId: 'candle_pane', reverse }),
  }),
  referencePrice: candles[candles.length - 1].close,
  candles,
};
