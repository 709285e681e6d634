import type { BarLiquidation, EstimatorBar } from '../core/estimate/estimator-bar';
import type { InstrumentKey } from '../core/market/instrument';
import type { BarRecord } from '../store/schema';
import { BAR_MS } from './event-faults';

/** Numbers of a bar before its liquidations. */
const HEAD = 13;
const PER_LIQUIDATION = 3;

/** Bars exactly as the estimator consumed them, as one record of a UTC day; NaN stands for null. */
export function toBarRecord(
  instrument: InstrumentKey,
  dayMs: number,
  bars: readonly EstimatorBar[],
): BarRecord {
  const numbers: number[] = [];
  for (const bar of bars) {
    numbers.push(
      bar.openTimeMs,
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      orNaN(bar.markHigh),
      orNaN(bar.markLow),
      orNaN(bar.volumeBase),
      orNaN(bar.takerBuyBase),
      orNaN(bar.openInterestBase),
      orNaN(bar.longAccountShare),
      bar.isSampled ? 1 : 0,
      bar.liquidations === null ? -1 : bar.liquidations.length,
    );
    for (const { positionSide, price, base } of bar.liquidations ?? []) {
      numbers.push(positionSide === 'long' ? 1 : -1, orNaN(price), base);
    }
  }
  const rows = Float64Array.from(numbers);
  return { instrument, dayMs, rows, bytes: rows.byteLength };
}

/** The bars of a record, in order. A record that was cut gives the whole bars before the cut. */
export function fromBarRecord({ rows }: BarRecord): EstimatorBar[] {
  const bars: EstimatorBar[] = [];
  for (let at = 0; at + HEAD <= rows.length; ) {
    const count = rows[at + 12];
    const end = at + HEAD + Math.max(0, count) * PER_LIQUIDATION;
    if (!(end <= rows.length)) break;
    bars.push({
      openTimeMs: rows[at],
      intervalMs: BAR_MS,
      open: rows[at + 1],
      high: rows[at + 2],
      low: rows[at + 3],
      close: rows[at + 4],
      markHigh: orNull(rows[at + 5]),
      markLow: orNull(rows[at + 6]),
      volumeBase: orNull(rows[at + 7]),
      takerBuyBase: orNull(rows[at + 8]),
      openInterestBase: orNull(rows[at + 9]),
      longAccountShare: orNull(rows[at + 10]),
      isSampled: rows[at + 11] === 1,
      liquidations: count < 0 ? null : readLiquidations(rows, at + HEAD, count),
    });
    at = end;
  }
  return bars;
}

function readLiquidations(rows: Float64Array, from: number, count: number): BarLiquidation[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * PER_LIQUIDATION;
    return {
      positionSide: rows[at] === 1 ? 'long' : 'short',
      price: orNull(rows[at + 1]),
      base: rows[at + 2],
    };
  });
}

function orNaN(value: number | null): number {
  return value ?? Number.NaN;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
