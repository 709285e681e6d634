import type { Shown } from './candle-feed';
import { makeCanvasChart } from './canvas-chart/canvas-chart';
import type { ChartAdapter } from './chart-adapter';
import { make } from './layout';
import { makeLightweightChart } from './lightweight-chart';
import type { OnPrice } from './open-frames';

declare global {
  interface Window {
    /** Every chart of a page with several, by the name under which it shows its coin. */
    __charts?: { name: string; adapter: ChartAdapter }[];
  }
}

interface LayoutChart {
  /** What the chart calls its symbol, apart from USDT. */
  name: string;
  coin: string;
  interval?: string;
}

/** In the order in which they lie in the document. */
const LAYOUTS: Readonly<Record<string, LayoutChart[]>> = {
  pair: [
    { name: 'ETH', coin: 'ETH' },
    { name: 'BTC', coin: 'BTC' },
  ],
  layout2: [
    { name: 'ETH', coin: 'ETH' },
    { name: 'BTC', coin: 'BTC' },
  ],
  /** WBTC costs what BTC costs: only its name tells them apart. */
  layout4: [
    { name: 'BTC', coin: 'BTC' },
    { name: 'WBTC', coin: 'BTC' },
    { name: 'ETH', coin: 'ETH' },
    { name: 'BTC 15m', coin: 'BTC', interval: '15m' },
  ],
};

const ignore: OnPrice = () => undefined;

/**
 * Several charts of equal size in one document: `pair` of lightweight-charts, which tell nobody their symbol, the others
 * with one `TradingViewApi`. That of `layout2` lists the charts from the last to the first.
 */
export function openLayout(
  variant: string,
  box: HTMLElement,
  shown: Shown,
  isLight: boolean,
  onPrice: OnPrice,
): void {
  box.classList.add('layout');
  const apis: unknown[] = [];
  const charts = LAYOUTS[variant].map(({ name, coin, interval = shown.interval }, index) => {
    const cell = make('div', 'chart-cell');
    box.append(cell);
    const own = { ...shown, coin, interval };
    const tell = coin === shown.coin && index < 2 ? onPrice : ignore;
    if (variant === 'pair') return { name, adapter: makeLightweightChart(cell, own, isLight, tell) };
    const { api, adapter } = makeCanvasChart(cell, own, isLight, tell, `${name.split(' ')[0]}USDT`);
    apis.push(api.activeChart());
    return { name, adapter };
  });
  window.__charts = charts;
  window.__chart = charts.find(({ name }) => name === shown.coin)?.adapter;
  if (variant === 'layout2') apis.reverse();
  if (variant !== 'pair')
    window.TradingViewApi = {
      activeChart: () => apis[0],
      chartsCount: () => apis.length,
      chart: (index: number) => apis[index],
    };
}
