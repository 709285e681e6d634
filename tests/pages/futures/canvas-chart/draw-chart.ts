import { basePrice, type ChartView, indexToX, priceSpan, priceToY, visibleIndexes } from './chart-view';

export interface ChartTheme {
  background: string;
  text: string;
  grid: string;
}

const RISING = '#089981';
const FALLING = '#f23645';
const FONT = "12px -apple-system, 'Trebuchet MS', Roboto, Ubuntu, sans-serif";

export function drawPane(context: CanvasRenderingContext2D, view: ChartView, theme: ChartTheme): void {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, view.width, view.height);
  context.fillStyle = theme.grid;
  for (const price of priceTicks(view)) context.fillRect(0, Math.round(priceToY(view, price)), view.width, 1);
  const { first, last } = visibleIndexes(view);
  const half = Math.max(1, Math.floor(view.barSpacing * 0.4));
  for (let i = first; i <= last; i++) drawCandle(context, view, i, half);
}

function drawCandle(context: CanvasRenderingContext2D, view: ChartView, index: number, half: number): void {
  const candle = view.candles[index];
  const x = Math.round(indexToX(view, index));
  const [open, high, low, close] = [candle.open, candle.high, candle.low, candle.close].map((price) =>
    priceToY(view, price),
  );
  context.fillStyle = candle.close >= candle.open ? RISING : FALLING;
  context.fillRect(x, Math.min(high, low), 1, Math.max(1, Math.abs(high - low)));
  context.fillRect(x - half, Math.min(open, close), 2 * half, Math.max(1, Math.abs(open - close)));
}

export function drawPriceAxis(context: CanvasRenderingContext2D, view: ChartView, theme: ChartTheme): void {
  const width = context.canvas.clientWidth;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, view.height);
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const price of priceTicks(view)) paintLabel(context, view, price, theme.text, width);
  const close = view.candles.at(-1)?.close;
  if (close === undefined) return;
  context.fillStyle = RISING;
  context.fillRect(0, priceToY(view, close) - 9, width, 18);
  paintLabel(context, view, close, '#ffffff', width);
}

/** The library centres the ink of the digits on the price's row. */
function paintLabel(
  context: CanvasRenderingContext2D,
  view: ChartView,
  price: number,
  colour: string,
  width: number,
): void {
  const text = labelOf(view, price);
  const ink = context.measureText(text.replace(/[2-9]/g, '0'));
  const correction = (ink.actualBoundingBoxAscent - ink.actualBoundingBoxDescent) / 2;
  context.fillStyle = colour;
  context.fillText(text, width / 2, priceToY(view, price) + correction);
}

export function labelOf(view: ChartView, price: number): string {
  if (view.mode === 2) return `${((price / basePrice(view) - 1) * 100).toFixed(2)}%`;
  if (view.mode === 3) return ((price / basePrice(view)) * 100).toFixed(2);
  const digits = price >= 1000 ? 1 : price >= 1 ? 3 : 6;
  return price.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function drawTimeAxis(
  context: CanvasRenderingContext2D,
  view: ChartView,
  intervalMs: number,
  theme: ChartTheme,
): void {
  const { clientWidth, clientHeight } = context.canvas;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, clientWidth, clientHeight);
  context.fillStyle = theme.text;
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { text, x } of timeLabels(view, intervalMs)) context.fillText(text, x, clientHeight / 2);
}

/** Labels of the time axis with their places in the pane, px. */
export function timeLabels(view: ChartView, intervalMs: number): { text: string; x: number }[] {
  const { first, last } = visibleIndexes(view);
  const everyMs = timeTick((90 / view.barSpacing) * intervalMs);
  const labels: { text: string; x: number }[] = [];
  for (let i = first; i <= last; i++) {
    const timeMs = view.candles[i].openTimeMs;
    if (timeMs % everyMs === 0) labels.push({ text: timeLabel(timeMs), x: indexToX(view, i) });
  }
  return labels;
}

function timeLabel(timeMs: number): string {
  const text = new Date(timeMs).toISOString();
  return timeMs % 86_400_000 === 0 ? String(Number(text.slice(8, 10))) : text.slice(11, 16);
}

function timeTick(leastMs: number): number {
  const steps = [1, 5, 15, 30, 60, 180, 360, 720, 1440, 4320].map((minutes) => minutes * 60_000);
  return steps.find((step) => step >= leastMs) ?? 14 * 86_400_000;
}

/** Round prices about 50 px apart. */
export function priceTicks(view: ChartView): number[] {
  const { low, high } = priceSpan(view);
  const least = ((high - low) * 50) / view.height;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? least;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(i * step);
  return ticks;
}
