import { describe, expect, it } from 'vitest';
import { clusterAtEntry } from '../../../src/core/plan/entry-check';
import { checkTarget, splitRewardRisk } from '../../../src/core/plan/target-check';
import { longPlan, market, zone } from './plan-samples';

describe('checkTarget', () => {
  const at98 = zone('short', 97_900, 98_100);
  const at99 = zone('short', 99_300, 99_400);

  it('suggests a long’s target just before the near edge of the cluster at 98,000', () => {
    const { suggestions } = checkTarget(longPlan(), market({ clusters: [at99, at98] }));
    expect(suggestions.map(({ price }) => price)).toEqual([97_870, 99_270]);
    expect(suggestions[0].price).toBeLessThan(at98.lowPrice);
  });

  it('rounds away from the cluster, so that the price stays before it', () => {
    const ahead = [zone('short', 97_900.04, 98_100)];
    expect(checkTarget(longPlan(), market({ clusters: ahead })).suggestions[0].price).toBe(97_870);
    const below = [zone('long', 92_000, 92_199.96)];
    const short = longPlan({ side: 'short' });
    expect(checkTarget(short, market({ clusters: below })).suggestions[0].price).toBe(92_230);
  });

  it('mirrors that for a short', () => {
    const below = zone('long', 92_000, 92_200);
    const { suggestions } = checkTarget(longPlan({ side: 'short' }), market({ clusters: [below] }));
    expect(suggestions[0].price).toBe(92_230);
  });

  it.each([
    [97_800, 'before'],
    [97_900, 'inside'],
    [98_050, 'inside'],
    [98_500, 'beyond'],
    [null, 'none'],
  ] as const)('says of a target at %s: %s', (targetPrice, verdict) => {
    const check = checkTarget(longPlan({ targetPrice }), market({ clusters: [at98] }));
    expect(check.verdict).toBe(verdict);
    expect(check.cluster === null).toBe(verdict === 'before' || verdict === 'none');
  });

  it('says inside of a target in a scattered cluster or in the one the entry lies in, and suggests neither', () => {
    const clusters = [zone('short', 94_900, 95_600), zone('short', 96_200, 96_300, { class: 'scattered' })];
    const check = (targetPrice: number) => checkTarget(longPlan({ targetPrice }), market({ clusters }));
    expect([95_500, 96_250, 96_500].map((target) => check(target).verdict)).toEqual([
      'inside',
      'inside',
      'before',
    ]);
    expect(check(96_250)).toMatchObject({ cluster: clusters[1], suggestions: [] });
  });

  it('names the dense cluster of a target beyond it, even inside a scattered one', () => {
    const noise = zone('short', 98_400, 98_600, { class: 'scattered' });
    const check = checkTarget(longPlan({ targetPrice: 98_500 }), market({ clusters: [noise, at98] }));
    expect(check).toMatchObject({ verdict: 'beyond', cluster: at98 });
  });

  it('gives reward over risk of the target and of each suggestion', () => {
    const plan = longPlan({ targetPrice: 97_000, stopPrice: 94_000 });
    const check = checkTarget(plan, market({ clusters: [at98] }));
    expect(check.rewardRisk).toBe(2);
    expect(check.suggestions[0].rewardRisk).toBeCloseTo(2.87);
    expect(splitRewardRisk(plan, 97_000, 99_000, 0.5)).toBe(3);
  });

  it('knows no reward over risk without a stop', () => {
    expect(checkTarget(longPlan({ targetPrice: 97_000 }), market()).rewardRisk).toBeNaN();
  });

  it('leaves out clusters behind the entry, cleared, scattered and of the own side', () => {
    const clusters = [
      zone('short', 94_000, 94_100),
      zone('short', 96_000, 96_100, { life: 'faded' }),
      zone('short', 96_200, 96_300, { class: 'scattered' }),
      zone('long', 96_400, 96_500),
    ];
    expect(checkTarget(longPlan(), market({ clusters })).suggestions).toEqual([]);
  });

  it('never suggests a price behind the entry, however near the cluster', () => {
    const near = zone('short', 95_000.4, 95_100);
    const { suggestions } = checkTarget(longPlan(), market({ clusters: [near] }));
    expect(suggestions[0].price).toBeGreaterThanOrEqual(95_000);
    expect(suggestions[0].price).toBeLessThan(near.lowPrice);
  });
});

describe('clusterAtEntry', () => {
  it('finds an uncleared cluster within half an ATR in the direction of the trade', () => {
    const near = zone('short', 95_300, 95_400);
    expect(clusterAtEntry(longPlan(), market({ clusters: [near] }))).toBe(near);
    expect(clusterAtEntry(longPlan(), market({ clusters: [zone('short', 95_301, 95_400)] }))).toBeNull();
  });

  it('finds nothing against the trade, cleared, or without an ATR', () => {
    expect(clusterAtEntry(longPlan(), market({ clusters: [zone('long', 94_800, 94_900)] }))).toBeNull();
    const cleared = zone('short', 95_100, 95_200, { life: 'cleared' });
    expect(clusterAtEntry(longPlan(), market({ clusters: [cleared] }))).toBeNull();
    const near = zone('short', 95_100, 95_200);
    expect(clusterAtEntry(longPlan(), market({ clusters: [near], atr: Number.NaN }))).toBeNull();
  });
});
