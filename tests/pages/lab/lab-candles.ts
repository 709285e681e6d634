import type { RangeBar } from '../../../src/core/axis/own-bars';

export interface LabCandle {
  timeSec: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

/** The laboratory's clock always stands here: 2026-11-20 14:37 UTC. */
export const LAB_NOW_MS = Date.UTC(2026, 10, 20, 14, 37);
export const LAB_BAR_SEC = 3600;

/** Uniform numbers 0..1 from a seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The same market as another exchange knows it: prices up to a twentieth of the bar's height apart. (Hours of two large
 * exchanges: 1 to 2 % of the height in the median, 4 to 7 % at most in nine of ten.)
 */
export function labBars(candles: LabCandle[]): Required<RangeBar>[] {
  const random = seededRandom(5);
  const randomClose = seededRandom(6);
  return candles.map(({ timeSec, high, low, close }) => {
    const near = (price: number, chance = random) => price + (chance() - 0.5) * 0.1 * (high - low);
    return { timeSec, high: near(high), low: near(low), close: near(close, randomClose) };
  });
}

/** Hourly candles up to the laboratory's now: a random walk around `price` with `volatility` a bar. */
export function labCandles(price = 61_000, volatility = 0.006, count = 900, seed = 7): LabCandle[] {
  const random = seededRandom(seed);
  const newest = Math.floor(LAB_NOW_MS / 1000 / LAB_BAR_SEC) * LAB_BAR_SEC;
  const candles: LabCandle[] = [];
  let close = price;
  for (let i = 0; i < count; i++) {
    const open = close;
    close = open * Math.exp((random() - 0.5) * 2 * volatility);
    const high = Math.max(open, close) * (1 + random() * volatility * 0.5);
    const low = Math.min(open, close) * (1 - random() * volatility * 0.5);
    candles.unshift({ timeSec: newest - i * LAB_BAR_SEC, open: close, high, low, close: open });
  }
  return candles;
}

/** The same candles in bars of so many hours, which open at multiples of them in UTC. */
export function joinCandles(candles: LabCandle[], hours: number): LabCandle[] {
  const joined: LabCandle[] = [];
  for (const candle of candles) {
    const timeSec = candle.timeSec - (candle.timeSec % (hours * LAB_BAR_SEC));
    const last = joined[joined.length - 1];
    if (last?.timeSec !== timeSec) joined.push({ ...candle, timeSec });
    else {
      last.high = Math.max(last.high, candle.high);
      last.low = Math.min(last.low, candle.low);
      last.close = candle.close;
    }
  }
  return joined;
}
