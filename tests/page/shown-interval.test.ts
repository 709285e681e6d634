// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { shownInterval } from '../../src/page/shown-interval';

function pageWith(html: string): Document {
  return new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');
}

function at(search: string, html = ''): Document {
  const document = pageWith(html);
  Object.defineProperty(document, 'location', { value: { search } });
  return document;
}

describe('shownInterval()', () => {
  test.each([
    ['<button>5m</button><button class="btn-Active">15m</button>', '15m'],
    ['<div role="tab" aria-selected="false">1H</div><div role="tab" aria-selected="true">4 H</div>', '4H'],
    ['<button aria-checked="true"><span>D</span></button>', 'D'],
    ['<button data-state="on">1min</button>', '1min'],
  ])('reads the control that %s marks as chosen', (html, interval) => {
    expect(shownInterval([pageWith(html)])).toBe(interval);
  });

  test.each([
    '<button>15m</button>',
    '<a class="active">Spot</a><li class="selected">20x</li>',
    '<div class="is-active"><button>1m</button><button>5m</button></div>',
    '',
  ])('of a page that marks none is empty: %s', (html) => {
    expect(shownInterval([pageWith(html)])).toBe('');
  });

  test.each([
    ['?symbol=BINANCE%3ABTCUSDT.P&interval=60', '60'],
    ['?resolution=1D&x=1', '1D'],
    ['?interval=%3Cscript', ''],
    ['?intervals=5', ''],
  ])('reads the address %s', (search, interval) => {
    expect(shownInterval([at(search)])).toBe(interval);
  });

  test('believes the frame of the chart before the page around it', () => {
    const frame = pageWith('<button class="active">1h</button>');
    expect(shownInterval([frame, at('?interval=5')])).toBe('1h');
    expect(shownInterval([pageWith(''), at('?interval=5')])).toBe('5');
  });
});
