import type { Charge, RateBudget } from '../exchange-feed';
import { noteUsedWeight, type RateWindow, rateWindow, spendWeight, waitForWeight } from './rate-window';

/** Who goes first when a budget is short: the chart in sight, then other open charts, then alerts. */
export type Priority = 'visible' | 'watched' | 'idle';

const RANK: Record<Priority, number> = { visible: 0, watched: 1, idle: 2 };

interface Waiting {
  charges: Charge[];
  rank: number;
  order: number;
  go(): void;
}

/** Lets requests pass when every budget they charge has room. */
export interface RateGate {
  /** Resolves when the charges are booked, or at once when the signal aborts (then nothing is booked). */
  pass(charges: Charge[], priority: Priority, signal: AbortSignal): Promise<void>;
  noteUsed(budget: RateBudget, used: number): void;
  waiting(): number;
}

/** One gate for all feeds; `now` is Unix ms. */
export function createRateGate(now: () => number): RateGate {
  const windows = new Map<string, RateWindow>();
  const queue: Waiting[] = [];
  let order = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const windowOf = (budget: RateBudget): RateWindow => {
    const known = windows.get(budget.id);
    if (known) return known;
    const created = rateWindow(budget);
    windows.set(budget.id, created);
    return created;
  };

  const drain = () => {
    clearTimeout(timer);
    timer = undefined;
    const reserved = new Set<string>();
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const waiting of [...queue]) {
      const delayMs = delayOf(waiting.charges, reserved, windowOf, now());
      if (delayMs === 0) {
        queue.splice(queue.indexOf(waiting), 1);
        for (const { budget, weight } of waiting.charges) spendWeight(windowOf(budget), weight, now());
        waiting.go();
      } else {
        soonestMs = Math.min(soonestMs, delayMs);
        for (const { budget } of waiting.charges) reserved.add(budget.id);
      }
    }
    if (Number.isFinite(soonestMs)) timer = setTimeout(drain, soonestMs);
  };

  return {
    waiting: () => queue.length,
    noteUsed: (budget, used) => noteUsedWeight(windowOf(budget), budget, used, now()),
    pass: (charges, priority, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const leave = () => {
          queue.splice(queue.indexOf(waiting), 1);
          resolve();
          drain();
        };
        const go = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const waiting: Waiting = { charges, rank: RANK[priority], order: order++, go };
        queue.push(waiting);
        queue.sort((a, b) => a.rank - b.rank || a.order - b.order);
        signal.addEventListener('abort', leave, { once: true });
        drain();
      }),
  };
}

/** A budget that a better-placed request waits for is closed to the ones behind it. */
function delayOf(
  charges: readonly Charge[],
  reserved: ReadonlySet<string>,
  windowOf: (budget: RateBudget) => RateWindow,
  nowMs: number,
): number {
  if (charges.some(({ budget }) => reserved.has(budget.id))) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...charges.map(({ budget, weight }) => waitForWeight(windowOf(budget), weight, nowMs)));
}
