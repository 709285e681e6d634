import type { Shown } from './candle-feed';
import { makeCanvasChart } from './canvas-chart/canvas-chart';
import { buildLayout } from './layout';
import { makeLightweightChart } from './lightweight-chart';
import { openBlobFrame, openSameOriginFrame } from './open-frames';
import { makeOrderBook } from './order-book';
import type { PageData } from './page-data';
import { wordsFor } from './page-words';

const query = new URLSearchParams(location.search);
const isLight = query.get('theme') === 'light';
const { variant, coin, places }: PageData = JSON.parse(document.body.dataset.page ?? '{}');
const shown: Shown = { venue: places[coin].venue, coin, interval: query.get('interval') ?? '5m' };

document.body.classList.toggle('light', isLight);
const layout = buildLayout(document.body, wordsFor(document.documentElement.lang));
const paintBook = makeOrderBook(layout.book, isLight);
const address = { coin };
showCoin(coin);

function onPrice(price: number, now: Shown): void {
  const text = price.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  layout.price.textContent = text;
  if (now.coin !== address.coin) {
    address.coin = now.coin;
    showCoin(now.coin);
    // Like the sites: the address follows the symbol without a load. Some keep the one they were opened with.
    if (query.get('address') !== 'stays') history.pushState(null, '', addressOf(now.coin));
  }
  document.title = places[now.coin]?.title.replace('{price}', text) ?? text;
  paintBook(price);
}

/** What stands on the page about a coin, apart from its price. */
function showCoin(name: string): void {
  const { symbol = name, html = '' } = places[name] ?? {};
  layout.symbol.textContent = symbol;
  layout.own.replaceChildren(document.createRange().createContextualFragment(html));
}

/** The coin's address with the switches of this page. */
function addressOf(name: string): string {
  const target = new URL(places[name]?.address ?? location.pathname, location.origin);
  for (const [key, value] of query) {
    if (!target.searchParams.has(key) && key !== 'coin') target.searchParams.set(key, value);
  }
  return target.toString();
}

switch (variant) {
  case 'iframe':
    openSameOriginFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'blob':
    openBlobFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'api':
    openOwnChart();
    break;
  case 'svg':
    openSvgChart();
    break;
  case 'none':
    break;
  default:
    window.__chart = makeLightweightChart(layout.chart, shown, isLight, onPrice);
}

const intervals = document.querySelectorAll('button.interval');
markInterval(shown.interval);
intervals.forEach((button) => {
  button.addEventListener('click', () => {
    markInterval(button.textContent);
    void window.__chart?.setInterval(button.textContent ?? '5m');
  });
});

function markInterval(chosen: string | null): void {
  for (const button of intervals) button.setAttribute('aria-pressed', `${button.textContent === chosen}`);
}

/** TradingView's own site: the chart and its API live in the top frame. */
function openOwnChart(): void {
  const { api, adapter } = makeCanvasChart(layout.chart, shown, isLight, onPrice);
  window.TradingViewApi = api;
  window.__chart = adapter;
}

/** A chart whose script only its own pages load. */
function openSvgChart(): void {
  window.__shown = { shown, isLight, onPrice };
  const script = document.createElement('script');
  script.src = '/futures-page/svg-chart.js';
  document.body.append(script);
}
