import {
  CandlestickSeries,
  createChart,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { AxisMapping } from '../core/axis/axis-mapping';
import type { Candle } from '../core/market/candle';

const BAR_SEC = 300;

/** The demo's chart. It is ours, so its axes are asked and not guessed. */
export interface DemoChart {
  setCandles(candles: readonly Candle[]): void;
  /** Null before anything is drawn. */
  mapping(): AxisMapping | null;
  /** The canvas of the pane, where the layer belongs. */
  pane(): HTMLCanvasElement | null;
  onView(listener: () => void): void;
}

const toBar = ({ openTimeMs, open, high, low, close }: Candle) => ({
  time: (openTimeMs / 1000) as UTCTimestamp,
  open,
  high,
  low,
  close,
});

export function createDemoChart(container: HTMLElement, isDark: boolean): DemoChart {
  const chart = createChart(container, {
    autoSize: true,
    layout: {
      background: { color: isDark ? '#12161f' : '#ffffff' },
      textColor: isDark ? '#c7cbd4' : '#22262e',
      attributionLogo: true,
    },
    grid: { vertLines: { visible: false }, horzLines: { visible: false } },
    timeScale: { timeVisible: true },
    rightPriceScale: { scaleMargins: { top: 0.15, bottom: 0.15 } },
  });
  const series = chart.addSeries(CandlestickSeries);
  let firstSec = 0;
  let isFilled = false;
  let seq = 0;

  return {
    setCandles(candles) {
      if (candles.length === 0) return;
      if (isFilled) for (const candle of candles) series.update(toBar(candle));
      else {
        series.setData(candles.map(toBar));
        firstSec = candles[0].openTimeMs / 1000;
        chart.timeScale().setVisibleLogicalRange({ from: candles.length - 260, to: candles.length + 20 });
        isFilled = true;
      }
    },
    mapping: () => (isFilled ? readMapping(chart, series, paneOf(container), firstSec, ++seq) : null),
    pane: () => paneOf(container),
    onView(listener) {
      chart.timeScale().subscribeVisibleLogicalRangeChange(listener);
      chart.timeScale().subscribeSizeChange(listener);
      container.addEventListener('pointermove', listener, { passive: true });
      container.addEventListener('wheel', listener, { passive: true });
    },
  };
}

/** The topmost canvas of the widest cell of the chart's table is the pane. */
function paneOf(container: HTMLElement): HTMLCanvasElement | null {
  const canvases = [...container.querySelectorAll('canvas')];
  const width = Math.max(0, ...canvases.map((canvas) => canvas.clientWidth));
  const tallest = canvases.filter((canvas) => canvas.clientWidth === width && canvas.clientHeight > 100);
  return tallest.at(-1) ?? null;
}

function readMapping(
  chart: IChartApi,
  series: ISeriesApi<'Candlestick'>,
  pane: HTMLCanvasElement | null,
  firstSec: number,
  seq: number,
): AxisMapping | null {
  const top = series.coordinateToPrice(0);
  const bottom = series.coordinateToPrice(100);
  const x0 = chart.timeScale().logicalToCoordinate(0 as never);
  const x1 = chart.timeScale().logicalToCoordinate(100 as never);
  if (!pane || top === null || bottom === null || x0 === null || x1 === null || top === bottom) return null;
  const box = pane.getBoundingClientRect();
  const a = 100 / (bottom - top);
  const pxPerSec = (x1 - x0) / (100 * BAR_SEC);
  return {
    v: 1,
    seq,
    chartKey: 'demo',
    source: 'host-api',
    state: 'locked',
    pane: { left: box.left, top: box.top, width: box.width, height: box.height },
    price: { scale: 'linear', a, b: box.top - a * top, samples: 2, inliers: 2, rmsPx: 0 },
    time: {
      pxPerSec,
      x0: box.left + x0 - firstSec * pxPerSec,
      barSec: BAR_SEC,
      inliers: 2,
      ambiguous: false,
    },
    symbolText: 'DEMOUSDT',
  };
}
