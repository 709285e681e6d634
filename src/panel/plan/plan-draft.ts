import { parsePrice } from '../../core/plan/parse-price';
import type { PlanField } from '../../core/plan/plan-problems';
import { EMPTY_PLAN, type SavedPlan } from '../../core/plan/saved-plan';
import type { TradePlan } from '../../core/plan/trade-plan';
import { formatNumber } from '../format/percent';
import { formatPrice } from '../format/price';

/** The plan as text fields hold it; what is typed is never rewritten under the user's hands. */
export interface PlanDraft {
  side: TradePlan['side'];
  marginMode: TradePlan['marginMode'];
  fields: Record<PlanField, string>;
  note: string;
  ticked: number[];
}

/** The form's contents for a stored plan, or an empty form. */
export function draftOf(saved: SavedPlan | null, tickSize: number): PlanDraft {
  const plan = saved?.plan ?? EMPTY_PLAN;
  const price = (value: number | null): string => (value === null ? '' : formatPrice(value, tickSize));
  const number = (value: number | null): string =>
    value === null ? '' : formatNumber(value, Number.isInteger(value) ? 0 : 2);
  return {
    side: plan.side,
    marginMode: plan.marginMode,
    fields: {
      entry: price(plan.entryPrice),
      leverage: number(plan.leverage),
      stop: price(plan.stopPrice),
      target: price(plan.targetPrice),
      size: number(plan.notionalUsd),
      split: number(percentOf(plan.firstTargetShare)),
    },
    note: saved?.note ?? '',
    ticked: saved?.ticked ?? [],
  };
}

/**
 * The typed plan; an empty entry means the mark price. Text that is no number becomes NaN, which the check names at
 * its field, and an empty field null.
 */
export function typedPlan(draft: PlanDraft, markPrice: number): TradePlan {
  const price = (field: PlanField): number | null => {
    const entered = draft.fields[field].trim();
    return entered === '' ? null : (parsePrice(entered, markPrice) ?? Number.NaN);
  };
  const plain = (field: PlanField, unit: RegExp, reference: number): number | null => {
    const entered = draft.fields[field].trim().replace(unit, '');
    return entered === '' ? null : (parsePrice(entered, reference) ?? Number.NaN);
  };
  return {
    side: draft.side,
    marginMode: draft.marginMode,
    entryPrice: price('entry') ?? markPrice,
    leverage: plain('leverage', /x$/i, 10),
    stopPrice: price('stop'),
    targetPrice: price('target'),
    notionalUsd: plain('size', /usdt?$/i, 10_000),
    firstTargetShare: typedShare(draft.fields.split),
  };
}

/** Percent typed as a share; an empty field is null, text that is no number NaN. */
function typedShare(entered: string): number | null {
  const plain = entered.trim().replace(/%$/, '').trim();
  if (plain === '') return null;
  return /^0+([.,]0*)?$/.test(plain) ? 0 : (parsePrice(plain, 50) ?? Number.NaN) / 100;
}

function percentOf(share: number | null | undefined): number | null {
  return typeof share === 'number' ? Math.round(share * 10_000) / 100 : null;
}

/** What is stored: an entry left empty stays empty, so that it follows the price next time. */
export function savedPlan(draft: PlanDraft, markPrice: number, nowMs: number): SavedPlan {
  const plan = typedPlan(draft, markPrice);
  const known = (value: number | null): number | null => (value !== null && value > 0 ? value : null);
  const knownShare = (value: number | null | undefined): number | null =>
    typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
  return {
    version: 1,
    plan: {
      ...plan,
      entryPrice: draft.fields.entry.trim() === '' ? null : known(plan.entryPrice),
      leverage: known(plan.leverage),
      stopPrice: known(plan.stopPrice),
      targetPrice: known(plan.targetPrice),
      notionalUsd: known(plan.notionalUsd),
      firstTargetShare: knownShare(plan.firstTargetShare),
    },
    note: draft.note,
    ticked: draft.ticked,
    savedMs: nowMs,
  };
}
