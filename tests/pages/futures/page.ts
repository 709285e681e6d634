import type { Shown } from './candle-feed';
import { makeCanvasChart } from './canvas-chart/canvas-chart';
import { buildLayout, type Layout } from './layout';
import { makeLightweightChart } from './lightweight-chart';
import { openBlobFrame, openSameOriginFrame } from './open-frames';
import { makeOrderBook } from './order-book';

const query = new URLSearchParams(location.search);
const isLight = query.get('theme') === 'light';
const { venue = '', coin = 'BTC', template = '', spelling = '{}' } = document.body.dataset;
const spellings: Record<string, string> = JSON.parse(spelling);
const shown: Shown = { venue, coin, interval: query.get('interval') ?? '5m' };

document.body.classList.toggle('light', isLight);
const address = { coin };
const layout = buildLayout(document.body);
const paintBook = makeOrderBook(layout.book, isLight);
showPrice(0, shown, layout);

function onPrice(price: number, now: Shown): void {
  showPrice(price, now, layout);
  paintBook(price);
}

function showPrice(price: number, now: Shown, { price: priceBox, symbol }: Layout): void {
  const text = price.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  priceBox.textContent = text;
  symbol.textContent = `${now.coin}USDT Perpetual`;
  document.title = `${text} | ${now.coin}USDT | ${now.coin}USDT Perpetual Futures`;
  const target = new URL(template.replace('{coin}', spellings[now.coin] ?? now.coin), location.origin);
  for (const [key, value] of query) {
    if (!target.searchParams.has(key)) target.searchParams.set(key, value);
  }
  // Like the sites: the address follows the symbol without a load.
  if (price > 0 && now.coin !== address.coin) history.pushState(null, '', target);
  if (price > 0) address.coin = now.coin;
}

switch (query.get('variant') ?? 'top') {
  case 'iframe':
    openSameOriginFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'blob':
    openBlobFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'api':
    openOwnChart();
    break;
  case 'none':
    break;
  default:
    window.__chart = makeLightweightChart(layout.chart, shown, isLight, onPrice);
}

document.querySelectorAll('button.interval').forEach((button) => {
  button.addEventListener('click', () => void window.__chart?.setInterval(button.textContent ?? '5m'));
});

/** TradingView's own site: the chart and its API live in the top frame. */
function openOwnChart(): void {
  const { api, adapter } = makeCanvasChart(layout.chart, shown, isLight, onPrice);
  window.TradingViewApi = api;
  window.__chart = adapter;
}
