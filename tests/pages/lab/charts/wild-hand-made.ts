import { barView } from '../bar-view';
import { drawFormat, drawLook, LOWER_TEXTS, timeText } from '../hand-made/look';
import { textWriter } from '../hand-made/write-text';
import { LAB_BAR_SEC } from '../lab-candles';
import { labRoot } from '../lab-chart';
import { wildBox, wildMarket } from '../wild-market';

type Pen = CanvasRenderingContext2D;

const AXIS_PX = 84;
const TIMES_PX = 24;
const LOWER_SHARE = 0.22;
const TICK_PX = 52;
const TIMES_APART_PX = 90;

const market = wildMarket();
const { candles } = market;
const root = labRoot();
const size = wildBox(market, root);
const look = drawLook(market);
const format = drawFormat(market);
const write = textWriter(look, AXIS_PX - 4);
const isLeft = look.side === 'left' || look.side === 'both';
const isRight = look.side === 'right' || look.side === 'both';
const isTop = look.times === 'top';
let headroom = 0.06;
let range = [0, 1];

/** Place of the prices' pane and of what is below it, px from the chart's corner. */
function layout() {
  const inner = size.height - TIMES_PX;
  const lower = look.lower === 'none' ? 0 : Math.round(inner * LOWER_SHARE);
  const left = isLeft ? AXIS_PX : 0;
  const top = isTop ? TIMES_PX : 0;
  return { left, top, width: size.width - left - (isRight ? AXIS_PX : 0), height: inner - lower, lower };
}

const view = barView(candles.length, 110, () => layout().width, paint);
const scaled = (price: number) => (look.scale === 'log' ? Math.log(price) : price);
const shown = () => candles.slice(view.first, view.last + 1);

function setRange(): void {
  const low = scaled(Math.min(...shown().map((c) => c.low)));
  const high = scaled(Math.max(...shown().map((c) => c.high)));
  const pad = (high - low) * headroom;
  range = [low - pad, high + pad];
}

function yOf(price: number): number {
  const { top, height } = layout();
  const share = (scaled(price) - range[0]) / (range[1] - range[0]);
  return top + height * (look.isInverted ? share : 1 - share);
}

function priceAt(y: number): number {
  const { top, height } = layout();
  const share = look.isInverted ? (y - top) / height : 1 - (y - top) / height;
  const value = range[0] + (range[1] - range[0]) * share;
  return look.scale === 'log' ? Math.exp(value) : value;
}

function xOf(index: number): number {
  const { left, width } = layout();
  return left + ((index - view.first + 0.5) / (view.last - view.first + 1)) * width;
}

function roundTicks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function ticks(): [price: number, y: number][] {
  const { top, height } = layout();
  const count = Math.max(3, Math.round(height / TICK_PX));
  const ends = [priceAt(top), priceAt(top + height)];
  if (look.ticks === 'round')
    return roundTicks(Math.min(...ends), Math.max(...ends), count).map((price) => [price, yOf(price)]);
  return Array.from({ length: count + 1 }, (_, i) => {
    const y = top + (height * i) / count;
    const price = priceAt(y);
    const rounded = Number(price.toFixed(market.decimals));
    return [price, look.ticks === 'even' && rounded > 0 ? yOf(rounded) : y];
  });
}

const layers = new Map<string, HTMLCanvasElement>();

/** A canvas at a place of the chart; it is painted in the chart's own px. */
function layer(name: string, left = 0, top = 0, width = size.width, height = size.height): Pen {
  const canvas = layers.get(name) ?? root.appendChild(document.createElement('canvas'));
  layers.set(name, canvas);
  const dpr = window.devicePixelRatio;
  canvas.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  canvas.width = Math[look.bitmap](width * dpr);
  canvas.height = Math[look.bitmap](height * dpr);
  return penOf(canvas, left, top);
}

function penOf(canvas: HTMLCanvasElement, left = 0, top = 0): Pen {
  const dpr = window.devicePixelRatio;
  const pen = canvas.getContext('2d') as Pen;
  pen.setTransform(dpr, 0, 0, dpr, -left * dpr, -top * dpr);
  pen.clearRect(left, top, canvas.width, canvas.height);
  return pen;
}

function paintAxis(pen: Pen, left: number): void {
  const x = left + { left: 6, center: AXIS_PX / 2, right: AXIS_PX - 6 }[look.align];
  for (const [price, y] of ticks()) write(pen, format(price), x, y, look.align);
  const { top, height, lower } = layout();
  for (const [text, share] of LOWER_TEXTS[look.lower])
    write(pen, text, x, top + height + lower * share, look.align);
  if (look.lastPrice === 'none') return;
  const { close } = candles[view.last];
  pen.fillStyle = '#0a8';
  pen.fillRect(left, yOf(close) - 9, AXIS_PX, look.lastPrice === 'tag' ? 18 : 30);
  write(pen, format(close), x, yOf(close), look.align);
  if (look.lastPrice === 'countdown') write(pen, '22:41', x, yOf(close) + 15, look.align);
}

function paintTimes(pen: Pen): void {
  const { width } = layout();
  const bars = view.last - view.first + 1;
  const every = [1, 2, 4, 6, 12, 24, 48, 96, 192].find((n) => (n / bars) * width > TIMES_APART_PX) ?? 384;
  const y = isTop ? TIMES_PX / 2 : size.height - TIMES_PX / 2;
  for (let i = view.first; i <= view.last; i++) {
    const { timeSec } = candles[i];
    if ((timeSec / LAB_BAR_SEC) % every === 0) write(pen, timeText(timeSec, look.times), xOf(i), y, 'center');
  }
}

function paintCandle(pen: Pen, x: number, barPx: number, [open, close, high, low]: number[]): void {
  if (look.bars === 'candles') {
    pen.fillRect(x - 0.5, high, 1, low - high);
    pen.fillRect(x - barPx / 2, Math.min(open, close), barPx, Math.max(1, Math.abs(open - close)));
    return;
  }
  pen.beginPath();
  pen.moveTo(x, high);
  pen.lineTo(x, low);
  pen.stroke();
}

function paintBars(pen: Pen): void {
  const { top, height, lower, width } = layout();
  const barPx = Math.max(1, (width / (view.last - view.first + 1)) * 0.7);
  if (look.bars === 'line') pen.beginPath();
  for (const [i, { open, close, high, low }] of shown().entries()) {
    const x = xOf(view.first + i);
    pen.fillStyle = pen.strokeStyle = close > open ? '#0a8' : '#d33';
    const heights = [open, close, ...(look.isInverted ? [low, high] : [high, low])].map(yOf);
    if (look.bars === 'line') pen.lineTo(x, heights[1]);
    else paintCandle(pen, x, barPx, heights);
    if (look.lower === 'volume') pen.fillRect(x - barPx / 2, top + height + lower / 2, barPx, lower / 2);
  }
  if (look.bars === 'line') pen.stroke();
}

function paintTitle(pen: Pen): void {
  if (!look.hasTitle) return;
  const { left, top } = layout();
  const { open, high, low, close } = candles[view.last];
  Object.assign(pen, { font: '12px sans-serif', textAlign: 'left', textBaseline: 'top', fillStyle: '#333' });
  let x = left + 8;
  for (const word of ['O', format(open), 'H', format(high), 'L', format(low), 'C', format(close)]) {
    pen.fillText(word, x, top + 6);
    x += 12 + pen.measureText(word).width;
  }
  pen.fillText(`MA(7): ${format(close)}`, left + 8, top + 22);
}

function paintAxes(pen: Pen): void {
  if (isLeft) paintAxis(pen, 0);
  if (isRight || look.side === 'inside') paintAxis(pen, size.width - AXIS_PX);
}

function paintSingle(): void {
  const seen = layer('all');
  const hidden = look.cache === 'whole' ? document.createElement('canvas') : null;
  if (hidden) Object.assign(hidden, { width: seen.canvas.width, height: seen.canvas.height });
  const pen = hidden ? penOf(hidden) : seen;
  for (const paintPart of [paintBars, paintTitle, paintAxes, paintTimes]) paintPart(pen);
  if (hidden) seen.drawImage(hidden, 0, 0, size.width, size.height);
}

function paintLayers(): void {
  const axes = layer('axes');
  paintAxes(axes);
  paintTimes(axes);
  paintBars(layer('bars'));
  paintTitle(layer('title'));
}

function paintApart(): void {
  const { left, width } = layout();
  const below = size.height - (isTop ? 0 : TIMES_PX);
  const main = layer('main', left, 0, width, below);
  paintBars(main);
  paintTitle(main);
  if (isLeft) paintAxis(layer('left', 0, 0, AXIS_PX, below), 0);
  if (isRight) paintAxis(layer('right', left + width, 0, AXIS_PX, below), left + width);
  paintTimes(isTop ? main : layer('times', left, below, width, TIMES_PX));
}

function paintOver(): void {
  const main = layer('main');
  for (const paintPart of [paintBars, paintTitle, paintTimes]) paintPart(main);
  if (isLeft) paintAxis(layer('left', 0, 0, AXIS_PX), 0);
  if (isRight || look.side === 'inside')
    paintAxis(layer('right', size.width - AXIS_PX, 0, AXIS_PX), size.width - AXIS_PX);
}

function paint(): void {
  setRange();
  if (look.layout === 'single') paintSingle();
  else if (look.layout === 'over') paintOver();
  // An axis inside the plot has no canvas of its own.
  else if (look.layout === 'layers' || look.side === 'inside') paintLayers();
  else paintApart();
}

function paintOn(): void {
  paint();
  requestAnimationFrame(paintOn);
}

if (look.isLooping) paintOn();
else paint();

const indexOf = new Map(candles.map((c, i) => [c.timeSec, i]));
const corner = () => root.getBoundingClientRect();
window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    rect: () => {
      const { left, top, width, height } = layout();
      return { left: corner().left + left, top: corner().top + top, width, height };
    },
    p2y: (price) => (look.scale === 'log' && price <= 0 ? null : corner().top + yOf(price)),
    t2x: (timeSec) => {
      const index = indexOf.get(timeSec) ?? -1;
      return index < view.first || index > view.last ? null : corner().left + xOf(index);
    },
    pan: view.pan,
    zoom: view.zoom,
    squeeze: (amount) => {
      headroom = 0.02 + amount;
      paint();
    },
    mode: (mode) => {
      look.scale = mode;
      paint();
    },
    invert: (isInverted) => {
      look.isInverted = isInverted;
      paint();
    },
    resize: (width, height) => {
      Object.assign(size, { width, height });
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      paint();
    },
  },
};
