import type { Liquidation } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';

const KEPT = 5000;

/** Remembers the forced closings of late, so that a replay after a reconnect or an overlapping page adds nothing. */
export interface SeenLiquidations {
  /**
   * The events of one payload without the liquidations known before. Equal rows inside one payload all count: each from
   * the second on is named by its place among them, so that the store keeps them apart.
   */
  fresh(events: readonly MarketEvent[]): readonly MarketEvent[];
}

/** A memory without liquidations. */
export function createSeenLiquidations(): SeenLiquidations {
  const seen = new Set<string>();
  return {
    fresh(events) {
      if (!events.some(({ type }) => type === 'liquidation')) return events;
      const counts = new Map<string, number>();
      return events.flatMap((event): readonly MarketEvent[] => {
        if (event.type !== 'liquidation') return [event];
        const { key, liquidation } = identified(event.liquidation, counts);
        if (seen.has(key)) return [];
        remember(seen, key);
        return [{ ...event, liquidation }];
      });
    },
  };
}

interface Identified {
  /** The same for the same closing, whenever and however often it comes. */
  key: string;
  liquidation: Liquidation;
}

function identified(liquidation: Liquidation, counts: Map<string, number>): Identified {
  const { id, timeMs, positionSide, price, base } = liquidation;
  // One trade may close a long and a short.
  if (id !== undefined) return { key: `${positionSide} ${id}`, liquidation };
  const content = `${timeMs} ${positionSide} ${price} ${base}`;
  const place = counts.get(content) ?? 0;
  counts.set(content, place + 1);
  return {
    key: `${content} ${place}`,
    liquidation: place === 0 ? liquidation : { ...liquidation, id: `#${place}` },
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
