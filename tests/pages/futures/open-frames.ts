import type { Shown } from './candle-feed';

/** Tells the page the last price of its chart. */
export type OnPrice = (price: number, shown: Shown) => void;

declare global {
  interface Window {
    /** Set by the page on its chart frame before the frame's script runs. */
    __shown?: { shown: Shown; isLight: boolean; onPrice: OnPrice };
    tradingViewApi?: unknown;
    TradingViewApi?: unknown;
    /** Writes the chart's document anew, as the library does in its third loading mode. */
    __writeFrame?: () => void;
  }
}

function openFrame(
  box: HTMLElement,
  url: string,
  shown: Shown,
  isLight: boolean,
  onPrice: OnPrice,
): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.id = 'tradingview_8f3c1';
  window.__shown = { shown, isLight, onPrice };
  if (url !== '') frame.src = url;
  box.append(frame);
  // Tests ask the top page; the chart lives in the frame.
  Object.defineProperty(window, '__chart', { get: () => frame.contentWindow?.__chart, configurable: true });
  return frame;
}

/** A document that holds nothing but the chart of `trading-view-frame.ts`. */
function documentHtml(): string {
  const base = `${location.origin}/futures-page`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="${base}/style.css">
</head><body class="frame"><div id="chart"></div><script src="${base}/trading-view-frame.js"></script></body></html>`;
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
  const url = URL.createObjectURL(new Blob([documentHtml()], { type: 'text/html' }));
  openFrame(box, url, shown, isLight, onPrice);
}

/** An empty document that the page itself writes: `window.__writeFrame` does it again with the same window. */
export function openWrittenFrame(box: HTMLElement, shown: Shown, isLight: boolean, onPrice: OnPrice): void {
  const frame = openFrame(box, '', shown, isLight, onPrice);
  window.__writeFrame = () => {
    const inner = frame.contentDocument;
    inner?.open();
    inner?.write(documentHtml());
    inner?.close();
  };
  window.__writeFrame();
}
