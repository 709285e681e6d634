/** Rounds to a multiple of the tick in one direction: `up` never below, `down` never above the price. */
export function roundToTick(price: number, tickSize: number, direction: 'up' | 'down'): number {
  if (!(tickSize > 0)) return price;
  const steps = price / tickSize;
  // Prices that already are multiples come out a hair off; they must not move by a whole tick.
  const exact = Math.round(steps);
  if (Math.abs(steps - exact) < 1e-6) return Number((exact * tickSize).toPrecision(12));
  const rounded = direction === 'up' ? Math.ceil(steps) : Math.floor(steps);
  return Number((rounded * tickSize).toPrecision(12));
}
