import type { LabCandle } from '../lab-candles';
import { type LabChart, labRoot } from '../lab-chart';

interface Point {
  x?: number;
  y?: number;
}
interface Chart {
  getDom(paneId: never, position: never): HTMLElement | null;
  convertToPixel(point: object, filter: object): Point | Point[];
  scrollByDistance(distance: number): void;
  zoomAtCoordinate(scale: number): void;
  resize(): void;
}

const PANE = 'candle_pane';

/** The common adapter of klinecharts 9 and 10. */
export function adaptKlinecharts(chart: Chart, commands: Pick<LabChart, 'mode' | 'invert'>): LabChart {
  const root = labRoot();
  const main = () => {
    const dom = chart.getDom(PANE as never, 'main' as never);
    if (!dom) throw new Error('no candle pane');
    const { left, top, width, height } = dom.getBoundingClientRect();
    return { left, top, width, height };
  };
  const pixel = (point: object) => chart.convertToPixel(point, { paneId: PANE }) as Point;
  const shifted = (at: number | undefined, by: number) => (at === undefined ? null : at + by);
  return {
    rect: main,
    p2y: (value) => shifted(pixel({ value }).y, main().top),
    t2x: (timeSec) => shifted(pixel({ timestamp: timeSec * 1000 }).x, main().left),
    pan: (dx) => chart.scrollByDistance(dx),
    zoom: (factor) => chart.zoomAtCoordinate(factor),
    ...commands,
    resize: (width, height) => {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      chart.resize();
    },
  };
}

export function klineRows(
  candles: LabCandle[],
): { timestamp: number; open: number; high: number; low: number; close: number }[] {
  return candles.map(({ timeSec, ...ohlc }) => ({ timestamp: timeSec * 1000, ...ohlc }));
}
