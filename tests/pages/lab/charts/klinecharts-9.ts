import { init, YAxisType } from 'klinecharts-9';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { adaptKlinecharts, klineRows } from './klinecharts';

const candles = labCandles();
const chart = init(labRoot(), { timezone: 'UTC' });
if (!chart) throw new Error('klinecharts 9 did not start');
chart.applyNewData(klineRows(candles));
window.__lab = {
  chart: adaptKlinecharts(chart as never, {
    mode: (mode) => chart.setStyles({ yAxis: { type: mode === 'log' ? YAxisType.Log : YAxisType.Normal } }),
    invert: (reverse) => chart.setStyles({ yAxis: { reverse } }),
  }),
  referencePrice: candles[candles.length - 1].close,
  candles,
};
