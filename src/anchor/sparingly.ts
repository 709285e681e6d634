/** So much of the time may go into what the page's own changes set off .. */
const SHARE = 0.25;
/** .. once they have cost this much in one go, ms: what a chart does within a usual frame stays far below. */
const CREDIT_MS = 20;

/**
 * A function that does `work` at once while that takes a bounded share of the time, and else once in the next animation
 * frame: a page that changes itself ten thousand times a second must not stand still for us.
 */
export function sparingly(window: Window, work: () => void): () => void {
  let spentMs = 0;
  let sinceMs = 0;
  let isDue = false;
  const settle = () => {
    const nowMs = window.performance.now();
    spentMs = Math.max(0, spentMs - (nowMs - sinceMs) * SHARE);
    sinceMs = nowMs;
  };
  const run = () => {
    isDue = false;
    settle();
    work();
    spentMs += window.performance.now() - sinceMs;
    settle();
  };
  return () => {
    if (isDue) return;
    settle();
    if (spentMs < CREDIT_MS) return run();
    isDue = true;
    window.requestAnimationFrame(run);
  };
}
