import type { ECharts } from 'echarts';
import type { LabCandle } from '../lab-candles';
import type { LabChart, LabRect } from '../lab-chart';
import { placedChart, resizeIn } from '../placed-chart';

interface GridComponent {
  coordinateSystem: { getRect(): { x: number; y: number; width: number; height: number } };
}

/** The plot of an ECharts chart, px from the corner of its element. */
export function echartsGrid(chart: ECharts): LabRect {
  const model = (
    chart as unknown as { getModel(): { getComponent(name: string): GridComponent } }
  ).getModel();
  const { x: left, y: top, width, height } = model.getComponent('grid').coordinateSystem.getRect();
  return { left, top, width, height };
}

/** Where an ECharts chart puts its pane, prices and bars. */
export function placedEcharts(
  chart: ECharts,
  root: HTMLElement,
  candles: readonly LabCandle[],
): Pick<LabChart, 'rect' | 'p2y' | 't2x' | 'resize'> {
  /** At a fractional scale the bitmap lacks a part of its last px, and the browser stretches it over the whole box. */
  const stretch = (side: 'width' | 'height') => {
    const canvas = root.querySelector('canvas');
    return canvas ? (canvas.getBoundingClientRect()[side] * devicePixelRatio) / canvas[side] : 1;
  };
  const priceY = (price: number) => chart.convertToPixel({ yAxisIndex: 0 }, price) * stretch('height');
  const barX = (index: number) => chart.convertToPixel({ xAxisIndex: 0 }, index) * stretch('width');
  return {
    ...placedChart(candles, { element: () => root, pane: () => echartsGrid(chart), priceY, barX }),
    resize: resizeIn(root, () => chart.resize()),
  };
}
