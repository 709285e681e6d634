import type { Liquidation } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';

const KEPT = 5000;

/** Remembers the forced closings of late, so that a replay after a reconnect or an overlapping page adds nothing. */
export interface SeenLiquidations {
  /** The events of one payload without the liquidations known before; equal rows inside one payload all count. */
  fresh(events: readonly MarketEvent[]): readonly MarketEvent[];
}

/** A memory without liquidations. */
export function createSeenLiquidations(): SeenLiquidations {
  const seen = new Set<string>();
  return {
    fresh(events) {
      if (!events.some(({ type }) => type === 'liquidation')) return events;
      const counts = new Map<string, number>();
      return events.filter((event) => {
        if (event.type !== 'liquidation') return true;
        const { id } = event.liquidation;
        const key = id ?? keyByContent(event.liquidation, counts);
        if (seen.has(key)) return false;
        remember(seen, key);
        return true;
      });
    },
  };
}

/** Equal rows of one payload are different closings: they are told apart by their number. */
function keyByContent(liquidation: Liquidation, counts: Map<string, number>): string {
  const { timeMs, positionSide, price, base } = liquidation;
  const identity = `${timeMs} ${positionSide} ${price} ${base}`;
  const ordinal = counts.get(identity) ?? 0;
  counts.set(identity, ordinal + 1);
  return `${identity} ${ordinal}`;
}

function remember(seen: Set<string>, key: string): void {
  seen.add(key);
  if (seen.size <= KEPT) return;
  for (const oldest of seen) {
    seen.delete(oldest);
    return;
  }
}
