import type { TradePlan } from './trade-plan';

/** A plan as it is stored for one instrument, with the steps the user ticked by hand. */
export interface SavedPlan {
  version: 1;
  plan: TradePlan;
  /** Notes of the written plan, at most 2,000 characters. */
  note: string;
  ticked: number[];
  savedMs: number;
}

/** The form before anything is typed. */
export const EMPTY_PLAN: TradePlan = {
  side: 'long',
  entryPrice: null,
  leverage: 10,
  stopPrice: null,
  targetPrice: null,
  notionalUsd: null,
  marginMode: 'isolated',
};

const MAX_NOTE = 2000;

/** Reads a stored plan; null for another version or anything that is none. Single wrong fields become empty. */
export function parseSavedPlan(stored: unknown): SavedPlan | null {
  if (!isRecord(stored) || stored.version !== 1 || !isRecord(stored.plan)) return null;
  const { plan } = stored;
  return {
    version: 1,
    plan: {
      side: plan.side === 'short' ? 'short' : 'long',
      entryPrice: positive(plan.entryPrice),
      leverage: positive(plan.leverage),
      stopPrice: positive(plan.stopPrice),
      targetPrice: positive(plan.targetPrice),
      notionalUsd: positive(plan.notionalUsd),
      marginMode: plan.marginMode === 'cross' ? 'cross' : 'isolated',
      ...partOf(plan.firstTargetShare),
    },
    note: typeof stored.note === 'string' ? stored.note.slice(0, MAX_NOTE) : '',
    ticked: Array.isArray(stored.ticked) ? [...new Set(stored.ticked.filter(isStep))] : [],
    savedMs: positive(stored.savedMs) ?? 0,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

function partOf(value: unknown): Pick<TradePlan, 'firstTargetShare'> {
  return typeof value === 'number' && value >= 0 && value <= 1 ? { firstTargetShare: value } : {};
}

function isStep(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7;
}
