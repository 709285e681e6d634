import { describe, expect, it } from 'vitest';
import { EMPTY_PLAN, parseSavedPlan, type SavedPlan } from '../../../src/core/plan/saved-plan';
import { longPlan } from './plan-samples';

const SAVED: SavedPlan = {
  version: 1,
  plan: longPlan({ side: 'short', stopPrice: 96_000 }),
  note: 'range top',
  ticked: [3, 6],
  savedMs: 5,
};

describe('parseSavedPlan', () => {
  it('gives back what was stored', () => {
    expect(parseSavedPlan(JSON.parse(JSON.stringify(SAVED)))).toEqual(SAVED);
  });

  it('refuses other versions and what is no plan', () => {
    expect(
      [null, 7, 'x', [], {}, { ...SAVED, version: 2 }, { ...SAVED, plan: null }].map(parseSavedPlan),
    ).toEqual(Array(7).fill(null));
  });

  it('empties single wrong fields and keeps the rest', () => {
    const plan = { ...SAVED.plan, entryPrice: '5', leverage: -1, side: 'up', marginMode: 'cross' };
    expect(parseSavedPlan({ ...SAVED, plan, ticked: [3, 3, 8, 'x'], note: 5, savedMs: Number.NaN })).toEqual({
      version: 1,
      plan: { ...EMPTY_PLAN, leverage: null, stopPrice: 96_000, marginMode: 'cross' },
      note: '',
      ticked: [3],
      savedMs: 0,
    });
  });

  it('cuts a note that is too long', () => {
    expect(parseSavedPlan({ ...SAVED, note: 'x'.repeat(3000) })?.note).toHaveLength(2000);
  });
});
