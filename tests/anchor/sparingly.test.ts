import { beforeEach, describe, expect, it } from 'vitest';
import { sparingly } from '../../src/anchor/sparingly';

const FRAME_MS = 16;
const WORK_MS = 2;

let nowMs: number;
let runs: number;
let frames: (() => void)[];
let change: () => void;

beforeEach(() => {
  nowMs = 0;
  runs = 0;
  frames = [];
  const window = {
    performance: { now: () => nowMs },
    requestAnimationFrame: (run: () => void) => frames.push(run),
  };
  change = sparingly(window as never, () => {
    runs += 1;
    nowMs += WORK_MS;
  });
});

/** Lets time pass, with the animation frames that lie in it. */
function pass(ms: number): void {
  const before = Math.floor(nowMs / FRAME_MS);
  nowMs += ms;
  if (Math.floor(nowMs / FRAME_MS) > before) for (const run of frames.splice(0)) run();
}

describe('sparingly', () => {
  it('does at once what a page changes within a usual frame', () => {
    for (let frame = 0; frame < 60; frame += 1) {
      change();
      change();
      expect(runs).toBe(2 * frame + 2);
      pass(FRAME_MS);
    }
    expect(frames).toEqual([]);
  });

  it('in a storm of 10,000 changes a second takes a quarter of the time and one run a frame at most', () => {
    const STORM_MS = 2000;
    while (nowMs < STORM_MS) {
      change();
      pass(0.1);
    }
    const mayMs = STORM_MS / 4 + (STORM_MS / FRAME_MS) * WORK_MS + 30;
    expect(runs * WORK_MS).toBeLessThan(mayMs);
    expect(runs).toBeGreaterThan(STORM_MS / FRAME_MS / 2);
  });

  it('sees the last change of a storm, and at once again a moment after it', () => {
    for (let i = 0; i < 1000; i += 1) change();
    const inStorm = runs;
    pass(FRAME_MS);
    expect(runs).toBe(inStorm + 1);
    pass(200);
    change();
    expect(runs).toBe(inStorm + 2);
  });
});
