import type { PriceLevel } from './market-context';

const STEPS = [1, 2.5, 5, 10];

/**
 * Distance of round numbers that people quote at a price: the largest of 1, 2.5, 5 x 10^n that is no more than
 * 2.6 % of it (1,000 at 96,812; 25 at 1,000; 0.005 at 0.2).
 */
export function roundStep(price: number): number {
  if (!(price > 0) || !Number.isFinite(price)) throw new Error(`invalid price: ${price}`);
  const power = 10 ** Math.floor(Math.log10(price * 0.026));
  return power * STEPS.reduce((best, step) => (step * power <= price * 0.026 ? step : best), 1);
}

/** The round numbers within `reach` (fraction of the price) on both sides, ascending. */
export function roundLevels(price: number, reach: number): PriceLevel[] {
  const step = roundStep(price);
  const first = Math.ceil((price * (1 - reach)) / step);
  const last = Math.floor((price * (1 + reach)) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    kind: 'round',
    price: Number(((first + index) * step).toPrecision(12)),
    timeMs: 0,
  }));
}
