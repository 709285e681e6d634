import * as echarts from 'echarts';
import { labCandles } from '../lab-candles';
import { type LabScene, labCase, labRoot } from '../lab-chart';

interface GridComponent {
  coordinateSystem: { getRect(): { x: number; y: number; width: number; height: number } };
}

function timeText(timeSec: number): string {
  return new Date(timeSec * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A candlestick chart of ECharts in one of its renderers. */
export function echartsScene(renderer: 'canvas' | 'svg', price = 61_000): LabScene {
  const root = labRoot();
  const candles = labCandles(price);
  const chart = echarts.init(root, undefined, { renderer });
  const indexOf = new Map(candles.map((c, i) => [c.timeSec, i]));
  const window = { from: candles.length - 120, to: candles.length - 1 };
  chart.setOption({
    animation: false,
    ...(labCase() === 'crosshair' && { tooltip: { trigger: 'axis', axisPointer: { type: 'cross' } } }),
    grid: { left: 80, right: 30, top: 20, bottom: 50 },
    xAxis: { type: 'category', data: candles.map((c) => timeText(c.timeSec)) },
    yAxis: { type: 'value', scale: true },
    dataZoom: [{ type: 'inside', startValue: window.from, endValue: window.to }],
    series: [{ type: 'candlestick', data: candles.map((c) => [c.open, c.close, c.low, c.high]) }],
  });
  const show = (from: number, to: number) => {
    window.from = Math.max(0, Math.min(candles.length - 20, Math.round(from)));
    window.to = Math.max(window.from + 15, Math.min(candles.length - 1, Math.round(to)));
    chart.dispatchAction({ type: 'dataZoom', startValue: window.from, endValue: window.to });
  };
  const grid = () => {
    const model = (
      chart as unknown as { getModel(): { getComponent(name: string): GridComponent } }
    ).getModel();
    return model.getComponent('grid').coordinateSystem.getRect();
  };
  const corner = () => root.getBoundingClientRect();
  /** At a fractional scale the bitmap lacks a part of its last px, and the browser stretches it over the whole box. */
  const stretch = (side: 'width' | 'height') => {
    const canvas = root.querySelector('canvas');
    return canvas ? (canvas.getBoundingClientRect()[side] * devicePixelRatio) / canvas[side] : 1;
  };
  return {
    referencePrice: candles[candles.length - 1].close,
    candles,
    chart: {
      rect: () => {
        const { x, y, width, height } = grid();
        return { left: corner().left + x, top: corner().top + y, width, height };
      },
      p2y: (p) => chart.convertToPixel({ yAxisIndex: 0 }, p) * stretch('height') + corner().top,
      t2x: (t) =>
        chart.convertToPixel({ xAxisIndex: 0 }, indexOf.get(t) ?? 0) * stretch('width') + corner().left,
      pan: (dx) => {
        const bars = (dx / grid().width) * (window.to - window.from);
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
      resize: (width, height) => {
        root.style.width = `${width}px`;
        root.style.height = `${height}px`;
        chart.resize();
      },
    },
  };
}
