import type { Shown } from './candle-feed';

type OnPrice = (price: number, shown: Shown) => void;

declare global {
  interface Window {
    /** Set by the page on its chart frame before the frame's script runs. */
    __shown?: { shown: Shown; isLight: boolean; onPrice: OnPrice };
    tradingViewApi?: unknown;
    TradingViewApi?: unknown;
  }
}

function openFrame(box: HTMLElement, url: string, shown: Shown, isLight: boolean, onPrice: OnPrice): void {
  const frame = document.createElement('iframe');
  frame.id = 'tradingview_8f3c1';
  window.__shown = { shown, isLight, onPrice };
  frame.src = url;
  box.append(frame);
  frame.addEventListener('load', () => {
    // Tests ask the top page; the chart lives in the frame.
    Object.defineProperty(window, '__chart', { get: () => frame.contentWindow?.__chart, configurable: true });
  });
}

/** lightweight-charts in an iframe of the page's own origin. */
export function openSameOriginFrame(
  box: HTMLElement,
  shown: Shown,
  isLight: boolean,
  onPrice: OnPrice,
): void {
  openFrame(box, '/futures-page/chart-frame.html', shown, isLight, onPrice);
}

/** A `blob:` document, the default loading mode of TradingView's library. */
export function openBlobFrame(box: HTMLElement, shown: Shown, isLight: boolean, onPrice: OnPrice): void {
  const base = `${location.origin}/futures-page`;
  const html = `<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="${base}/style.css">
</head><body class="frame"><div id="chart"></div><script src="${base}/trading-view-frame.js"></script></body></html>`;
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  openFrame(box, url, shown, isLight, onPrice);
}
