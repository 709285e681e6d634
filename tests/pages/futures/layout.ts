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
  chart: HTMLElement;
  book: HTMLElement;
}

/** Header, chart, order book, order form and position table, as on a futures page. */
export function buildLayout(app: HTMLElement): Layout {
  const price = make('span', 'last-price', ['—']);
  const symbol = make('h1', 'symbol');
  const chart = make('div', 'chart-widget-root');
  const book = make('section', 'order-book', [make('h2', '', ['Order Book'])]);
  const header = make('header', 'header', [
    make('strong', 'brand', ['Futures']),
    make('nav', 'nav', [make('a', '', ['Markets']), make('a', '', ['Trade']), make('a', '', ['Earn'])]),
    symbol,
    price,
    make('span', 'stat', ['Mark 24h Funding / Countdown']),
  ]);
  const main = make('main', 'main', [make('section', 'chart', [toolbar(), chart]), book, orderForm()]);
  app.append(header, main, positions());
  return { price, symbol, chart, book };
}

function toolbar(): HTMLElement {
  return make(
    'div',
    'toolbar',
    ['1m', '5m', '15m', '1h', '4h'].map((name) => make('button', 'interval', [name])),
  );
}

function orderForm(): HTMLElement {
  const field = (label: string, value: string) => {
    const input = document.createElement('input');
    input.value = value;
    return make('label', 'field', [label, input]);
  };
  return make('section', 'order-form', [
    make('h2', '', ['Isolated 20x']),
    field('Price (USDT)', ''),
    field('Size (BTC)', '0.010'),
    make('button', 'buy', ['Buy/Long']),
    make('button', 'sell', ['Sell/Short']),
  ]);
}

function positions(): HTMLElement {
  const head = ['Symbol', 'Size', 'Entry Price', 'Mark Price', 'Liq. Price', 'Margin Ratio', 'PNL'];
  const row = (cells: string[], tag: string) =>
    make(
      'tr',
      '',
      cells.map((cell) => make(tag, '', [cell])),
    );
  return make('section', 'positions', [
    make('h2', '', ['Positions(0)']),
    make('table', '', [row(head, 'th'), row(['You have no position.', '', '', '', '', '', ''], 'td')]),
  ]);
}
