import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { Candle } from '../core/market/candle';

/** What has happened in the simulated market since the last step. */
export interface DemoStep {
  candles: Candle[];
  markPrice: number;
  nowMs: number;
}

/** The demo's Worker: a market whose positions are known, and the product's own engine estimating it. */
export interface DemoApi {
  /** Lives through `days` of history that end at `endMs` (Unix ms); says its 5 min candles. */
  start(seed: number, days: number, endMs: number, onProgress: (share: number) => void): Promise<DemoStep>;
  /** Lets the market run on by `byMs`. */
  step(byMs: number): Promise<DemoStep>;
  /** The estimate, or with `isTruth` the same frame with the true positions in place of the newest column. */
  frame(query: FrameQuery, isTruth: boolean): Promise<HeatmapFrame | null>;
}
