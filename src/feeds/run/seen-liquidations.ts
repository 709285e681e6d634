import type { Liquidation } from '../../core/market/liquidation';
import type { MarketEvent } from '../../core/market/market-event';

const KEPT = 5000;

/** Remembers the forced closings of late, so that a replay after a reconnect or an overlapping page adds nothing. */
export interface SeenLiquidations {
  /**
   * The events of one payload without the liquidations known before. Equal rows inside one payload, or inside all that
   * share a `tally`, all count: each from the second on is named by its place among them, so that the store keeps them
   * apart.
   */
  fresh(events: readonly MarketEvent[], tally?: EqualTally): readonly MarketEvent[];
}

/** How often each closing without a name was told by one who tells each once. */
export type EqualTally = Map<string, number>;

/** What was told on one connection. */
export interface ConnectionTally {
  tally: EqualTally;
  /** Messages that told closings, of late. */
  texts: Set<string>;
}

/** Of a connection on which nothing was told yet. */
export function freshConnectionTally(): ConnectionTally {
  return { tally: new Map(), texts: new Set() };
}

/** Whether the very same message was told on this connection before; remembers it. */
export function isToldAnew({ texts }: ConnectionTally, text: string): boolean {
  if (texts.has(text)) return true;
  remember(texts, text);
  return false;
}

/** A memory without liquidations. */
export function createSeenLiquidations(): SeenLiquidations {
  const seen = new Set<string>();
  return {
    fresh(events, tally = new Map()) {
      if (!events.some(({ type }) => type === 'liquidation')) return events;
      return events.flatMap((event): readonly MarketEvent[] => {
        if (event.type !== 'liquidation') return [event];
        const { key, liquidation } = identified(event.liquidation, tally);
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

function identified(liquidation: Liquidation, tally: EqualTally): Identified {
  const { id, timeMs, positionSide, price, base } = liquidation;
  // One trade may close a long and a short.
  if (id !== undefined) return { key: `${positionSide} ${id}`, liquidation };
  const content = `${timeMs} ${positionSide} ${price} ${base}`;
  const place = tally.get(content) ?? 0;
  tally.set(content, place + 1);
  dropOldest(tally);
  return {
    key: `${content} ${place}`,
    liquidation: place === 0 ? liquidation : { ...liquidation, id: `#${place}` },
  };
}

function remember(seen: Set<string>, key: string): void {
  seen.add(key);
  dropOldest(seen);
}

function dropOldest(known: Set<string> | EqualTally): void {
  if (known.size <= KEPT) return;
  for (const oldest of known.keys()) {
    known.delete(oldest);
    return;
  }
}
