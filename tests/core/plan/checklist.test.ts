import { describe, expect, it } from 'vitest';
import type { MarketContext } from '../../../src/core/context/market-context';
import { checkPlan } from '../../../src/core/plan/check-plan';
import { type ChecklistInput, checklist } from '../../../src/core/plan/checklist';
import { EMPTY_PLAN } from '../../../src/core/plan/saved-plan';
import { longPlan, market, zone } from './plan-samples';

const CONTEXT: MarketContext = {
  trend4h: 'up',
  trend1d: 'flat',
  rsi: 55,
  relativeVolume: 1.5,
  divergence: null,
  fundingPer8h: 0.0001,
  fundingAnnualised: 0.1,
  openInterestChange1h: 0,
  openInterestChange24h: 0,
  volumeDayUsd: 1e9,
  longShare: 0.5,
  momentum: null,
  range: null,
  isAbnormal: false,
  observedLongUsd1h: 0,
  observedShortUsd1h: 0,
  levels: [{ kind: 'prior-day-high', price: 98_000, timeMs: 0 }],
};
const CLUSTERS = [zone('short', 97_900, 98_100), zone('long', 92_000, 92_100)];

function filled(part: Partial<ChecklistInput> = {}): string[] {
  const input = { clusters: CLUSTERS, context: CONTEXT, atr: 600, typed: EMPTY_PLAN, report: null, ...part };
  return checklist(input)
    .filter((step) => step.isFilled)
    .map((step) => step.id);
}

describe('checklist', () => {
  it('has the seven steps of the routine in their order', () => {
    const steps = checklist({
      clusters: [],
      context: null,
      atr: Number.NaN,
      typed: EMPTY_PLAN,
      report: null,
    });
    expect(steps.map(({ number, id }) => `${number} ${id}`)).toEqual([
      '1 context',
      '2 zones',
      '3 levels',
      '4 side',
      '5 distance',
      '6 confirmations',
      '7 plan',
    ]);
    expect(steps.every((step) => !step.isFilled)).toBe(true);
  });

  it('fills the first six from data', () => {
    expect(filled()).toEqual(['context', 'zones', 'levels', 'side', 'distance', 'confirmations']);
  });

  it('leaves open what the data do not show', () => {
    expect(filled({ context: { ...CONTEXT, levels: [], relativeVolume: 0.5, trend1d: null } })).toEqual([
      'zones',
      'side',
      'distance',
    ]);
    expect(filled({ clusters: CLUSTERS.slice(0, 1) })).toEqual([
      'context',
      'levels',
      'distance',
      'confirmations',
    ]);
  });

  it('fills the seventh by a full plan without problems', () => {
    const typed = longPlan({ stopPrice: 94_000, targetPrice: 97_000, notionalUsd: 100 });
    expect(filled({ typed, report: checkPlan(typed, market()) })).toContain('plan');
    const wrong = { ...typed, stopPrice: 99_000 };
    expect(filled({ typed: wrong, report: checkPlan(wrong, market()) })).not.toContain('plan');
  });
});
