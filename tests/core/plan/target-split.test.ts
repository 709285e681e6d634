import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../src/core/plan/check-plan';
import { parseSavedPlan } from '../../../src/core/plan/saved-plan';
import { longPlan, market, zone } from './plan-samples';

const AHEAD = [zone('short', 97_900, 98_100), zone('short', 99_300, 99_400)];
const plan = (part: Parameters<typeof longPlan>[0] = {}) => longPlan({ stopPrice: 94_000, ...part });

describe('checkPlan, split of the target', () => {
  it('closes half before the first cluster and half before the next one unless told otherwise', () => {
    const { split } = checkPlan(plan(), market({ clusters: AHEAD }));
    expect(split).toMatchObject({ firstPrice: 97_870, secondPrice: 99_270, firstShare: 0.5 });
    expect(split?.rewardRisk).toBeCloseTo((2.87 + 4.27) / 2, 6);
  });

  it('takes the share that the user typed', () => {
    const { split } = checkPlan(plan({ firstTargetShare: 0.75 }), market({ clusters: AHEAD }));
    expect(split?.rewardRisk).toBeCloseTo(0.75 * 2.87 + 0.25 * 4.27, 6);
  });

  it('takes the typed target for the second where only one cluster lies ahead', () => {
    const { split } = checkPlan(plan({ targetPrice: 98_500 }), market({ clusters: AHEAD.slice(0, 1) }));
    expect(split?.secondPrice).toBe(98_500);
  });

  it('is null without two prices to close at', () => {
    expect(checkPlan(plan(), market({ clusters: AHEAD.slice(0, 1) })).split).toBeNull();
    expect(
      checkPlan(plan({ targetPrice: 96_000 }), market({ clusters: AHEAD.slice(0, 1) })).split,
    ).toBeNull();
  });

  it.each([-0.1, 1.2, Number.NaN])(
    'of a share of %s, says so at the field and takes half',
    (firstTargetShare) => {
      const report = checkPlan(plan({ firstTargetShare }), market({ clusters: AHEAD }));
      expect(report.problems).toEqual([{ field: 'split', reason: 'not-a-share' }]);
      expect(report.split?.firstShare).toBe(0.5);
    },
  );
});

describe('parseSavedPlan', () => {
  it('keeps the share of a plan and drops one that is none', () => {
    const stored = (firstTargetShare: unknown) => ({ version: 1, plan: { firstTargetShare } });
    expect(parseSavedPlan(stored(0.3))?.plan.firstTargetShare).toBe(0.3);
    expect(parseSavedPlan(stored(3))?.plan.firstTargetShare).toBeUndefined();
  });
});
