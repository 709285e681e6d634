import type uPlot from 'uplot';
import type { LabCandle } from '../lab-candles';
import type { LabChart } from '../lab-chart';
import { placedChart } from '../placed-chart';

/** Where a chart of uPlot puts its pane, prices and bars; some scenes make it anew. */
export function placedUplot(
  chart: () => uPlot,
  candles: readonly LabCandle[],
): Pick<LabChart, 'rect' | 'p2y' | 't2x'> {
  const element = () => chart().over;
  return placedChart(candles, {
    element,
    pane: () => {
      const { width, height } = element().getBoundingClientRect();
      return { left: 0, top: 0, width, height };
    },
    priceY: (price) => chart().valToPos(price, 'y'),
    barX: (_, timeSec) => chart().valToPos(timeSec, 'x'),
  });
}
