import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import type { FrameTail, FrameUpdate } from './frame-update';

/** Above this share of changed columns a whole frame costs no more than a tail. */
const MAX_TAIL_SHARE = 0.7;

/**
 * What a receiver that holds `sent` lacks to have `next`: the whole frame, or the columns from the first one that
 * differs. Columns are compared byte for byte, so that a tail is right whether or not they are frozen.
 */
export function diffFrames(sent: HeatmapFrame | null, next: HeatmapFrame): FrameUpdate {
  const drop = sent ? droppedColumns(sent, next) : null;
  if (!sent || drop === null) return { kind: 'full', frame: next };
  const fromColumn = firstDifference(sent.grid, next.grid, drop);
  if (next.grid.columns - fromColumn > MAX_TAIL_SHARE * next.grid.columns)
    return { kind: 'full', frame: next };
  const frame = { ...next, grid: cutGrid(next.grid, fromColumn) };
  return { kind: 'tail', baseHash: gridMark(sent), fromColumn, dropColumns: drop, frame };
}

/** The frame that the sender of `tail` holds, or null when `held` is not what the tail was made for. */
export function mergeFrame(held: HeatmapFrame, tail: FrameTail): HeatmapFrame | null {
  if (gridMark(held) !== tail.baseHash) return null;
  const kept = held.grid;
  const fresh = tail.frame.grid;
  const columns = tail.fromColumn + fresh.columns;
  const join = <T extends Uint8Array | Uint16Array | Float32Array>(old: T, added: T, width: number): T => {
    const Type = old.constructor as new (length: number) => T;
    const whole = new Type(columns * width);
    whole.set(old.subarray(tail.dropColumns * width, (tail.dropColumns + tail.fromColumn) * width));
    whole.set(added, tail.fromColumn * width);
    return whole;
  };
  const grid: HeatGrid = {
    ...fresh,
    startMs: kept.startMs + tail.dropColumns * kept.columnMs,
    columns,
    salience: join(kept.salience, fresh.salience, kept.bins),
    usd: join(kept.usd, fresh.usd, kept.bins),
    split: join(kept.split, fresh.split, 1),
    high: join(kept.high, fresh.high, 1),
    low: join(kept.low, fresh.low, 1),
    close: join(kept.close, fresh.close, 1),
  };
  return { ...tail.frame, grid };
}

/** Names exactly one state of a frame's grid. */
function gridMark({ grid, asOfMs }: HeatmapFrame): string {
  return `${grid.frozenHash}:${grid.startMs}:${grid.columns}:${asOfMs}`;
}

/** Columns that left at the left edge, null when the two grids do not share their cells. */
function droppedColumns(sent: HeatmapFrame, next: HeatmapFrame): number | null {
  const a = sent.grid;
  const b = next.grid;
  const isSameCells =
    a.columnMs === b.columnMs &&
    a.logPriceMin === b.logPriceMin &&
    a.logBin === b.logBin &&
    a.bins === b.bins &&
    a.salienceMax === b.salienceMax &&
    a.usdFloor === b.usdFloor &&
    a.usdCeil === b.usdCeil;
  const isSameView =
    sent.badge === next.badge &&
    sent.instrument.exchange === next.instrument.exchange &&
    sent.instrument.symbol === next.instrument.symbol &&
    JSON.stringify(sent.query) === JSON.stringify(next.query);
  if (!isSameCells || !isSameView) return null;
  const drop = (b.startMs - a.startMs) / a.columnMs;
  return Number.isInteger(drop) && drop >= 0 && drop < a.columns && b.columns >= a.columns - drop
    ? drop
    : null;
}

/** First column of `next` that `sent` does not have, at most the last one. */
function firstDifference(sent: HeatGrid, next: HeatGrid, drop: number): number {
  const shared = Math.min(sent.columns - drop, next.columns - 1);
  for (let column = 0; column < shared; column += 1) {
    if (!isSameColumn(sent, column + drop, next, column)) return column;
  }
  return shared;
}

function isSameColumn(a: HeatGrid, left: number, b: HeatGrid, right: number): boolean {
  if (a.split[left] !== b.split[right]) return false;
  const isSameBar =
    Object.is(a.high[left], b.high[right]) &&
    Object.is(a.low[left], b.low[right]) &&
    Object.is(a.close[left], b.close[right]);
  if (!isSameBar) return false;
  const from = left * a.bins;
  const shift = right * b.bins - from;
  for (let cell = from; cell < from + a.bins; cell += 1) {
    if (a.usd[cell] !== b.usd[cell + shift] || a.salience[cell] !== b.salience[cell + shift]) return false;
  }
  return true;
}

function cutGrid(grid: HeatGrid, fromColumn: number): HeatGrid {
  return {
    ...grid,
    startMs: grid.startMs + fromColumn * grid.columnMs,
    columns: grid.columns - fromColumn,
    salience: grid.salience.slice(fromColumn * grid.bins),
    usd: grid.usd.slice(fromColumn * grid.bins),
    split: grid.split.slice(fromColumn),
    high: grid.high.slice(fromColumn),
    low: grid.low.slice(fromColumn),
    close: grid.close.slice(fromColumn),
  };
}
