import type { Chart } from 'chart.js';
import type { LabCandle } from '../lab-candles';
import type { LabChart } from '../lab-chart';
import { placedChart, resizeIn } from '../placed-chart';

/** Where a chart of Chart.js puts its pane, prices and bars. */
export function placedChartJs(
  chart: Pick<Chart, 'canvas' | 'chartArea' | 'scales' | 'resize'>,
  root: HTMLElement,
  candles: readonly LabCandle[],
): Pick<LabChart, 'rect' | 'p2y' | 't2x' | 'resize'> {
  return {
    ...placedChart(candles, {
      element: () => chart.canvas,
      pane: () => chart.chartArea,
      priceY: (price) => chart.scales.y.getPixelForValue(price),
      barX: (index) => chart.scales.x.getPixelForValue(index),
    }),
    resize: resizeIn(root, (width, height) => chart.resize(width, height)),
  };
}
