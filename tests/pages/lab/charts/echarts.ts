import * as echarts from 'echarts';
import { labCandles } from '../lab-candles';
import { type LabScene, labCase, labRoot } from '../lab-chart';
import { echartsGrid, placedEcharts } from './placed-echarts';

function timeText(timeSec: number): string {
  return new Date(timeSec * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A candlestick chart of ECharts in one of its renderers. */
export function echartsScene(renderer: 'canvas' | 'svg', price = 61_000): LabScene {
  const root = labRoot();
  const candles = labCandles(price);
  const chart = echarts.init(root, undefined, { renderer });
  const window = { from: candles.length - 120, to: candles.length - 1 };
  chart.setOption({
    animation: false,
    ...(labCase() === 'crosshair' && { tooltip: { trigger: 'axis', axisPointer: { type: 'cross' } } }),
    grid: { left: 80, right: 30, top: 20, bottom: 50 },
    xAxis: { type: 'category', data: candles.map((c) => timeText(c.timeSec)) },
    yAxis: {
      type: 'value',
      scale: true,
      position: labCase() === 'above' ? 'right' : 'left',
      // Each label inside of the plot and above its line, where it covers no candle.
      ...(labCase() === 'above' && { axisLabel: { inside: true, verticalAlign: 'bottom', margin: 4 } }),
    },
    dataZoom: [{ type: 'inside', startValue: window.from, endValue: window.to }],
    series: [{ type: 'candlestick', data: candles.map((c) => [c.open, c.close, c.low, c.high]) }],
  });
  const show = (from: number, to: number) => {
    window.from = Math.max(0, Math.min(candles.length - 20, Math.round(from)));
    window.to = Math.max(window.from + 15, Math.min(candles.length - 1, Math.round(to)));
    chart.dispatchAction({ type: 'dataZoom', startValue: window.from, endValue: window.to });
  };
  return {
    referencePrice: candles[candles.length - 1].close,
    candles,
    chart: {
      ...placedEcharts(chart, root, candles),
      pan: (dx) => {
        const bars = (dx / echartsGrid(chart).width) * (window.to - window.from);
        show(window.from - bars, window.to - bars);
      },
      zoom: (factor) => {
        const middle = (window.from + window.to) / 2;
        const half = (window.to - window.from) / 2 / factor;
        show(middle - half, middle + half);
      },
      invert: (inverse) => chart.setOption({ yAxis: { inverse } }),
      setZone: (zoneSec) =>
        chart.setOption({ xAxis: { data: candles.map((c) => timeText(c.timeSec + zoneSec)) } }),
    },
  };
}
