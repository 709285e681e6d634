import type { MarketSource, SourceBar } from './market-source';

const MINUTE_MS = 60_000;

/** A source whose price can be put where a test wants it. */
export interface MovableSource extends MarketSource {
  /** From the minute of `fromMs` (served Unix ms) on, the coin stands still at `price` on every venue. */
  moveTo(coin: string, price: number, fromMs: number): void;
}

/** The source itself until a coin is moved; history stays as it was. */
export function makeMovable(source: MarketSource): MovableSource {
  const moves = new Map<string, { price: number; fromMs: number }>();
  const moved = (coin: string, bars: SourceBar[]): SourceBar[] => {
    const move = moves.get(coin);
    if (!move) return bars;
    const { price } = move;
    return bars.map((bar) =>
      bar.openTimeMs < move.fromMs ? bar : { ...bar, open: price, high: price, low: price, close: price },
    );
  };
  return {
    ...source,
    bars: (venue, coin, stepMs, fromMs, toMs) => moved(coin, source.bars(venue, coin, stepMs, fromMs, toMs)),
    markBars: (venue, coin, stepMs, fromMs, toMs) =>
      moved(coin, source.markBars(venue, coin, stepMs, fromMs, toMs)),
    moveTo(coin, price, fromMs) {
      moves.set(coin, { price, fromMs: Math.floor(fromMs / MINUTE_MS) * MINUTE_MS });
    },
  };
}
