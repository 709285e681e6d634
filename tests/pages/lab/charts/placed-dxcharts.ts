import type { createChart } from '@devexperts/dxcharts-lite';
import type { LabCandle } from '../lab-candles';
import type { LabChart } from '../lab-chart';
import { placedChart, resizeIn } from '../placed-chart';

/** Where a chart of dxcharts-lite puts its pane, prices and bars. */
export function placedDxcharts(
  { bounds, chartComponent }: ReturnType<typeof createChart>,
  root: HTMLElement,
  candles: readonly LabCandle[],
): Pick<LabChart, 'rect' | 'p2y' | 't2x' | 'resize'> {
  const pane = () => {
    const { x: left, y: top, width, height } = bounds.getBounds('PANE_CHART');
    return { left, top, width, height };
  };
  const barX = (index: number) => chartComponent.toXFromCandleIndex(index);
  const priceY = (price: number) => chartComponent.toY(price);
  return { ...placedChart(candles, { element: () => root, pane, priceY, barX }), resize: resizeIn(root) };
}
