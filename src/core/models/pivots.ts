import type { EstimatorBar } from '../estimate/estimator-bar';
import { createState, type DensityModel, type ModelState } from './density-model';
import { depositLevel } from './level-plane';
import { liquidationOffset, placeBoth, sweepBoth, writePlanes } from './leverage-levels';

const MULTIPLES = [10, 25, 50, 100];
/** Bars on each side that a swing must stand above or below. */
const ARM = 12;
const WINDOW = 2 * ARM + 1;
const COUNT = 0;
const LOWS = 1;
const HIGHS = LOWS + WINDOW;
const VOLUMES = HIGHS + WINDOW;

/**
 * Pivots: shorts are assumed to enter at swing highs and longs at swing lows, with the volume around the swing, at
 * 10/25/50/100; reached levels are removed. A swing is known twelve bars late.
 * Memory: bars seen, then rings of the last 25 lows, highs and USD volumes.
 */
export const PIVOTS: DensityModel = {
  id: 'pivots',
  name: 'pivots',
  create: (logBin) => createState(logBin, 1, 1 + 3 * WINDOW),
  update(state, bar) {
    placeBoth(state, bar);
    sweepBoth(state, bar);
    remember(state, bar);
    if (state.memory[COUNT] < WINDOW) return;
    const middle = (state.memory[COUNT] - 1 - ARM) % WINDOW;
    const { memory } = state;
    const low = memory[LOWS + middle];
    const high = memory[HIGHS + middle];
    if (low <= extreme(memory, LOWS, Math.min)) deposit(state, true, low);
    if (high >= extreme(memory, HIGHS, Math.max)) deposit(state, false, high);
  },
  write: writePlanes,
};

function remember(state: ModelState, bar: EstimatorBar): void {
  const at = state.memory[COUNT] % WINDOW;
  state.memory[LOWS + at] = bar.low;
  state.memory[HIGHS + at] = bar.high;
  state.memory[VOLUMES + at] = (bar.volumeBase ?? 0) * bar.close;
  state.memory[COUNT]++;
}

function extreme(memory: Float64Array, start: number, pick: (a: number, b: number) => number): number {
  let value = memory[start];
  for (let i = 1; i < WINDOW; i++) value = pick(value, memory[start + i]);
  return value;
}

function deposit(state: ModelState, isLong: boolean, entry: number): void {
  let usd = 0;
  for (let i = 0; i < WINDOW; i++) usd += state.memory[VOLUMES + i];
  const plane = isLong ? state.long : state.short;
  for (const leverage of MULTIPLES) {
    depositLevel(plane, 0, Math.log(entry) + liquidationOffset(isLong, leverage), usd / MULTIPLES.length);
  }
}
