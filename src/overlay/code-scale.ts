import type { HeatGrid } from '../core/frame/heatmap-frame';
import { decodeUsd } from '../core/frame/quantise';
import { decodeSalience } from '../core/frame/salience';
import { allCells, type VisibleCells } from './visible-cells';

/** Share of the drawn cells that may saturate: one giant level must not darken the rest. */
const SATURATED = 0.008;
/** Cells looked at for the scale of a view; more would not move a percentile. */
const SAMPLE = 40_000;
/** A view of weak levels is brightened at most so much, or noise would look like a wall. */
const LEAST_SHARE = 0.25;
/** A top value that moved by less than this keeps its old place, so that colours do not flicker from bar to bar. */
const SCALE_TOLERANCE = 0.1;

/** What the colour shows and the value that counts as "most". */
export interface CodeScale {
  kind: 'salience' | 'usd';
  /** Salience without unit, or USD per bin; 0 when the field is empty. */
  topValue: number;
}

/** Counts each code of the frozen columns; of all columns while nothing is frozen yet. 256 numbers. */
export function codeHistogram(codes: Uint8Array, grid: HeatGrid, cells: VisibleCells): Uint32Array {
  const counts = new Uint32Array(256);
  const frozen = grid.frozenColumns > cells.fromColumn ? grid.frozenColumns : grid.columns;
  const toColumn = Math.min(cells.toColumn, frozen);
  const area = (toColumn - cells.fromColumn) * (cells.toBin - cells.fromBin);
  const stride = Math.max(1, Math.floor(area / SAMPLE));
  for (let column = cells.fromColumn; column < toColumn; column += stride) {
    const start = column * grid.bins;
    for (let bin = cells.fromBin; bin < cells.toBin; bin += 1) counts[codes[start + bin]] += 1;
  }
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

/** Share of the non-empty cells that are as strong as `code` or stronger, percent, 0.1..100; NaN for an empty field. */
export function topPercent(counts: Uint32Array, code: number): number {
  return Math.max(0.1, (1 - rankOfCode(counts, code)) * 100);
}

/**
 * The scale of what is in view: a robust maximum of the frozen columns there, so that the newest column does not move
 * it, and at least a quarter of the whole grid's.
 */
export function codeScale(grid: HeatGrid, kind: CodeScale['kind'], cells: VisibleCells): CodeScale {
  const codes = kind === 'usd' ? grid.usd : grid.salience;
  const top = (part: VisibleCells) =>
    valueOfCode(grid, kind, robustTopCode(codeHistogram(codes, grid, part)));
  return { kind, topValue: Math.max(top(cells), LEAST_SHARE * top(allCells(grid))) };
}

/** Value of a code on the chosen scale: salience without unit, or USD per bin. */
export function valueOfCode(grid: HeatGrid, kind: CodeScale['kind'], code: number): number {
  return kind === 'usd'
    ? decodeUsd(code, { floor: grid.usdFloor, ceil: grid.usdCeil })
    : decodeSalience(code, grid.salienceMax);
}

/** The scale to draw with: the old one while it is locked or about right. */
export function nextScale(old: CodeScale | null, fresh: CodeScale, isLocked: boolean): CodeScale {
  if (old === null || old.kind !== fresh.kind || !(old.topValue > 0)) return fresh;
  if (isLocked) return old;
  return isAbout(fresh.topValue, old.topValue) ? old : fresh;
}

/** Whether two values are near enough to be drawn as the same. */
export function isAbout(value: number, other: number): boolean {
  return other > 0 && Math.abs(value / other - 1) <= SCALE_TOLERANCE;
}
