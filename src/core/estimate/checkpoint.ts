import type { EstimatorConfig } from './estimator-config';
import { allocate, type EstimatorState, SIDE_LAYERS } from './estimator-state';

/** Rises whenever the meaning of the stored numbers changes. */
export const CHECKPOINT_VERSION = 4;

const MAGIC = 0x4c51_4553;
const HEADER_WORDS = 4;

/** A checkpoint that cannot be used: another version, another config or damaged. */
export type Restored =
  | { ok: true; state: EstimatorState }
  | { ok: false; reason: 'version' | 'config' | 'damaged' };

/**
 * The state as bytes, exact: header, single numbers, then the occupied run of each layer of the three planes.
 * Little-endian float64; about 100 to 200 kB.
 */
export function checkpoint(state: EstimatorState): Uint8Array {
  const runs = planes(state).flatMap((plane) =>
    Array.from({ length: SIDE_LAYERS }, (_, layer) =>
      occupiedRun(plane, layer * state.config.bins, state.config.bins),
    ),
  );
  const words = runs.reduce((sum, run) => sum + 2 + run.length, HEADER_WORDS + state.scalars.length);
  const numbers = new Float64Array(words);
  numbers.set([MAGIC, CHECKPOINT_VERSION, configHash(state.config), words]);
  numbers.set(state.scalars, HEADER_WORDS);
  let at = HEADER_WORDS + state.scalars.length;
  for (const run of runs) {
    numbers[at] = run.start;
    numbers[at + 1] = run.length;
    numbers.set(run.cells, at + 2);
    at += 2 + run.length;
  }
  return new Uint8Array(numbers.buffer);
}

/** The state of a checkpoint made under the same config; continuing from it equals never having stopped, bit for bit. */
export function restore(bytes: Uint8Array, config: EstimatorConfig): Restored {
  if (bytes.byteLength % 8 !== 0 || bytes.byteLength < 8 * HEADER_WORDS)
    return { ok: false, reason: 'damaged' };
  const numbers = new Float64Array(bytes.slice().buffer);
  if (numbers[0] !== MAGIC || numbers[3] !== numbers.length) return { ok: false, reason: 'damaged' };
  if (numbers[1] !== CHECKPOINT_VERSION) return { ok: false, reason: 'version' };
  if (numbers[2] !== configHash(config)) return { ok: false, reason: 'config' };
  const state = allocate(config);
  state.scalars.set(numbers.subarray(HEADER_WORDS, HEADER_WORDS + state.scalars.length));
  let at = HEADER_WORDS + state.scalars.length;
  for (const plane of planes(state)) {
    for (let layer = 0; layer < SIDE_LAYERS; layer++) {
      const [start, length] = [numbers[at], numbers[at + 1]];
      if (!(start >= 0 && length >= 0 && start + length <= config.bins) || at + 2 + length > numbers.length) {
        return { ok: false, reason: 'damaged' };
      }
      plane.set(numbers.subarray(at + 2, at + 2 + length), layer * config.bins + start);
      at += 2 + length;
    }
  }
  return { ok: true, state };
}

function planes(state: EstimatorState): Float64Array[] {
  return [state.mass, state.reach, state.pending];
}

function occupiedRun(plane: Float64Array, base: number, bins: number) {
  let start = 0;
  let end = bins;
  while (start < end && plane[base + start] === 0) start++;
  while (end > start && plane[base + end - 1] === 0) end--;
  return { start, length: end - start, cells: plane.subarray(base + start, base + end) };
}

/** FNV-1a over the config's JSON; Infinity is written as null there, which is the same for every table. */
function configHash(config: EstimatorConfig): number {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(config)) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash;
}
