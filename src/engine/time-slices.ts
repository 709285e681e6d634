/** Longest stretch of work without letting other calls in, ms. */
const SLICE_MS = 40;

/** Lets long work make way: awaits a macrotask whenever a slice is used up. */
export interface TimeSlices {
  breathe(): Promise<void>;
}

export function createSlices(now: () => number): TimeSlices {
  let startedMs = now();
  return {
    async breathe() {
      if (now() - startedMs < SLICE_MS) return;
      await new Promise((resolve) => setTimeout(resolve, 0));
      startedMs = now();
    },
  };
}
