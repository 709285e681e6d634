import type { ServedBar } from './market/bars';
import type { Market } from './market/market';
import type { SourceLiquidation } from './market/market-source';

/** One subscription of a connection: the messages that became due in (sinceMs, nowMs]. */
export type Stream = (sinceMs: number, nowMs: number) => unknown[];

/** The subscriptions of one connection. */
export class StreamSet {
  readonly #streams = new Map<string, Stream>();
  readonly #market: Market;
  #sinceMs: number;
  #generation: number;

  constructor(market: Market) {
    this.#market = market;
    this.#sinceMs = market.nowMs();
    this.#generation = market.clock.generation;
  }

  add(name: string, stream: Stream): void {
    this.#streams.set(name, stream);
  }

  remove(name: string): void {
    this.#streams.delete(name);
  }

  names(): string[] {
    return [...this.#streams.keys()];
  }

  /** Hands over what is due, with the name of its subscription. */
  tick(emit: (message: unknown, name: string) => void): void {
    const nowMs = this.#market.nowMs();
    // After a jump the time in between was never played: a client has to notice the gap and ask REST.
    if (this.#generation !== this.#market.clock.generation) this.#sinceMs = nowMs;
    this.#generation = this.#market.clock.generation;
    for (const [name, stream] of this.#streams) {
      for (const message of stream(this.#sinceMs, nowMs)) emit(message, name);
    }
    this.#sinceMs = nowMs;
  }
}

/** A contract as a venue's streams see it. */
export interface Contract {
  market: Market;
  venue: string;
  coin: string;
}

/** No exchange tells of a forming bar more often. */
const BAR_EVERY_MS = 200;

/** Candles: changes of the forming bar, and each bar once as closed. */
export function barStream(
  { market, venue, coin }: Contract,
  intervalMs: number,
  frame: (bar: ServedBar, nowMs: number) => unknown,
): Stream {
  let last = '';
  let nextMs = 0;
  return (sinceMs, nowMs) => {
    const isBarOver = Math.floor(sinceMs / intervalMs) !== Math.floor(nowMs / intervalMs);
    if (!isBarOver && nowMs < nextMs && nextMs - nowMs <= BAR_EVERY_MS) return [];
    nextMs = nowMs + BAR_EVERY_MS;
    const fromMs = Math.floor(sinceMs / intervalMs) * intervalMs;
    const messages: unknown[] = [];
    for (const bar of market.bars(venue, coin, intervalMs, { fromMs, toMs: nowMs })) {
      if (bar.isClosed && bar.openTimeMs + intervalMs <= sinceMs) continue;
      const key = `${bar.openTimeMs} ${bar.isClosed} ${bar.close} ${bar.high} ${bar.low}`;
      if (key === last) continue;
      last = key;
      messages.push(frame(bar, nowMs));
    }
    return messages;
  };
}

/** Something sent every `everyMs`, first at once; null sends nothing. */
export function periodicStream(everyMs: number, frame: (nowMs: number) => unknown): Stream {
  let nextMs = 0;
  return (_sinceMs, nowMs) => {
    // A clock that jumped back would else wait for the old future.
    if (nowMs < nextMs && nextMs - nowMs <= everyMs) return [];
    nextMs = nowMs + everyMs;
    const message = frame(nowMs);
    return message === null ? [] : [message];
  };
}

/** Forced closings, after the venue's own thinning; one message for what a tick brings. */
export function liquidationStream(
  contract: Contract,
  thin: (events: SourceLiquidation[]) => SourceLiquidation[],
  frame: (events: SourceLiquidation[], nowMs: number) => unknown[],
): Stream {
  return (sinceMs, nowMs) => {
    const { market, venue, coin } = contract;
    const events = thin(market.liquidations(venue, coin, { fromMs: sinceMs + 1, toMs: nowMs }));
    return events.length === 0 ? [] : frame(events, nowMs);
  };
}

/** The largest event of each second, of each side when `isPerSide`. */
export function largestPerSecond(events: SourceLiquidation[], isPerSide = false): SourceLiquidation[] {
  const largest = new Map<string, SourceLiquidation>();
  for (const event of events) {
    const key = `${Math.floor(event.timeMs / 1000)} ${isPerSide ? event.positionSide : ''}`;
    const seen = largest.get(key);
    if (seen === undefined || event.base > seen.base) largest.set(key, event);
  }
  return [...largest.values()];
}

/** What takers bought and sold since the last tick, base coins; from the bars, so that sums agree with them. */
export function tradeStream(
  { market, venue, coin }: Contract,
  frame: (trades: { isBuy: boolean; base: number; price: number; timeMs: number }[]) => unknown,
): Stream {
  const volumesAt = (nowMs: number) => {
    const bars = market.bars(venue, coin, 60_000, { fromMs: nowMs - 3_600_000, toMs: nowMs });
    return new Map(bars.map((bar) => [bar.openTimeMs, bar]));
  };
  let seen = volumesAt(market.nowMs());
  return (_sinceMs, nowMs) => {
    const now = volumesAt(nowMs);
    const trades: { isBuy: boolean; base: number; price: number; timeMs: number }[] = [];
    for (const bar of now.values()) {
      const before = seen.get(bar.openTimeMs);
      const buy = (bar.takerBuyBase ?? 0) - (before?.takerBuyBase ?? 0);
      const sell = bar.volumeBase - (before?.volumeBase ?? 0) - buy;
      const timeMs = Math.min(nowMs, bar.openTimeMs + 59_999);
      if (buy > 1e-9) trades.push({ isBuy: true, base: buy, price: bar.close, timeMs });
      if (sell > 1e-9) trades.push({ isBuy: false, base: sell, price: bar.close, timeMs });
    }
    seen = now;
    return trades.length === 0 ? [] : [frame(trades)];
  };
}

/** The object in a client's message, null when it is none. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Objects of a list field; empty when it is none. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
