import { putText } from '../html-labels';
import { labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

/**
 * A canvas without a price axis over a row of times, with narrow order books right beside it: in rows of a list, in
 * rows that are put at their places one by one, and in rows far apart with amounts beside the prices.
 */
const root = labRoot();
const canvas = root.appendChild(document.createElement('canvas'));
canvas.style.cssText = 'width:760px;height:430px';
for (let i = 0; i < 6; i++) putText(root, `${10 + i}:00`, `left:${60 + i * 120}px;top:436px`);
const book = root.appendChild(document.createElement('div'));
book.style.cssText = 'position:absolute;left:770px;top:0;width:120px;height:430px;overflow:hidden';

function list(middle: number): void {
  for (let row = 0; row < 30; row++) {
    const line = book.appendChild(document.createElement('p'));
    line.style.cssText = 'margin:0;font:11px sans-serif;line-height:28px';
    line.textContent = (middle + (15 - row) * 5).toFixed(1);
  }
}

function placed(middle: number, rowPx: number, hasAmounts: boolean): void {
  for (let row = 0; row * rowPx < 420; row++) {
    putText(book, (middle + (8 - row) * 5).toFixed(1), `left:4px;top:${row * rowPx}px`);
    if (hasAmounts) putText(book, (0.1 + row * 0.37).toFixed(3), `left:70px;top:${row * rowPx}px`);
  }
}

function paint(middle: number, kind: number): void {
  book.replaceChildren();
  book.style.position = kind < 1 ? 'static' : 'absolute';
  if (kind < 1) list(middle);
  else placed(middle, kind < 2 ? 20 : 40, kind >= 2);
  const context = canvas.getContext('2d');
  context?.clearRect(0, 0, 760, 430);
  for (let i = 0; i < 60; i++) context?.fillRect(i * 5, 100 + ((i * 37) % 90), 3, 40);
}

const candles = labCandles();
paint(61_000, 1);
window.__lab = {
  chart: null,
  referencePrice: 61_000,
  candles,
  stir: (random) => paint(60_500 + random() * 1000, random() * 3),
};
