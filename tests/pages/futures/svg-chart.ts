import { CandleFeed, mergeCandles, type Shown } from './candle-feed';
import { commands, geometry, makeRepaint } from './canvas-chart/canvas-chart';
import { type ChartView, indexToX, priceToY, visibleIndexes } from './canvas-chart/chart-view';
import { labelOf, priceTicks, timeLabels } from './canvas-chart/draw-chart';
import type { ChartAdapter, PageCandle } from './chart-adapter';
import { PAGE_INTERVALS } from './intervals';

const AXIS_WIDTH = 72;
const AXIS_HEIGHT = 28;

function shape(tag: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.textContent = text;
  return element;
}

/** A stroke of the grid or of an axis. */
function line(x1: number, y1: number, x2: number, y2: number): SVGElement {
  return shape('path', { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: '#2b3139', 'stroke-width': 1 });
}

/** Plot and axes in one drawing, labels as text elements: as Highcharts and the SVG renderer of ECharts do it. */
function shapesOf(view: ChartView, intervalMs: number): SVGElement[] {
  const { first, last } = visibleIndexes(view);
  const shapes = priceTicks(view).map((price) =>
    line(0, priceToY(view, price), view.width, priceToY(view, price)),
  );
  shapes.push(line(0, view.height, view.width, view.height), line(view.width, 0, view.width, view.height));
  for (let i = first; i <= last; i++) {
    const { high, low, open, close } = view.candles[i];
    const fill = close >= open ? '#089981' : '#f23645';
    const [top, bottom] = [priceToY(view, high), priceToY(view, low)];
    shapes.push(
      shape('rect', { x: indexToX(view, i) - 1, y: top, width: 2, height: Math.max(1, bottom - top), fill }),
    );
  }
  const centred = { 'dominant-baseline': 'central', 'font-size': 12, fill: '#848e9c' };
  for (const price of priceTicks(view)) {
    const place = { x: view.width + 8, y: priceToY(view, price), 'text-anchor': 'start' };
    shapes.push(shape('text', { ...centred, ...place }, labelOf(view, price)));
  }
  for (const { text, x } of timeLabels(view, intervalMs)) {
    shapes.push(
      shape('text', { ...centred, x, y: view.height + AXIS_HEIGHT / 2, 'text-anchor': 'middle' }, text),
    );
  }
  return shapes;
}

/** A candle chart drawn as SVG that fills `root`, with its adapter. */
function makeSvgChart(
  root: HTMLElement,
  first: Shown,
  onPrice: (price: number, shown: Shown) => void,
): ChartAdapter {
  const svg = shape('svg', {});
  root.append(svg);
  const view: ChartView = {
    candles: [],
    width: 1,
    height: 1,
    barSpacing: 6,
    rightOffset: 10,
    mode: 0,
    isInverted: false,
    fixed: null,
  };
  const state = { shown: first, firstPaintMs: 0 };
  const intervalMs = () => PAGE_INTERVALS[state.shown.interval];
  const repaint = makeRepaint(() => {
    svg.replaceChildren(...shapesOf(view, intervalMs()));
    if (view.candles.length > 0) state.firstPaintMs ||= Date.now();
  });
  new ResizeObserver(() => {
    view.width = Math.max(1, root.clientWidth - AXIS_WIDTH);
    view.height = Math.max(1, root.clientHeight - AXIS_HEIGHT);
    svg.setAttribute('width', `${root.clientWidth}`);
    svg.setAttribute('height', `${root.clientHeight}`);
    repaint();
  }).observe(root);
  const feed = new CandleFeed();
  const show = (change: Partial<Shown>): Promise<void> => {
    state.shown = { ...state.shown, ...change };
    return feed.show(state.shown, (candles: PageCandle[], isWhole: boolean) => {
      view.candles = isWhole ? candles : mergeCandles(view.candles, candles);
      const close = view.candles.at(-1)?.close;
      if (close !== undefined) onPrice(close, state.shown);
      repaint();
    });
  };
  void show({});
  return {
    ...geometry(svg, view, intervalMs),
    ...commands(root, view, repaint),
    setSymbol: (coin) => show({ coin }),
    setInterval: (interval) => show({ interval }),
    firstPaintMs: () => state.firstPaintMs,
    candles: () => view.candles,
  };
}

const given = window.__shown;
const root = document.querySelector<HTMLElement>('.chart-widget-root');
if (given && root) window.__chart = makeSvgChart(root, given.shown, given.onPrice);
