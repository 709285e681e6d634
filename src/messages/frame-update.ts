import type { HeatmapFrame } from '../core/frame/heatmap-frame';

/** The newest columns and everything small; the receiver appends them to the grid it holds. */
export interface FrameTail {
  kind: 'tail';
  /** Frozen hash and column count of the grid that the receiver must hold; otherwise it asks for a full frame. */
  baseHash: string;
  /** First column that the tail replaces. */
  fromColumn: number;
  /** Columns dropped at the left edge because the range moved on. */
  dropColumns: number;
  /** The frame with a grid that holds only the columns from `fromColumn` on. */
  frame: HeatmapFrame;
}

export type FrameUpdate =
  | { kind: 'full'; frame: HeatmapFrame }
  | FrameTail
  | { kind: 'none'; reason: string };
