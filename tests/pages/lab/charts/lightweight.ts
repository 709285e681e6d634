import type { LabCandle } from '../lab-candles';
import { joinCandles, labCandles } from '../lab-candles';
import { type LabChart, labCase, labRoot } from '../lab-chart';

/** The parts that versions 4 and 5 share. */
interface Scale {
  applyOptions(options: object): void;
}
interface Series {
  setData(rows: object[]): void;
  priceToCoordinate(price: number): number | null;
  priceScale(): Scale;
}
interface TimeScale {
  timeToCoordinate(time: never): number | null;
  scrollPosition(): number;
  scrollToPosition(position: number, animated: boolean): void;
  options(): { barSpacing: number };
  applyOptions(options: object): void;
}
interface Chart {
  timeScale(): unknown;
  applyOptions(options: object): void;
  resize(width: number, height: number): void;
}

interface LightweightCase {
  price: number;
  volatility: number;
  isLeft: boolean;
  format?: (price: number) => string;
  precision: number;
  mode: 'linear' | 'log';
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const BASE = { price: 61_000, volatility: 0.006, isLeft: false, precision: 2, mode: 'linear' } as const;

/** `0.00001234` -> `0.0₄1234` */
function subscriptZeros(price: number): string {
  const [, zeros, digits] = /^0\.(0*)(\d+)$/.exec(price.toFixed(9)) ?? [];
  return zeros && zeros.length > 2 ? `0.0${SUBSCRIPTS[zeros.length]}${digits}` : price.toFixed(9);
}

const CASES: Record<string, LightweightCase> = {
  plain: BASE,
  small: { ...BASE, price: 0.00001234, precision: 9 },
  subscript: { ...BASE, price: 0.00001234, precision: 9, format: subscriptZeros },
  german: { ...BASE, format: (p) => p.toLocaleString('de-DE', { maximumFractionDigits: 0 }) },
  french: {
    ...BASE,
    price: 3.4,
    precision: 3,
    format: (p) => p.toLocaleString('fr-FR', { minimumFractionDigits: 3 }),
  },
  indian: {
    ...BASE,
    price: 6_100_000,
    format: (p) => p.toLocaleString('en-IN', { minimumFractionDigits: 1 }),
  },
  currency: { ...BASE, format: (p) => `$${p.toLocaleString('en-US', { minimumFractionDigits: 1 })}` },
  lira: { ...BASE, format: (p) => `${p.toLocaleString('en-US', { minimumFractionDigits: 1 })} TRY` },
  suffix: { ...BASE, format: (p) => `${(p / 1000).toFixed(3)}K` },
  left: { ...BASE, isLeft: true },
  narrow: { ...BASE, volatility: 0.00002 },
  widelog: { ...BASE, price: 40, volatility: 0.12, mode: 'log' },
  rsi: BASE,
};

export function lightweightCase(): LightweightCase {
  return CASES[labCase()] ?? BASE;
}

export function chartOptions(root: HTMLElement): object {
  const { isLeft } = lightweightCase();
  return {
    width: root.clientWidth,
    height: root.clientHeight,
    timeScale: { timeVisible: true },
    leftPriceScale: { visible: isLeft },
    rightPriceScale: { visible: !isLeft },
  };
}

export function seriesOptions(): object {
  const { precision, format, isLeft } = lightweightCase();
  const minMove = 10 ** -precision;
  return {
    priceScaleId: isLeft ? 'left' : 'right',
    priceFormat: format
      ? { type: 'custom', minMove, formatter: format }
      : { type: 'price', precision, minMove },
  };
}

export function lightweightCandles(): LabCandle[] {
  const { price, volatility } = lightweightCase();
  return labCandles(price, volatility);
}

/** The common adapter over a chart and its candle series. */
export function adaptLightweight(
  chart: Chart,
  series: Series,
  candles: LabCandle[],
  root = labRoot(),
): LabChart {
  const times = chart.timeScale() as TimeScale;
  const scale = series.priceScale();
  const setMode = (mode: 'linear' | 'log') => scale.applyOptions({ mode: mode === 'log' ? 1 : 0 });
  const shown = { candles, zoneSec: 0, hours: 1 };
  /** The library knows no zones: pages shift their times. */
  const show = (change: Partial<typeof shown>) => {
    Object.assign(shown, change);
    const bars = joinCandles(shown.candles, shown.hours);
    series.setData(bars.map(({ timeSec, ...ohlc }) => ({ time: timeSec + shown.zoneSec, ...ohlc })));
  };
  show({});
  setMode(lightweightCase().mode);
  const pane = () => {
    const canvases = [...root.querySelectorAll('canvas')].map((c) => c.getBoundingClientRect());
    return canvases.reduce((best, r) => (r.width * r.height > best.width * best.height ? r : best));
  };
  const shifted = (at: number | null, by: number) => (at === null ? null : at + by);
  return {
    rect: () => {
      const { left, top, width, height } = pane();
      return { left, top, width, height };
    },
    p2y: (price) => shifted(series.priceToCoordinate(price), pane().top),
    t2x: (timeSec) => shifted(times.timeToCoordinate((timeSec + shown.zoneSec) as never), pane().left),
    pan: (dx) => times.scrollToPosition(times.scrollPosition() - dx / times.options().barSpacing, false),
    zoom: (factor) => times.applyOptions({ barSpacing: times.options().barSpacing * factor }),
    squeeze: (amount) =>
      scale.applyOptions({ scaleMargins: { top: 0.05 + amount * 0.4, bottom: 0.4 - amount * 0.35 } }),
    mode: setMode,
    setZone: (zoneSec) => show({ zoneSec }),
    setBarHours: (hours) => show({ hours }),
    setMarket: (market) => show({ candles: market }),
    invert: (invertScale) => scale.applyOptions({ invertScale }),
    resize: (width, height) => {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      chart.resize(width, height);
    },
  };
}
