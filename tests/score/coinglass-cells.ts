import * as v from 'valibot';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { partialSpearman } from '../../src/core/score/partial-spearman';
import { usdBetween } from '../../src/core/score/path-forecast';
import { spearman } from '../../src/core/score/rank-correlation';
import type { Contestant } from './contestant';
import { bare } from './real-series';
import { readPayloadJson } from './shared-data';

const FILES = [
  'liqHeatMap_24h_20240524T1056Z.json.gz',
  'liqHeatMap_3d_20240523T1435Z.json.gz',
  'liqHeatMap_30d_20240524T1057Z.json.gz',
];
const LOG_BIN = 0.0005;
/** Columns at the start hold levels whose birth the file does not show. */
const WARM_UP_SHARE = 0.25;

const Cell = v.tuple([v.number(), v.number(), v.number()]);
/** Seconds, open, high, low, close, volume in USD. */
const Price = v.array(v.union([v.number(), v.string()]));
const File = v.object({
  data: v.object({
    y: v.array(v.union([v.number(), v.string()])),
    prices: v.array(Price),
    liq: v.array(Cell),
  }),
});

/** One file of the vendor: candles, price levels and the cells it drew. */
export interface CellMap {
  name: string;
  bars: EstimatorBar[];
  levels: number[];
  /** Amounts by column, then level. */
  columns: Float64Array[];
}

/** Reads the vendor's maps. */
export function readCellMaps(): CellMap[] {
  return FILES.map((name) => {
    const { data } = v.parse(File, readPayloadJson(`coinglass/${name}`));
    const rows = data.prices.map((price) => price.map(Number));
    const intervalMs = (rows[1][0] - rows[0][0]) * 1000;
    const bars = rows.map(([seconds, open, high, low, close, volumeUsd]) =>
      bare(seconds * 1000, intervalMs, { open, high, low, close }, volumeUsd / close),
    );
    const levels = data.y.map(Number);
    const columns = rows.map(() => new Float64Array(levels.length));
    for (const [column, level, amount] of data.liq) columns[column][level] = amount;
    return { name: name.split('_')[1], bars: withInterest(bars), levels, columns };
  });
}

/** Mean rank correlation per column: plain, and with the distance from price partialled out. */
export function scoreCells(map: CellMap, contestant: Contestant): { plain: number; partial: number } {
  const first = Math.floor(map.bars.length * WARM_UP_SHARE);
  const sums = { plain: 0, partial: 0, count: 0 };
  map.bars.forEach((bar, at) => {
    contestant.feed(bar);
    if (at < first) return;
    const own = levelsOf(map, contestant);
    const actual = map.columns[at];
    const distance = map.levels.map((level) => Math.abs(Math.log(level / bar.close)));
    const plain = spearman(own, actual);
    const partial = partialSpearman(own, actual, [distance]);
    if (Number.isNaN(plain) || Number.isNaN(partial)) return;
    sums.plain += plain;
    sums.partial += partial;
    sums.count++;
  });
  return { plain: sums.plain / sums.count, partial: sums.partial / sums.count };
}

/**
 * The files hold no open interest and begin empty: the volume so far stands in, as if nobody had closed.
 */
function withInterest(bars: EstimatorBar[]): EstimatorBar[] {
  let total = 0;
  return bars.map((bar) => {
    total += bar.volumeBase ?? 0;
    return { ...bar, openInterestBase: total };
  });
}

/** A contestant's USD, both sides, in the band of each price level. */
function levelsOf(map: CellMap, contestant: Contestant): Float64Array {
  const { levels } = map;
  const half = (levels[1] - levels[0]) / 2;
  const logPriceMin = Math.floor(Math.log(levels[0] - half) / LOG_BIN) * LOG_BIN;
  const bins = Math.ceil((Math.log(levels[levels.length - 1] + half) - logPriceMin) / LOG_BIN);
  const grid = { logPriceMin, logBin: LOG_BIN, bins };
  const long = new Float64Array(bins);
  const short = new Float64Array(bins);
  contestant.write(grid, long, short);
  for (let bin = 0; bin < bins; bin++) long[bin] += short[bin];
  return Float64Array.from(levels, (level) => usdBetween(long, grid, level - half, level + half));
}
