import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { type Instrument, instrumentKey } from '../core/market/instrument';

/** An older frame would be of another moment than its page; the newest prices are in it within seconds anyhow. */
const RECENT_MS = 15_000;
/** A frame is some MB; a page that is opened anew mostly shows what was shown last. */
const MAX_FRAMES = 2;

/** The newest frames that the engine made, by what was asked for. */
export interface RecentFrames {
  /** Null where none was made in the last 15 s. */
  find(instrument: Instrument, query: FrameQuery): HeatmapFrame | null;
  note(query: FrameQuery, frame: HeatmapFrame): void;
}

export function createRecentFrames(): RecentFrames {
  const frames = new Map<string, { frame: HeatmapFrame; madeMs: number }>();
  const keyOf = (instrument: Instrument, query: FrameQuery) =>
    `${instrumentKey(instrument)} ${JSON.stringify(query)}`;
  return {
    find(instrument, query) {
      const recent = frames.get(keyOf(instrument, query));
      return recent && performance.now() - recent.madeMs < RECENT_MS ? recent.frame : null;
    },
    note(query, frame) {
      const key = keyOf(frame.instrument, query);
      // Back to the end: the first is the one to go.
      frames.delete(key);
      frames.set(key, { frame, madeMs: performance.now() });
      const [oldest] = frames.keys();
      if (frames.size > MAX_FRAMES) frames.delete(oldest);
    },
  };
}
