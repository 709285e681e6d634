import type { RateBudget } from '../exchange-feed';

/** Part of a documented limit that one user's copy may spend. */
const SPENT_SHARE = 0.45;

/** Sliding window over one budget. */
export interface RateWindow {
  capacity: number;
  windowMs: number;
  /** Times and weights of what was spent, oldest first. */
  spent: { timeMs: number; weight: number }[];
  sum: number;
  /** Nothing is spent before this moment: the exchange reported that others on this address used the limit up. */
  heldUntilMs: number;
}

/** A window for less than half of the documented limit; limits of one request are stretched in time instead. */
export function rateWindow(budget: RateBudget): RateWindow {
  const share = budget.limit * SPENT_SHARE;
  const capacity = Math.max(1, Math.floor(share));
  const windowMs = share < 1 ? budget.windowMs / share : budget.windowMs;
  return { capacity, windowMs, spent: [], sum: 0, heldUntilMs: 0 };
}

/** Ms until `weight` fits, 0 when it fits now. A weight above the capacity waits for an empty window. */
export function waitForWeight(window: RateWindow, weight: number, nowMs: number): number {
  expire(window, nowMs);
  if (window.heldUntilMs > nowMs) return window.heldUntilMs - nowMs;
  let excess = window.sum + weight - window.capacity;
  if (excess <= 0 || window.spent.length === 0) return 0;
  for (const entry of window.spent) {
    excess -= entry.weight;
    if (excess <= 0) return Math.max(1, entry.timeMs + window.windowMs - nowMs);
  }
  return Math.max(1, window.spent[window.spent.length - 1].timeMs + window.windowMs - nowMs);
}

/** Books a request. */
export function spendWeight(window: RateWindow, weight: number, nowMs: number): void {
  expire(window, nowMs);
  if (weight <= 0) return;
  window.spent.push({ timeMs: nowMs, weight });
  window.sum += weight;
}

/** Takes the exchange's own count into account: above 80 % of the limit everything waits for the next window. */
export function noteUsedWeight(window: RateWindow, budget: RateBudget, used: number, nowMs: number): void {
  if (used > budget.limit * 0.8) {
    window.heldUntilMs = (Math.floor(nowMs / budget.windowMs) + 1) * budget.windowMs;
  }
}

function expire(window: RateWindow, nowMs: number): void {
  while (window.spent.length > 0 && window.spent[0].timeMs + window.windowMs <= nowMs) {
    window.sum -= window.spent[0].weight;
    window.spent.shift();
  }
}
