import type { Liquidation } from '../market/liquidation';

/** The last forced closing of each second, oldest first, as throttled streams send them. Input ordered by time. */
export function throttle(liquidations: readonly Liquidation[]): Liquidation[] {
  const kept: Liquidation[] = [];
  let second = Number.NaN;
  for (const liquidation of liquidations) {
    const own = Math.floor(liquidation.timeMs / 1000);
    const last = kept.length - 1;
    if (own !== second) kept.push({ ...liquidation, isSampled: true });
    else kept[last] = { ...liquidation, isSampled: true };
    second = own;
  }
  return kept;
}
