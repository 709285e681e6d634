import { describe, expect, it } from 'vitest';
import { cascadeScenario } from '../../../src/core/plan/cascade-scenario';
import { checkPlan } from '../../../src/core/plan/check-plan';
import { lossFloor } from '../../../src/core/plan/loss-floor';
import { checkedPlan, planProblems } from '../../../src/core/plan/plan-problems';
import { longPlan, market, zone } from './plan-samples';

describe('planProblems', () => {
  const reasons = (part: Parameters<typeof longPlan>[0]) =>
    planProblems({ ...longPlan(), ...part }, market()).map(({ field, reason }) => `${field} ${reason}`);

  it('finds nothing in a plan that holds together', () => {
    expect(reasons({ stopPrice: 94_000, targetPrice: 97_000, notionalUsd: 1000 })).toEqual([]);
  });

  it('names what is missing or not a positive number, at the field', () => {
    expect(reasons({ entryPrice: null, leverage: null })).toEqual(['entry missing', 'leverage missing']);
    expect(reasons({ leverage: 0 })).toEqual(['leverage not-positive']);
    expect(reasons({ stopPrice: -1, notionalUsd: 0 })).toEqual(['stop not-positive', 'size not-positive']);
    expect(reasons({ entryPrice: Number.NaN })).toEqual(['entry not-positive']);
  });

  it('names a stop or target on the wrong side', () => {
    expect(reasons({ stopPrice: 96_000, targetPrice: 94_000 })).toEqual([
      'stop wrong-side',
      'target wrong-side',
    ]);
    expect(reasons({ stopPrice: 95_000 })).toEqual(['stop wrong-side']);
    expect(reasons({ side: 'short', stopPrice: 96_000, targetPrice: 94_000 })).toEqual([]);
  });

  it('names leverage above what the exchange allows', () => {
    expect(planProblems(longPlan({ leverage: 126 }), market())).toEqual([
      { field: 'leverage', reason: 'above-exchange-maximum', limit: 125 },
    ]);
  });

  it('suspects a plan for another symbol when the entry is far from the market', () => {
    expect(reasons({ entryPrice: 3400 })).toEqual(['entry far-from-market']);
  });
});

describe('checkedPlan', () => {
  it('drops fields with problems and keeps the rest usable', () => {
    const typed = longPlan({ stopPrice: 96_000, targetPrice: 97_000 });
    expect(checkedPlan(typed, planProblems(typed, market()))).toMatchObject({
      stopPrice: null,
      targetPrice: 97_000,
    });
  });

  it('is null while entry or leverage cannot be used', () => {
    const typed = { ...longPlan(), leverage: 0 };
    expect(checkedPlan(typed, planProblems(typed, market()))).toBeNull();
  });
});

describe('lossFloor', () => {
  it('adds both fees and the slippage allowance to the move', () => {
    const plan = longPlan({ stopPrice: 94_050, notionalUsd: 10_000 });
    const loss = lossFloor(plan, { feeRate: 0.001, slippageRate: 0.002 });
    expect(loss?.moveUsd).toBeCloseTo(100);
    expect(loss?.feesUsd).toBeCloseTo(19.9);
    expect(loss?.slippageUsd).toBeCloseTo(19.8);
    expect(loss?.totalUsd).toBeCloseTo(139.7);
    expect(loss?.ofMargin).toBeCloseTo(0.1397);
  });

  it('needs a stop and a size', () => {
    expect(lossFloor(longPlan({ stopPrice: 94_000 }), { feeRate: 0, slippageRate: 0 })).toBeNull();
    expect(lossFloor(longPlan({ notionalUsd: 1 }), { feeRate: 0, slippageRate: 0 })).toBeNull();
  });
});

describe('cascadeScenario', () => {
  const logBin = 0.0005;
  const profile = {
    logPriceMin: Math.log(95_000) - 200 * logBin,
    logBin,
    bins: 400,
    long: new Float32Array(400).fill(1e6),
    short: new Float32Array(400),
    groups: new Float32Array(1200),
  };

  it('carries price beyond the level when longs are met below it', () => {
    const scenario = cascadeScenario(market({ profile, volumeDayUsd: 1e9 }), 94_000);
    expect(scenario?.spikePrice).toBeLessThan(94_000);
    expect(scenario?.forcedUsd).toBeGreaterThan(1e7);
  });

  it('ends at the level when nothing is met', () => {
    const scenario = cascadeScenario(market({ profile, volumeDayUsd: 1e9 }), 96_000);
    expect(scenario?.spikePrice).toBeCloseTo(96_000, 6);
    expect(scenario?.forcedUsd).toBe(0);
  });

  it('is unknown without profile, volume or distance', () => {
    expect(cascadeScenario(market({ volumeDayUsd: 1e9 }), 94_000)).toBeNull();
    expect(cascadeScenario(market({ profile }), 94_000)).toBeNull();
    expect(cascadeScenario(market({ profile, volumeDayUsd: 1e9 }), 95_000)).toBeNull();
  });
});

describe('checkPlan', () => {
  it('puts every part together for a full plan', () => {
    const clusters = [zone('long', 94_000, 94_200), zone('short', 97_900, 98_100)];
    const typed = longPlan({ stopPrice: 94_100, targetPrice: 98_000, notionalUsd: 1000 });
    const report = checkPlan(typed, market({ clusters }));
    expect(report).toMatchObject({
      problems: [],
      liquidation: { state: 'known' },
      stop: { verdict: 'inside' },
      target: { verdict: 'inside' },
      atEntry: null,
      cascade: null,
    });
    expect(report.loss?.totalUsd).toBeGreaterThan(0);
  });

  it('only names the problems when nothing can be computed', () => {
    const report = checkPlan({ ...longPlan(), entryPrice: null }, market());
    expect(report).toMatchObject({ liquidation: null, stop: null, target: null, loss: null });
    expect(report.problems).toHaveLength(1);
  });

  it('still checks the rest when one field is wrong', () => {
    const report = checkPlan(longPlan({ stopPrice: 99_000 }), market());
    expect(report.problems.map(({ field }) => field)).toEqual(['stop']);
    expect(report.liquidation?.state).toBe('known');
    expect(report.stop).toBeNull();
  });
});
