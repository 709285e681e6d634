import { depositKernel } from '../../../src/core/estimate/deposit-kernel';
import { createEntryDensity, fillEvenly, fillFromBar } from '../../../src/core/estimate/entry-density';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import type { EstimatorConfig } from '../../../src/core/estimate/estimator-config';
import { CLASS_COUNT, CLASS_LEVERAGE } from '../../../src/core/estimate/leverage-classes';

/**
 * The rules of the estimator without any of its tricks: every bar passes over every bin of every class, in float64.
 * No learning. The measure for the lazy one, in result and in time.
 */
export interface NaiveState {
  config: EstimatorConfig;
  /** By side (0 long, 1 short) and class. */
  mass: Float64Array[][];
  excursion: Float64Array[][];
  far: number[][];
  farMoment: number[][];
  firstBin: number;
  openInterest: number;
  turnoverSum: number;
  turnoverWeight: number;
  bars: number;
  mix: number[];
  kernels: ReturnType<typeof depositKernel>[][];
  density: ReturnType<typeof createEntryDensity>;
  /** By side: coins that the bar's time closed. */
  closed: number[];
}

const DAY_MS = 86_400_000;
const SIDES = [0, 1] as const;

export function createNaive(config: EstimatorConfig): NaiveState {
  const kernels = SIDES.map((side) =>
    CLASS_LEVERAGE.map((_, index) => depositKernel(config, side === 0 ? 'long' : 'short', index)),
  );
  const mix = [...config.priors.openingMix];
  for (let index = CLASS_COUNT - 1; index > 0; index--) {
    if (kernels[0][index] && kernels[1][index]) continue;
    mix[index - 1] += mix[index];
    mix[index] = 0;
  }
  const total = mix.reduce((sum, share) => sum + share, 0);
  const planes = () => SIDES.map(() => CLASS_LEVERAGE.map(() => new Float64Array(config.bins)));
  const scalars = () => SIDES.map(() => CLASS_LEVERAGE.map(() => 0));
  return {
    config,
    mass: planes(),
    excursion: planes(),
    far: scalars(),
    farMoment: scalars(),
    firstBin: 0,
    openInterest: 0,
    turnoverSum: 0,
    turnoverWeight: 0,
    bars: 0,
    mix: mix.map((share) => share / total),
    kernels,
    density: createEntryDensity(config.bins),
    closed: [0, 0],
  };
}

export function naiveBar(state: NaiveState, bar: EstimatorBar): void {
  const { config } = state;
  const { bins } = config;
  const position = (price: number): number => (Math.log(price) - config.logOrigin) / config.binWidth;
  if (state.bars === 0) state.firstBin = Math.floor(position(bar.close)) - bins / 2;
  decay(state, bar);
  const extremes = [position(bar.markLow ?? bar.low), position(bar.markHigh ?? bar.high)];
  for (const side of SIDES) {
    stop(state, side, extremes[side]);
    sweep(state, side, extremes[side]);
  }
  const isFirst = state.openInterest === 0;
  if (bar.openInterestBase !== null && bar.openInterestBase > 0) state.openInterest = bar.openInterestBase;
  recentre(state, position(bar.close));
  if (state.openInterest > 0) {
    const toPlane = (price: number): number => position(price) - state.firstBin;
    if (isFirst) {
      const close = toPlane(bar.close);
      fillEvenly(state.density, close - 0.03 / config.binWidth, close + 0.03 / config.binWidth);
      for (const side of SIDES) {
        deposit(state, side, state.openInterest, state.mix);
        sweep(state, side, position(side === 0 ? bar.low : bar.high));
      }
    }
    fillFromBar(state.density, bar, toPlane);
    for (const side of SIDES) settle(state, side, bar);
  }
  state.bars++;
}

function decay(state: NaiveState, bar: EstimatorBar): void {
  const days = bar.intervalMs / DAY_MS;
  let speed = 1;
  const isSilent = bar.volumeBase === null || (bar.volumeBase === 0 && state.turnoverSum === 0);
  if (!isSilent && state.openInterest > 0) {
    const turnover = (bar.volumeBase ?? 0) / state.openInterest / days;
    const mean = state.turnoverWeight > 0 ? state.turnoverSum / state.turnoverWeight : turnover;
    state.turnoverSum = state.turnoverSum * 2 ** (-days / 30) + turnover * days;
    state.turnoverWeight = state.turnoverWeight * 2 ** (-days / 30) + days;
    speed = mean > 0 ? Math.min(8, Math.max(0.125, turnover / mean)) : 1;
  }
  for (const side of SIDES) {
    const before = naiveHeld(state, side);
    for (let index = 0; index < CLASS_COUNT; index++) {
      const kept = 2 ** ((-days * speed) / state.config.priors.halfLifeDays[index]);
      const mass = state.mass[side][index];
      for (let bin = 0; bin < mass.length; bin++) mass[bin] *= kept;
      state.far[side][index] *= kept;
      state.farMoment[side][index] *= kept;
    }
    state.closed[side] = before - naiveHeld(state, side);
  }
}

function survival(x: number): number {
  return 1 - 0.65 * Math.min(1, Math.max(0, (x - 0.5) / 0.4));
}

function stop(state: NaiveState, side: 0 | 1, extreme: number): void {
  for (let index = 0; index < CLASS_COUNT; index++) {
    const kernel = state.kernels[side][index];
    if (!kernel) continue;
    const mass = state.mass[side][index];
    const excursion = state.excursion[side][index];
    for (let bin = 0; bin < mass.length; bin++) {
      const centre = state.firstBin + bin + 0.5;
      const remaining = side === 0 ? extreme - centre : centre - extreme;
      const x = 1 - remaining / kernel.distance;
      if (x <= 0.4 || x <= excursion[bin]) continue;
      mass[bin] *= survival(x) / survival(excursion[bin]);
      excursion[bin] = x;
    }
  }
}

function sweep(state: NaiveState, side: 0 | 1, extreme: number): void {
  const at = extreme - state.firstBin;
  const boundary = Math.floor(at);
  for (let index = 0; index < CLASS_COUNT; index++) {
    const mass = state.mass[side][index];
    for (let bin = 0; bin < mass.length; bin++) {
      if (bin === boundary) mass[bin] *= side === 0 ? at - boundary : boundary + 1 - at;
      else if (side === 0 ? bin > boundary : bin < boundary) {
        mass[bin] = 0;
        state.excursion[side][index][bin] = 0;
      }
    }
    const far = state.far[side][index];
    const mean = state.farMoment[side][index] / far;
    if (far > 0 && (side === 0 ? mean > extreme : mean < extreme)) {
      state.far[side][index] = 0;
      state.farMoment[side][index] = 0;
    }
  }
}

function recentre(state: NaiveState, close: number): void {
  const { bins } = state.config;
  const at = close - state.firstBin;
  if (at >= bins / 4 && at < (3 * bins) / 4) return;
  const shift = Math.floor(at) - bins / 2;
  for (const side of SIDES) {
    for (let index = 0; index < CLASS_COUNT; index++) {
      const mass = state.mass[side][index];
      for (let bin = 0; bin < bins; bin++) {
        if (bin - shift >= 0 && bin - shift < bins) continue;
        state.far[side][index] += mass[bin];
        state.farMoment[side][index] += mass[bin] * (bin + 0.5 + state.firstBin);
      }
      for (const plane of [mass, state.excursion[side][index]]) {
        const moved = new Float64Array(bins);
        for (let bin = 0; bin < bins; bin++) moved[bin] = plane[bin + shift] ?? 0;
        plane.set(moved);
      }
    }
  }
  state.firstBin += shift;
  for (const side of SIDES) {
    for (let index = 0; index < CLASS_COUNT; index++) {
      const far = state.far[side][index];
      const bin = Math.floor(state.farMoment[side][index] / far - state.firstBin);
      if (!(far > 0) || bin < 0 || bin >= bins || (side === 0 ? bin >= bins / 2 : bin < bins / 2)) continue;
      add(state, side, index, bin, far);
      state.far[side][index] = 0;
      state.farMoment[side][index] = 0;
    }
  }
}

function add(state: NaiveState, side: 0 | 1, index: number, bin: number, coins: number): void {
  const before = state.mass[side][index][bin];
  if (before + coins === 0) return;
  state.excursion[side][index][bin] *= before / (before + coins);
  state.mass[side][index][bin] = before + coins;
}

function deposit(state: NaiveState, side: 0 | 1, coins: number, shares: readonly number[]): void {
  const { density } = state;
  for (let index = 0; index < CLASS_COUNT; index++) {
    const kernel = state.kernels[side][index];
    if (!kernel) continue;
    for (let entry = 0; entry < density.length; entry++) {
      for (let tap = 0; tap < kernel.taps.length; tap++) {
        const bin = density.low + entry + kernel.start + tap;
        const part = coins * shares[index] * density.weights[entry] * kernel.taps[tap];
        if (bin >= 0 && bin < state.config.bins) add(state, side, index, bin, part);
        else {
          state.far[side][index] += part;
          state.farMoment[side][index] += part * (bin + 0.5 + state.firstBin);
        }
      }
    }
  }
}

function settle(state: NaiveState, side: 0 | 1, bar: EstimatorBar): void {
  const held = naiveHeld(state, side);
  const opened = Math.max(
    state.openInterest - held,
    Math.min(0.8 * state.closed[side], 0.5 * state.openInterest),
  );
  if (held > state.openInterest - opened) {
    const factor = (state.openInterest - opened) / held;
    for (let index = 0; index < CLASS_COUNT; index++) {
      const mass = state.mass[side][index];
      for (let bin = 0; bin < mass.length; bin++) mass[bin] *= factor;
      state.far[side][index] *= factor;
      state.farMoment[side][index] *= factor;
    }
  }
  const { volumeBase, takerBuyBase } = bar;
  const imbalance = volumeBase && takerBuyBase !== null ? (2 * takerBuyBase - volumeBase) / volumeBase : 0;
  const tilt = 1 - 0.6 * (side === 0 ? 1 : -1) * Math.tanh(3.2 * Math.min(1, Math.max(-1, imbalance)));
  const hedgers = Math.min(0.95, Math.max(0.03, state.mix[0] * tilt));
  const shares = state.mix.map((share, index) =>
    index === 0 ? hedgers : (share * (1 - hedgers)) / (1 - state.mix[0]),
  );
  deposit(state, side, opened, shares);
}

export function naiveHeld(state: NaiveState, side: 0 | 1): number {
  let total = 0;
  for (let index = 0; index < CLASS_COUNT; index++) {
    for (const coins of state.mass[side][index]) total += coins;
    total += state.far[side][index];
  }
  return total;
}

/** USD per bin of the plane, all classes and both sides, without tilt. */
export function naiveColumn(state: NaiveState, out: Float64Array): void {
  const { bins, binWidth, logOrigin } = state.config;
  for (let bin = 0; bin < bins; bin++) {
    let coins = 0;
    for (const side of SIDES)
      for (let index = 0; index < CLASS_COUNT; index++) coins += state.mass[side][index][bin];
    out[bin] = coins * Math.exp(logOrigin + (state.firstBin + bin + 0.5) * binWidth);
  }
}
