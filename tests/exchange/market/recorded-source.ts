import type { MarketSource, SourceBar, SourceFunding, SourceOpenInterest } from './market-source';
import { readRecording } from './recording-files';
import { rowsBetween } from './timeline';

const FIVE_MINUTES_MS = 300_000;
const HOUR_MS = 3_600_000;
const LISTED_MS = 7 * 24 * HOUR_MS;

interface Listing {
  /** Bar length, ms -> bars. */
  bars: Map<number, SourceBar[]>;
  openInterest: SourceOpenInterest[];
  funding: SourceFunding[];
}

/** Which recording ends "now": the fortnight at 5 min, or the months at 1 h. */
export type Episode = '5m' | '1h';

/**
 * A folder in the layout of `data/market`. Its times are moved as one block so that the end of the episode, less what
 * is kept to be played live, falls on `nowMs`: pages and the extension then see current dates, with real distances
 * between the rows. The shift is a whole number of hours, which keeps bars of up to an hour on their marks.
 */
export function openRecordedSource(options: {
  folder: string;
  nowMs: number;
  /** How much of the end is still to come, ms; default 2 h. */
  toPlayMs?: number;
  episode?: Episode;
}): MarketSource {
  const listings = readListings(options.folder);
  const stepMs = options.episode === '1h' ? HOUR_MS : FIVE_MINUTES_MS;
  const endMs = newestOpen(listings, stepMs);
  if (endMs === null) throw new Error(`no recorded bars of ${stepMs} ms in the given market folder`);
  const wanted = options.nowMs - (endMs + stepMs - (options.toPlayMs ?? 2 * HOUR_MS));
  return new RecordedSource(listings, Math.floor(wanted / HOUR_MS) * HOUR_MS, endMs);
}

class RecordedSource implements MarketSource {
  readonly name = 'recorded';
  readonly startMs: number;
  readonly endMs: number;
  readonly #listings: Map<string, Listing>;
  readonly #shiftMs: number;
  /** A contract whose recording ended earlier counts as delisted by now. */
  readonly #delistedBeforeMs: number;

  constructor(listings: Map<string, Listing>, shiftMs: number, episodeEndMs: number) {
    this.#listings = listings;
    this.#shiftMs = shiftMs;
    this.#delistedBeforeMs = episodeEndMs - LISTED_MS;
    const all = [...listings.values()].flatMap((listing) => [...listing.bars.values()]);
    this.startMs = Math.min(...all.map((bars) => bars[0].openTimeMs)) + shiftMs;
    this.endMs = Math.max(...all.map((bars) => bars[bars.length - 1].openTimeMs)) + shiftMs;
  }

  coins(venue: string): readonly string[] {
    const prefix = `${venue}:`;
    return [...this.#listings]
      .filter(([key, listing]) => key.startsWith(prefix) && newestOf(listing) >= this.#delistedBeforeMs)
      .map(([key]) => key.slice(prefix.length));
  }

  steps(venue: string, coin: string): readonly number[] {
    return [...(this.#of(venue, coin)?.bars.keys() ?? [])].sort((a, b) => a - b);
  }

  bars(venue: string, coin: string, stepMs: number, fromMs: number, toMs: number): SourceBar[] {
    const bars = this.#of(venue, coin)?.bars.get(stepMs) ?? [];
    return rowsBetween(bars, (bar) => bar.openTimeMs, fromMs - this.#shiftMs, toMs - this.#shiftMs).map(
      (bar) => ({ ...bar, openTimeMs: bar.openTimeMs + this.#shiftMs }),
    );
  }

  openInterest(venue: string, coin: string, fromMs: number, toMs: number): SourceOpenInterest[] {
    return this.#moved(this.#of(venue, coin)?.openInterest ?? [], fromMs, toMs);
  }

  funding(venue: string, coin: string, fromMs: number, toMs: number): SourceFunding[] {
    return this.#moved(this.#of(venue, coin)?.funding ?? [], fromMs, toMs);
  }

  // No file of the folder holds mark prices, account ratios of one venue, brackets, or forced orders of that time.
  markBars(): SourceBar[] {
    return [];
  }

  accountRatio(): [] {
    return [];
  }

  liquidations(): [] {
    return [];
  }

  tiers(): null {
    return null;
  }

  positions(): [] {
    return [];
  }

  #of(venue: string, coin: string): Listing | undefined {
    return this.#listings.get(`${venue}:${coin}`);
  }

  #moved<T extends { timeMs: number }>(rows: readonly T[], fromMs: number, toMs: number): T[] {
    return rowsBetween(rows, (row) => row.timeMs, fromMs - this.#shiftMs, toMs - this.#shiftMs).map(
      (row) => ({
        ...row,
        timeMs: row.timeMs + this.#shiftMs,
      }),
    );
  }
}

function newestOf(listing: Listing): number {
  return Math.max(0, ...[...listing.bars.values()].map((bars) => bars.at(-1)?.openTimeMs ?? 0));
}

function newestOpen(listings: Map<string, Listing>, stepMs: number): number | null {
  const ends = [...listings.values()].map((listing) => listing.bars.get(stepMs)?.at(-1)?.openTimeMs ?? 0);
  const newest = Math.max(0, ...ends);
  return newest === 0 ? null : newest;
}

function readListings(folder: string): Map<string, Listing> {
  const listings = new Map<string, Listing>();
  const of = (venue: string, coin: string): Listing => {
    const key = `${venue}:${coin}`;
    const listing = listings.get(key) ?? { bars: new Map(), openInterest: [], funding: [] };
    listings.set(key, listing);
    return listing;
  };
  readFiveMinutes(folder, of);
  readHourly(folder, of);
  readVenueCandles(folder, of);
  readVenueExtras(folder, of);
  for (const listing of listings.values()) {
    listing.openInterest.sort((a, b) => a.timeMs - b.timeMs);
    listing.funding.sort((a, b) => a.timeMs - b.timeMs);
  }
  return new Map([...listings].filter(([, listing]) => listing.bars.size > 0));
}

type ListingOf = (venue: string, coin: string) => Listing;

function barOf(row: Record<string, string>): SourceBar {
  return {
    openTimeMs: Number(row.time_ms),
    open: Number(row.open),
    high: Number(row.high),
    low: Number(row.low),
    close: Number(row.close),
    volumeBase: Number(row.volume ?? 0),
    takerBuyBase: null,
  };
}

function readFiveMinutes(folder: string, of: ListingOf): void {
  const rows = readRecording(folder, 'btcusdt_5m_binance_price_oi_funding.csv.gz');
  if (rows.length === 0) return;
  const listing = of('binance', 'BTC');
  listing.bars.set(FIVE_MINUTES_MS, rows.map(barOf));
  for (const row of rows) {
    const timeMs = Number(row.time_ms);
    const quote = Number(row.oi_usd);
    listing.openInterest.push({ timeMs, quote, base: quote / Number(row.open) });
    listing.funding.push({ timeMs, rate: Number(row.funding_rate) });
  }
}

function readHourly(folder: string, of: ListingOf): void {
  const rows = readRecording(folder, 'btc_1h_coinglass.csv.gz');
  if (rows.length === 0) return;
  const listing = of('binance', 'BTC');
  listing.bars.set(HOUR_MS, rows.map(barOf));
  for (const row of rows) {
    const timeMs = Number(row.time_ms);
    const quote = Number(row.oi_usd_open);
    listing.openInterest.push({ timeMs, quote, base: quote / Number(row.open) });
    listing.funding.push({ timeMs, rate: Number(row.funding_pct_open) / 100 });
  }
}

/** Hourly candles with volume; where the hourly file above covers the same hour, these (the perpetual's own) win. */
function readVenueCandles(folder: string, of: ListingOf): void {
  for (const venue of ['binance', 'bybit']) {
    for (const row of readRecording(folder, `${venue}_perp_1h_candles.csv.gz`)) {
      const { bars } = of(venue, row.coin);
      const hourly = bars.get(HOUR_MS) ?? [];
      hourly.push(barOf(row));
      bars.set(HOUR_MS, hourly);
    }
    for (const coin of ['BTC', 'ETH', 'DOGE']) {
      const { bars } = of(venue, coin);
      const hourly = bars.get(HOUR_MS);
      if (hourly) bars.set(HOUR_MS, lastPerHour(hourly));
    }
  }
}

function lastPerHour(bars: SourceBar[]): SourceBar[] {
  const byTime = new Map(bars.map((bar) => [bar.openTimeMs, bar]));
  return [...byTime.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
}

function readVenueExtras(folder: string, of: ListingOf): void {
  for (const row of readRecording(folder, 'funding_rates.csv.gz')) {
    const rate = Number(row.funding_rate) * (row.venue === 'hyperliquid' ? 8 : 1);
    of(row.venue, row.coin).funding.push({ timeMs: Number(row.time_ms), rate });
  }
}
