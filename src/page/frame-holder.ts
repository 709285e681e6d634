import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { decodeFrameUpdate } from '../messages/frame-codec';
import { mergeFrame } from '../messages/frame-merge';
import type { FrameUpdate } from '../messages/frame-update';

/** Keeps the newest frame of this page end; asks for a whole one when a tail does not fit. */
export interface FrameHolder {
  accept(update: FrameUpdate): HeatmapFrame | null;
  acceptText(text: string): HeatmapFrame | null;
  clear(): void;
}

export function createFrameHolder(askForWhole: () => void): FrameHolder {
  let held: HeatmapFrame | null = null;
  const accept = (update: FrameUpdate) => {
    if (update.kind === 'none') return held;
    if (update.kind === 'full') {
      held = update.frame;
      return held;
    }
    const merged = held && mergeFrame(held, update);
    if (merged) held = merged;
    else askForWhole();
    return held;
  };
  return {
    accept,
    acceptText(text) {
      const update = decodeFrameUpdate(text);
      return update ? accept(update) : held;
    },
    clear() {
      held = null;
    },
  };
}
