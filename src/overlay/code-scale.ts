import type { HeatGrid } from '../core/frame/heatmap-frame';
import { decodeUsd } from '../core/frame/quantise';
import { decodeSalience } from '../core/frame/salience';

/** Share of the drawn cells that may saturate: one giant level must not darken the rest. */
const SATURATED = 0.004;

/** What the colour shows and the code that counts as "most". */
export interface CodeScale {
  kind: 'salience' | 'usd';
  /** Robust maximum of the frozen columns, 1..255; 0 when the field is empty. */
  topCode: number;
  /** The value of `topCode`: salience without unit, or USD per bin. */
  topValue: number;
}

/** Counts each code of the frozen columns; of all columns while nothing is frozen yet. 256 numbers. */
export function codeHistogram(codes: Uint8Array, grid: HeatGrid): Uint32Array {
  const counts = new Uint32Array(256);
  const columns = grid.frozenColumns > 0 ? Math.min(grid.frozenColumns, grid.columns) : grid.columns;
  const end = Math.min(codes.length, columns * grid.bins);
  for (let cell = 0; cell < end; cell += 1) counts[codes[cell]] += 1;
  return counts;
}

/** Lowest code that leaves at most `share` of the non-empty cells above it; 0 for an empty field. */
export function robustTopCode(counts: Uint32Array, share = SATURATED): number {
  let filled = 0;
  for (let code = 1; code < 256; code += 1) filled += counts[code];
  if (filled === 0) return 0;
  let above = 0;
  for (let code = 255; code > 0; code -= 1) {
    above += counts[code];
    if (above > share * filled) return code;
  }
  return 1;
}

/** Share of the non-empty cells that are weaker than `code`, 0..1; NaN for an empty field. */
export function rankOfCode(counts: Uint32Array, code: number): number {
  let below = 0;
  let filled = 0;
  for (let other = 1; other < 256; other += 1) {
    filled += counts[other];
    if (other < code) below += counts[other];
  }
  return filled > 0 ? below / filled : Number.NaN;
}

/** The scale of a grid. Frozen columns only, so that a new column rarely moves it and zooming never does. */
export function codeScale(grid: HeatGrid, kind: CodeScale['kind']): CodeScale {
  const topCode = robustTopCode(codeHistogram(kind === 'usd' ? grid.usd : grid.salience, grid));
  return { kind, topCode, topValue: valueOfCode(grid, kind, topCode) };
}

/** Value of a code on the chosen scale: salience without unit, or USD per bin. */
export function valueOfCode(grid: HeatGrid, kind: CodeScale['kind'], code: number): number {
  return kind === 'usd'
    ? decodeUsd(code, { floor: grid.usdFloor, ceil: grid.usdCeil })
    : decodeSalience(code, grid.salienceMax);
}
