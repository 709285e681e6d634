/**
 * Mass-weighted age of a zone, ms, from its USD in past columns, oldest first: what is there now is at least as old
 * as the last time there was less. Positions that were replaced by equal ones count as old, so this is an upper end.
 */
export function zoneAgeMs(pastUsd: readonly number[], columnMs: number): number {
  const now = pastUsd[pastUsd.length - 1];
  if (!(now > 0)) return 0;
  let least = now;
  let ageMs = 0;
  for (let column = pastUsd.length - 2; column >= 0 && least > 0; column -= 1) {
    least = Math.min(least, pastUsd[column]);
    ageMs += (least / now) * columnMs;
  }
  return ageMs;
}
