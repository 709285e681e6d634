import type { Shown } from './candle-feed';
import { buildLayout, type Layout } from './layout';
import { makeLightweightChart } from './lightweight-chart';
import { openBlobFrame, openSameOriginFrame } from './open-frames';
import { makeOrderBook } from './order-book';

const query = new URLSearchParams(location.search);
const isLight = query.get('theme') === 'light';
const { venue = '', coin = 'BTC', pathTemplate = '' } = document.body.dataset;
const shown: Shown = { venue, coin, interval: query.get('interval') ?? '5m' };

document.body.classList.toggle('light', isLight);
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
  const path = pathTemplate.replaceAll('{coin}', now.coin).replaceAll('{lower}', now.coin.toLowerCase());
  if (price > 0 && path !== location.pathname) history.pushState(null, '', `${path}${location.search}`);
}

switch (query.get('variant') ?? 'top') {
  case 'iframe':
    openSameOriginFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'blob':
    openBlobFrame(layout.chart, shown, isLight, onPrice);
    break;
  case 'none':
    break;
  default:
    window.__chart = makeLightweightChart(layout.chart, shown, isLight, onPrice);
}

document.querySelectorAll('button.interval').forEach((button) => {
  button.addEventListener('click', () => void window.__chart?.setInterval(button.textContent ?? '5m'));
});
