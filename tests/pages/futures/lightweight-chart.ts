import {
  CandlestickSeries,
  createChart,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { CandleFeed, mergeCandles, type Shown } from './candle-feed';
import type { ChartAdapter, PageCandle, PageRect } from './chart-adapter';
import { PAGE_INTERVALS } from './intervals';

/** A lightweight-charts 5 candle chart that fills `container`, with its adapter. */
export function makeLightweightChart(
  container: HTMLElement,
  first: Shown,
  isLight: boolean,
  onPrice: (price: number, shown: Shown) => void,
): ChartAdapter {
  const chart = createChart(container, {
    autoSize: false,
    width: container.clientWidth,
    height: container.clientHeight,
    layout: {
      background: { color: isLight ? '#ffffff' : '#181a20' },
      textColor: isLight ? '#1e2329' : '#b7bdc6',
      attributionLogo: false,
    },
    grid: {
      vertLines: { color: isLight ? '#f0f1f2' : '#22262d' },
      horzLines: { color: isLight ? '#f0f1f2' : '#22262d' },
    },
    localization: { locale: window.parent.document.documentElement.lang || 'en' },
    timeScale: { timeVisible: true, secondsVisible: false, barSpacing: 4, rightOffset: 12 },
  });
  const series = chart.addSeries(CandlestickSeries, { upColor: '#0ecb81', downColor: '#f6465d' });
  const state = { shown: first, candles: [] as PageCandle[], firstPaintMs: 0 };
  const feed = new CandleFeed();
  const apply = (candles: PageCandle[], isWhole: boolean): void => {
    const newestMs = state.candles.at(-1)?.openTimeMs ?? 0;
    state.candles = isWhole ? candles : mergeCandles(state.candles, candles);
    if (isWhole) series.setData(candles.map(barOf));
    else for (const candle of candles) series.update(barOf(candle), candle.openTimeMs < newestMs);
    const close = state.candles.at(-1)?.close;
    if (close !== undefined) onPrice(close, state.shown);
    if (state.firstPaintMs === 0 && state.candles.length > 0) {
      requestAnimationFrame(() => {
        state.firstPaintMs = Date.now();
      });
    }
  };
  const show = (change: Partial<Shown>): Promise<void> => {
    state.shown = { ...state.shown, ...change };
    return feed.show(state.shown, apply);
  };
  void show({});
  new ResizeObserver(() => chart.resize(container.clientWidth, container.clientHeight)).observe(container);
  return {
    ...geometry(chart, series, container, state),
    ...gestures(chart, container),
    drawPriceLine: (price, color) =>
      void series.createPriceLine({
        price,
        color,
        lineWidth: 1,
        lineStyle: 0,
        axisLabelVisible: false,
        title: '',
      }),
    setSymbol: (coin) => show({ coin }),
    setInterval: (interval) => show({ interval }),
    firstPaintMs: () => state.firstPaintMs,
    candles: () => state.candles,
  };
}

function barOf({ openTimeMs, open, high, low, close }: PageCandle) {
  return { time: (openTimeMs / 1000) as UTCTimestamp, open, high, low, close };
}

function paneRect(chart: IChartApi, container: HTMLElement): PageRect {
  const { width, height } = chart.paneSize();
  const cell = [...container.querySelectorAll('td')].find(
    (td) => Math.abs(td.clientWidth - width) < 2 && Math.abs(td.clientHeight - height) < 2,
  );
  const { left, top } = (cell ?? container).getBoundingClientRect();
  return { left, top, width, height };
}

function geometry(
  chart: IChartApi,
  series: ISeriesApi<'Candlestick'>,
  container: HTMLElement,
  state: { shown: Shown; candles: PageCandle[] },
): Pick<ChartAdapter, 'rect' | 'p2y' | 't2x'> {
  return {
    rect: () => paneRect(chart, container),
    p2y(price) {
      const y = series.priceToCoordinate(price);
      return y === null ? null : y + paneRect(chart, container).top;
    },
    t2x(timeMs) {
      const start = state.candles[0]?.openTimeMs;
      if (start === undefined) return null;
      const index = (timeMs - start) / PAGE_INTERVALS[state.shown.interval];
      const x = chart.timeScale().logicalToCoordinate(index as never);
      return x === null ? null : x + paneRect(chart, container).left;
    },
  };
}

/** lightweight-charts 5: log10(price + offset) + 4, with finer offsets for spans below one. */
function toLibraryLog({ from, to }: { from: number; to: number }) {
  const span = Math.abs(to - from);
  const logical = span >= 1 || span < 1e-15 ? 4 : 4 + Math.ceil(Math.abs(Math.log10(span)));
  const offset = 10 ** -logical;
  return { from: Math.log10(from + offset) + logical, to: Math.log10(to + offset) + logical };
}

function gestures(
  chart: IChartApi,
  container: HTMLElement,
): Pick<ChartAdapter, 'pan' | 'zoom' | 'zoomPrice' | 'mode' | 'invert' | 'resize'> {
  const scale = () => chart.priceScale('right');
  const moveRange = (change: (from: number, to: number) => { from: number; to: number }): void => {
    const range = scale().getVisibleRange();
    if (range === null) return;
    scale().applyOptions({ autoScale: false });
    const next = change(range.from, range.to);
    // The library hands out prices, but takes its own logarithm on a logarithmic scale.
    scale().setVisibleRange(scale().options().mode === 1 ? toLibraryLog(next) : next);
  };
  return {
    pan(dxPx, dyPx = 0) {
      const time = chart.timeScale();
      time.scrollToPosition(time.scrollPosition() - dxPx / time.options().barSpacing, false);
      if (dyPx === 0) return;
      moveRange((from, to) => {
        const step = ((to - from) * dyPx) / chart.paneSize().height;
        return { from: from + step, to: to + step };
      });
    },
    zoom(factor) {
      const { barSpacing } = chart.timeScale().options();
      chart.timeScale().applyOptions({ barSpacing: barSpacing * factor });
    },
    zoomPrice(factor) {
      moveRange((from, to) => {
        const middle = (from + to) / 2;
        const half = (to - from) / 2 / factor;
        return { from: middle - half, to: middle + half };
      });
    },
    // A range set by hand keeps its numbers over a change of mode and would then mean other prices.
    mode: (mode) => scale().applyOptions({ mode, autoScale: true }),
    invert: (isInverted) => scale().applyOptions({ invertScale: isInverted }),
    resize(width, height) {
      container.style.flex = 'none';
      container.style.width = `${width}px`;
      container.style.height = `${height}px`;
    },
  };
}
