import type { Shown } from './candle-feed';
import { buildLayout, make } from './layout';
import { openChart } from './open-chart';
import { makeOrderBook } from './order-book';
import type { PageData } from './page-data';
import { wordsFor } from './page-words';

declare global {
  interface Window {
    /** Builds the chart of the page anew, or that of another variant; `none` takes it away. */
    __openChart?: (variant?: string) => void;
  }
}

const query = new URLSearchParams(location.search);
const isLight = query.get('theme') === 'light';
const { variant, coin, places }: PageData = JSON.parse(document.body.dataset.page ?? '{}');
const shown: Shown = {
  venue: places[coin].venue,
  coin,
  interval: query.get('interval') ?? '5m',
  market: places[coin].isSpot ? 'spot' : 'perp',
};

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

window.__openChart = (name = variant) => {
  // A site that builds its chart anew does so in a new element.
  const box = make('div', 'chart-widget-root');
  layout.chart.replaceWith(box);
  layout.chart = box;
  for (const key of ['__chart', '__charts', 'tradingViewApi', 'TradingViewApi'] as const) delete window[key];
  openChart(name, box, { ...shown, coin: address.coin }, isLight, onPrice);
};
openChart(variant, layout.chart, shown, isLight, onPrice);

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
