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
        const { timeMs, positionSide, price, base } = event.liquidation;
        const identity = `${timeMs} ${positionSide} ${price} ${base}`;
        const ordinal = counts.get(identity) ?? 0;
        counts.set(identity, ordinal + 1);
        const key = `${identity} ${ordinal}`;
        if (seen.has(key)) return false;
        remember(seen, key);
        return true;
      });
    },
  };
}

function remember(seen: Set<string>, key: string): void {
  seen.add(key);
  if (seen.size <= KEPT) return;
  for (const oldest of seen) {
    seen.delete(oldest);
    return;
  }
}
