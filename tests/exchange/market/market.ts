import { aggregateBars, partialBar, type ServedBar } from './bars';
import type { MarketClock } from './market-clock';
import type {
  MarketSource,
  SourceBar,
  SourceLiquidation,
  SourceOpenInterest,
  SourceRatio,
} from './market-source';

const HOUR_MS = 3_600_000;

export interface Range {
  fromMs: number;
  toMs: number;
}

/** A source seen through a clock: only what is known by now, with the newest bar still forming. */
export class Market {
  readonly source: MarketSource;
  readonly clock: MarketClock;

  constructor(source: MarketSource, clock: MarketClock) {
    this.source = source;
    this.clock = clock;
  }

  nowMs(): number {
    return Math.floor(this.clock.nowMs());
  }

  has(venue: string, coin: string): boolean {
    return this.source.coins(venue).includes(coin);
  }

  /** Bars whose open time lies in the range, ascending; none where the source's own step is coarser. */
  bars(venue: string, coin: string, intervalMs: number, range: Range): ServedBar[] {
    return this.#served('bars', venue, coin, intervalMs, range);
  }

  markBars(venue: string, coin: string, intervalMs: number, range: Range): ServedBar[] {
    return this.#served('markBars', venue, coin, intervalMs, range);
  }

  /** The price at this moment, null before the first and where nothing is listed. */
  lastPrice(venue: string, coin: string): number | null {
    return this.#newest('bars', venue, coin)?.close ?? null;
  }

  /** Mark price; a recording without mark prices gives its last price. */
  markPrice(venue: string, coin: string): number | null {
    return this.#newest('markBars', venue, coin)?.close ?? this.lastPrice(venue, coin);
  }

  openInterest(venue: string, coin: string, periodMs: number, range: Range): SourceOpenInterest[] {
    const rows = this.source.openInterest(venue, coin, range.fromMs, Math.min(range.toMs, this.nowMs()));
    return rows.filter((row) => row.timeMs % periodMs === 0);
  }

  accountRatio(venue: string, coin: string, periodMs: number, range: Range): SourceRatio[] {
    const rows = this.source.accountRatio(venue, coin, range.fromMs, Math.min(range.toMs, this.nowMs()));
    return rows.filter((row) => row.timeMs % periodMs === 0);
  }

  /** Newest reading, at most a day old. */
  openInterestNow(venue: string, coin: string): SourceOpenInterest | null {
    return this.#latest('openInterest', venue, coin);
  }

  /** Running rate per 8 h, at most a day old. */
  fundingNow(venue: string, coin: string): number | null {
    return this.#latest('funding', venue, coin)?.rate ?? null;
  }

  /** Settlements of the range: the running rate at each multiple of `intervalHours`. */
  fundingSettlements(venue: string, coin: string, intervalHours: number, range: Range) {
    const stepMs = intervalHours * HOUR_MS;
    const toMs = Math.min(range.toMs, this.nowMs());
    // The simulation settles every 8 h, so that is how old a running rate may be.
    const maxAgeMs = 8 * HOUR_MS;
    const samples = this.source.funding(venue, coin, range.fromMs - maxAgeMs, toMs);
    const out: { timeMs: number; rate: number }[] = [];
    const firstMs = Math.max(range.fromMs, samples[0]?.timeMs ?? Number.POSITIVE_INFINITY);
    let i = 0;
    for (let timeMs = Math.ceil(firstMs / stepMs) * stepMs; timeMs <= toMs; timeMs += stepMs) {
      while (i + 1 < samples.length && samples[i + 1].timeMs <= timeMs) i += 1;
      const ageMs = timeMs - samples[i].timeMs;
      if (ageMs <= maxAgeMs) out.push({ timeMs, rate: (samples[i].rate * intervalHours) / 8 });
    }
    return out;
  }

  liquidations(venue: string, coin: string, range: Range): SourceLiquidation[] {
    return this.source.liquidations(venue, coin, range.fromMs, Math.min(range.toMs, this.nowMs()));
  }

  /** Newest row, at most a day old; asked for near first, because that is where it nearly always is. */
  #latest<K extends 'openInterest' | 'funding'>(kind: K, venue: string, coin: string) {
    type Row = ReturnType<MarketSource[K]>[number];
    const nowMs = this.nowMs();
    const read = (ageMs: number): Row | undefined =>
      this.source[kind](venue, coin, nowMs - ageMs, nowMs).at(-1) as Row | undefined;
    return read(HOUR_MS / 2) ?? read(24 * HOUR_MS) ?? null;
  }

  #newest(kind: 'bars' | 'markBars', venue: string, coin: string): SourceBar | null {
    const nowMs = this.nowMs();
    const stepMs = this.source.steps(venue, coin)[0];
    if (stepMs === undefined) return null;
    const farMs = Math.max(24 * HOUR_MS, nowMs - this.source.endMs + 2 * stepMs);
    for (const lookBackMs of [2 * stepMs, farMs]) {
      const range = { fromMs: nowMs - lookBackMs, toMs: nowMs };
      const newest = this.#known(kind, venue, coin, stepMs, range).at(-1);
      if (newest !== undefined) return newest;
    }
    return null;
  }

  #served(
    kind: 'bars' | 'markBars',
    venue: string,
    coin: string,
    intervalMs: number,
    range: Range,
  ): ServedBar[] {
    let out: SourceBar[] = [];
    // The finest recording speaks where it has data; a coarser one only for the time before it.
    for (const stepMs of this.source.steps(venue, coin)) {
      if (intervalMs % stepMs !== 0) continue;
      const fromMs = Math.ceil(range.fromMs / intervalMs) * intervalMs;
      const toMs = Math.min(range.toMs + intervalMs - 1, (out[0]?.openTimeMs ?? Infinity) - 1, this.nowMs());
      const known = aggregateBars(this.#known(kind, venue, coin, stepMs, { fromMs, toMs }), intervalMs);
      out = [...known, ...out];
    }
    const nowMs = this.nowMs();
    return out
      .filter((bar) => bar.openTimeMs >= range.fromMs && bar.openTimeMs <= range.toMs)
      .map((bar) => ({ ...bar, intervalMs, isClosed: bar.openTimeMs + intervalMs <= nowMs }));
  }

  #known(kind: 'bars' | 'markBars', venue: string, coin: string, stepMs: number, range: Range): SourceBar[] {
    const nowMs = this.nowMs();
    const bars = this.source[kind](venue, coin, stepMs, range.fromMs, Math.min(range.toMs, nowMs));
    const last = bars.at(-1);
    if (last === undefined || last.openTimeMs + stepMs <= nowMs) return bars;
    return [...bars.slice(0, -1), partialBar(last, (nowMs - last.openTimeMs) / stepMs)];
  }
}
