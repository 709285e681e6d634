import type { PageWords } from './page-words';

/** Creates an element with a class, text and children. */
export function make(tag: string, className: string, content: (HTMLElement | string)[] = []): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

/** The parts of the page that change. */
export interface Layout {
  price: HTMLElement;
  symbol: HTMLElement;
  /** For what a site has in its document besides. */
  own: HTMLElement;
  chart: HTMLElement;
  book: HTMLElement;
}

/** Header, chart, order book, order form and position table, as on a futures page. */
export function buildLayout(app: HTMLElement, words: PageWords): Layout {
  const price = make('span', 'last-price', ['—']);
  const symbol = make('h1', 'symbol');
  const own = make('span', 'own');
  const chart = make('div', 'chart-widget-root');
  const book = make('section', 'order-book', [make('h2', '', [words.orderBook])]);
  const links = words.nav.map((word) => make('a', '', [word]));
  const header = make('header', 'header', [
    make('strong', 'brand', [words.brand]),
    make('nav', 'nav', links),
    symbol,
    own,
    price,
    make('span', 'stat', [words.stat]),
  ]);
  const main = make('main', 'main', [make('section', 'chart', [toolbar(), chart]), book, orderForm(words)]);
  app.append(header, main, positions(words));
  return { price, symbol, own, chart, book };
}

function toolbar(): HTMLElement {
  return make(
    'div',
    'toolbar',
    ['1m', '5m', '15m', '1h', '4h'].map((name) => make('button', 'interval', [name])),
  );
}

function orderForm(words: PageWords): HTMLElement {
  const field = (label: string, value: string) => {
    const input = document.createElement('input');
    input.value = value;
    return make('label', 'field', [label, input]);
  };
  return make('section', 'order-form', [
    make('h2', '', [words.margin]),
    field(`${words.price} (USDT)`, ''),
    field(`${words.size} (BTC)`, '0.010'),
    make('button', 'buy', [words.buy]),
    make('button', 'sell', [words.sell]),
  ]);
}

function positions(words: PageWords): HTMLElement {
  const row = (cells: string[], tag: string) =>
    make(
      'tr',
      '',
      cells.map((cell) => make(tag, '', [cell])),
    );
  const empty = [words.noPosition, ...words.columns.slice(1).map(() => '')];
  return make('section', 'positions', [
    make('h2', '', [words.positions]),
    make('table', '', [row(words.columns, 'th'), row(empty, 'td')]),
  ]);
}
