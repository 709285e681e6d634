import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { earthMover } from '../../src/core/score/earth-mover';
import { gaussianSmooth } from '../../src/core/score/gaussian-smooth';
import { cutWindows } from '../../src/core/score/profile-window';
import { spearman } from '../../src/core/score/rank-correlation';
import type { Contestant } from './contestant';
import { bare, hourCandles } from './real-series';
import { numberAt, readMarketCsv } from './shared-data';

const HOUR_MS = 3_600_000;
const LOG_BIN = 0.001;
/** Bins within 15 % of the mark on each side. */
const BINS = 150;
const SMOOTH_BINS = 1.5;

/** Positions of one coin at one moment, USD by distance from the mark. */
export interface PositionSnapshot {
  timeMs: number;
  markBin: number;
  long: Float64Array;
  short: Float64Array;
}

/** Agreement with one snapshot, both sides side by side. */
export interface SnapshotScore {
  spearman: number;
  /** Percent of ln price. */
  emd: number;
}

/** Hourly bars of a coin with Hyperliquid's own open interest, from the first to the last reading of it. */
export function hyperliquidBars(coin: string): EstimatorBar[] {
  const interest = new Map(
    readMarketCsv('open_interest_usd.csv.gz')
      .filter((row) => row.venue === 'hyperliquid' && row.coin === coin)
      .map((row) => [numberAt(row, 'time_ms'), numberAt(row, 'oi_usd')]),
  );
  const firstMs = Math.min(...interest.keys());
  return [...hourCandles(coin)]
    .filter(([timeMs]) => timeMs >= firstMs)
    .sort(([one], [other]) => one - other)
    .map(([timeMs, candle]) => {
      const bar = bare(timeMs, HOUR_MS, candle, candle.volume);
      const usd = interest.get(timeMs + HOUR_MS);
      if (usd !== undefined) bar.openInterestBase = usd / candle.close;
      return bar;
    });
}

/** The followed addresses' positions of a coin at each snapshot. */
export function positionSnapshots(coin: string): PositionSnapshot[] {
  const byTime = new Map<number, PositionSnapshot>();
  for (const row of readMarketCsv('hyperliquid_positions.csv.gz')) {
    if (row.coin !== coin || row.liquidation_px === '') continue;
    const timeMs = numberAt(row, 'time_ms');
    const markBin = Math.floor(Math.log(numberAt(row, 'mark_px')) / LOG_BIN);
    const snapshot = byTime.get(timeMs) ?? {
      timeMs,
      markBin,
      long: new Float64Array(BINS),
      short: new Float64Array(BINS),
    };
    byTime.set(timeMs, snapshot);
    const offset = Math.floor(Math.log(numberAt(row, 'liquidation_px')) / LOG_BIN) - snapshot.markBin;
    const isLong = row.side === 'long';
    const distance = isLong ? -offset : offset;
    if (distance < 0 || distance >= BINS) continue;
    (isLong ? snapshot.long : snapshot.short)[distance] += numberAt(row, 'position_value_usd');
  }
  return [...byTime.values()].sort((one, other) => one.timeMs - other.timeMs);
}

/** Runs a contestant up to each snapshot and compares; one score a snapshot. */
export function scoreSnapshots(
  bars: readonly EstimatorBar[],
  snapshots: readonly PositionSnapshot[],
  contestant: Contestant,
): SnapshotScore[] {
  let next = 0;
  return snapshots.map((snapshot) => {
    while (next < bars.length && bars[next].openTimeMs + bars[next].intervalMs <= snapshot.timeMs) {
      contestant.feed(bars[next++]);
    }
    const grid = {
      logPriceMin: (snapshot.markBin - BINS) * LOG_BIN,
      logBin: LOG_BIN,
      bins: 2 * BINS + 1,
    };
    const profile = { long: new Float64Array(grid.bins), short: new Float64Array(grid.bins) };
    contestant.write(grid, profile.long, profile.short);
    const own = cutWindows(profile, BINS, BINS);
    return {
      spearman: rankAgreement(sideBySide(own), sideBySide(snapshot)),
      emd: (earthMover(own.long, snapshot.long, 0.1) + earthMover(own.short, snapshot.short, 0.1)) / 2,
    };
  });
}

function sideBySide({ long, short }: { long: Float64Array; short: Float64Array }): Float64Array {
  return Float64Array.from([...gaussianSmooth(long, SMOOTH_BINS), ...gaussianSmooth(short, SMOOTH_BINS)]);
}

function rankAgreement(one: Float64Array, other: Float64Array): number {
  const correlation = spearman(one, other);
  return Number.isNaN(correlation) ? 0 : correlation;
}
