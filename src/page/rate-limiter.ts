/** Counts events in one-second windows; false for one above `perSecond`. */
export function rateLimiter(perSecond: number): () => boolean {
  let windowStart = 0;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - windowStart >= 1000) [windowStart, count] = [now, 0];
    return ++count <= perSecond;
  };
}
