/**
 * Waiting time before try `attempt` (0, 1, ..): doubles from `baseMs` up to `capMs`, with the upper half random so that
 * many clients do not return together. `random` is 0..1.
 */
export function backOffMs(attempt: number, baseMs: number, capMs: number, random: number): number {
  const full = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(full / 2 + (full / 2) * random);
}
