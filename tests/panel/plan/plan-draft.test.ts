import { describe, expect, it } from 'vitest';
import { parseSavedPlan } from '../../../src/core/plan/saved-plan';
import { draftOf, type PlanDraft, savedPlan, typedPlan } from '../../../src/panel/plan/plan-draft';

const EMPTY = draftOf(null, 0.1);

function draft(fields: Partial<PlanDraft['fields']>): PlanDraft {
  return { ...EMPTY, fields: { ...EMPTY.fields, ...fields } };
}

describe('typedPlan', () => {
  it('takes the mark price for an empty entry', () => {
    expect(typedPlan(EMPTY, 96_812)).toMatchObject({ entryPrice: 96_812, leverage: 10, stopPrice: null });
  });

  it('reads prices of any locale, leverage with an x, sizes with a unit', () => {
    const typed = typedPlan(
      draft({ entry: '96.800,5', stop: '95 980', leverage: '25x', size: '10,000 USDT' }),
      96_812,
    );
    expect(typed).toMatchObject({
      entryPrice: 96_800.5,
      stopPrice: 95_980,
      leverage: 25,
      notionalUsd: 10_000,
    });
  });

  it('gives NaN for text that is no number, so that the check can name the field', () => {
    expect(typedPlan(draft({ entry: 'abc', stop: '0', leverage: '-3' }), 100)).toMatchObject({
      entryPrice: Number.NaN,
      stopPrice: Number.NaN,
      leverage: Number.NaN,
    });
  });
});

describe('savedPlan and draftOf', () => {
  it('bring back what was typed', () => {
    const typed = {
      ...draft({ entry: '96,800', stop: '95,980', leverage: '25', size: '10,000' }),
      note: 'n',
      ticked: [2],
    };
    const stored = parseSavedPlan(JSON.parse(JSON.stringify(savedPlan(typed, 96_812, 7))));
    expect(draftOf(stored, 1)).toEqual(typed);
  });

  it('leave an empty entry empty, so that it follows the price next time', () => {
    expect(savedPlan(EMPTY, 96_812, 7).plan.entryPrice).toBeNull();
  });

  it('store nothing for a field that is no number', () => {
    expect(savedPlan(draft({ entry: 'x', stop: 'y' }), 96_812, 7).plan).toMatchObject({
      entryPrice: null,
      stopPrice: null,
    });
  });
});
