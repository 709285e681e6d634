import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';

/** Seeded uniform numbers in 0..1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const START_MS = Date.UTC(2026, 0, 5);

export interface SampleOptions {
  count: number;
  seed?: number;
  barMs?: number;
  price?: number;
  /** Standard deviation of ln price in one bar. */
  volatility?: number;
  openInterest?: number;
}

/** A random walk with open interest, turnover and account share; everything a bar can carry. */
export function sampleBars(options: SampleOptions): EstimatorBar[] {
  const {
    count,
    seed = 1,
    barMs = 300_000,
    price = 95_000,
    volatility = 0.0018,
    openInterest = 90_000,
  } = options;
  const random = randomFrom(seed);
  const normal = (): number => {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += random();
    return sum;
  };
  let last = price;
  let stock = openInterest;
  return Array.from({ length: count }, (_, index) => {
    const path = [last];
    for (let step = 0; step < 5; step++)
      path.push(path[step] * Math.exp((normal() * volatility) / Math.sqrt(5)));
    last = path[5];
    stock *= Math.exp(normal() * 0.0015);
    const volume = ((stock * 2.5 * barMs) / 86_400_000) * Math.exp(normal() * 0.6);
    return {
      openTimeMs: START_MS + index * barMs,
      intervalMs: barMs,
      open: path[0],
      high: Math.max(...path),
      low: Math.min(...path),
      close: last,
      markHigh: null,
      markLow: null,
      volumeBase: volume,
      takerBuyBase: volume * (0.5 + 0.03 * normal()),
      openInterestBase: stock,
      longAccountShare: 0.5 + 0.1 * Math.sin(index / 50),
      liquidations: null,
      isSampled: false,
    };
  });
}
