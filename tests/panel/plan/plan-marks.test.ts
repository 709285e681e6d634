import { beforeEach, describe, expect, it } from 'vitest';
import { checkPlan } from '../../../src/core/plan/check-plan';
import type { TradePlan } from '../../../src/core/plan/trade-plan';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { planMarks } from '../../../src/panel/plan/plan-marks';
import { planSurroundings } from '../../../src/panel/plan/plan-surroundings';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { sampleFrame } from '../frame-samples';

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
});

const LONG: TradePlan = {
  side: 'long',
  entryPrice: 96_800,
  leverage: 10,
  stopPrice: null,
  targetPrice: null,
  notionalUsd: null,
  marginMode: 'isolated',
};

/** The sample has longs at 95,910 to 96,050 and shorts from 97,940. */
function marksOf(change: Partial<TradePlan>) {
  const plan = { ...LONG, ...change };
  return planMarks(plan, checkPlan(plan, planSurroundings(sampleFrame(), 96_800)), 0.1);
}

describe('planMarks', () => {
  it('a stop inside a cluster is a line of caution, with a place beyond its far edge', () => {
    const marks = marksOf({ stopPrice: 95_980 });
    expect(marks[0]).toEqual({ price: 95_980, tone: 'caution', text: 'Your stop 95,980.0' });
    const [beyond] = marks.filter(({ text }) => text.startsWith('Beyond its far edge'));
    expect(beyond.tone).toBe('plain');
    expect(beyond.price).toBeLessThan(95_910);
  });

  it('a stop that no cluster meets is a plain line', () => {
    const marks = marksOf({ stopPrice: 95_200 });
    expect(marks[0]).toMatchObject({ price: 95_200, tone: 'plain' });
  });

  it('a target is marked just before the near edge of the cluster ahead', () => {
    const [target] = marksOf({}).filter(({ tone }) => tone === 'target');
    expect(target.price).toBeLessThan(97_940);
    expect(target.price).toBeGreaterThan(97_700);
    expect(target.text).toMatch(/^Just before a cluster: 97,\d{3}/);
  });

  it('a plan that cannot be checked has no line', () => {
    expect(marksOf({ leverage: 0, stopPrice: 95_980 })).toEqual([]);
  });
});
