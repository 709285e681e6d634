import { putText } from '../html-labels';
import { LAB_BAR_SEC, labCandles } from '../lab-candles';
import { labRoot } from '../lab-chart';

/** A canvas that holds nothing but candles, with the labels of its axes as elements beside and below it. */
const root = labRoot();
const candles = labCandles();
const size = { width: 800, height: 430 };
const view = { first: candles.length - 120, count: 120, low: 0, high: 1, isInverted: false, zoneSec: 0 };
const canvas = root.appendChild(document.createElement('canvas'));
const labels = root.appendChild(document.createElement('div'));

const spacing = () => size.width / view.count;
const toX = (index: number) => (index - view.first + 0.5) * spacing();
function toY(price: number): number {
  const share = (price - view.low) / (view.high - view.low);
  return (view.isInverted ? share : 1 - share) * size.height;
}

function fitPrices(): void {
  const seen = candles.slice(Math.max(0, Math.floor(view.first)), Math.ceil(view.first + view.count));
  const [low, high] = [Math.min(...seen.map((c) => c.low)), Math.max(...seen.map((c) => c.high))];
  Object.assign(view, { low: low - 0.06 * (high - low), high: high + 0.06 * (high - low) });
}

function paintCandles(): void {
  Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
  canvas.width = Math.round(size.width * devicePixelRatio);
  canvas.height = Math.round(size.height * devicePixelRatio);
  const context = canvas.getContext('2d');
  context?.scale(canvas.width / size.width, canvas.height / size.height);
  candles.forEach(({ high, low }, i) => {
    const [top, bottom] = [toY(high), toY(low)].sort((a, b) => a - b);
    context?.fillRect(toX(i) - 1, top, 2, bottom - top);
  });
}

function writeLabels(): void {
  labels.replaceChildren();
  const raw = (view.high - view.low) / 7;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= raw) ?? raw;
  for (let p = Math.ceil(view.low / step) * step; p < view.high; p += step)
    putText(labels, p.toFixed(2), `left:${size.width + 6}px;top:${toY(p) - 7}px`);
  const hours = [2, 4, 6, 12, 24, 48].find((h) => h * spacing() > 70) ?? 48;
  candles.forEach(({ timeSec }, i) => {
    const x = toX(i);
    const wallSec = timeSec + view.zoneSec;
    if (wallSec % (hours * LAB_BAR_SEC) !== 0 || x < 0 || x > size.width) return;
    const [date, clock] = new Date(wallSec * 1000).toISOString().slice(5, 16).split('T');
    const text = `${date} ${clock}`;
    putText(labels, text, `left:${x - 50}px;width:100px;text-align:center;top:${size.height + 6}px`);
  });
}

function paint(): void {
  view.count = Math.min(400, Math.max(30, view.count));
  view.first = Math.min(candles.length - view.count, Math.max(0, view.first));
  fitPrices();
  paintCandles();
  writeLabels();
}

paint();
const corner = () => root.getBoundingClientRect();
window.__lab = {
  referencePrice: candles[candles.length - 1].close,
  candles,
  chart: {
    rect: () => ({ left: corner().left, top: corner().top, ...size }),
    p2y: (price) => corner().top + toY(price),
    t2x: (timeSec) => corner().left + toX((timeSec - candles[0].timeSec) / LAB_BAR_SEC),
    pan: (dx) => {
      view.first -= Math.round(dx / spacing());
      paint();
    },
    zoom: (factor) => {
      view.count = Math.round(view.count / factor);
      paint();
    },
    invert: (isInverted) => {
      view.isInverted = isInverted;
      paint();
    },
    setZone: (zoneSec) => {
      view.zoneSec = zoneSec;
      paint();
    },
    resize: (width, height) => {
      Object.assign(size, { width: width - 80, height: height - 30 });
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      paint();
    },
  },
};
