import type { Shown } from './candle-feed';
import { makeCanvasChart } from './canvas-chart/canvas-chart';
import { openLayout } from './chart-layout';
import { makeLightweightChart } from './lightweight-chart';
import { type OnPrice, openBlobFrame, openSameOriginFrame, openWrittenFrame } from './open-frames';

/** Opens the chart of a page's variant in `box` and leaves its adapter in `window.__chart`. */
export function openChart(
  variant: string,
  box: HTMLElement,
  shown: Shown,
  isLight: boolean,
  onPrice: OnPrice,
): void {
  switch (variant) {
    case 'iframe':
      return openSameOriginFrame(box, shown, isLight, onPrice);
    case 'blob':
      return openBlobFrame(box, shown, isLight, onPrice);
    case 'written':
      return openWrittenFrame(box, shown, isLight, onPrice);
    case 'api':
      return openOwnChart(box, shown, isLight, onPrice);
    case 'svg':
      return openSvgChart(shown, isLight, onPrice);
    case 'pair':
    case 'layout2':
    case 'layout4':
      return openLayout(variant, box, shown, isLight, onPrice);
    case 'none':
      return;
    default:
      window.__chart = makeLightweightChart(box, shown, isLight, onPrice);
  }
}

/** TradingView's own site: the chart and its API live in the top frame. */
function openOwnChart(box: HTMLElement, shown: Shown, isLight: boolean, onPrice: OnPrice): void {
  const { api, adapter } = makeCanvasChart(box, shown, isLight, onPrice);
  window.TradingViewApi = api;
  window.__chart = adapter;
}

/** A chart whose script only its own pages load. */
function openSvgChart(shown: Shown, isLight: boolean, onPrice: OnPrice): void {
  window.__shown = { shown, isLight, onPrice };
  const script = document.createElement('script');
  script.src = '/futures-page/svg-chart.js';
  document.body.append(script);
}
