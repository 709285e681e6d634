import { describe, expect, it } from 'vitest';
import type { PriceLevel } from '../../../src/core/context/market-context';
import { checkStop } from '../../../src/core/plan/stop-check';
import { longPlan, market, seedShort, zone } from './plan-samples';

describe('checkStop on the example of a short from 93,000 with its stop at 95,200', () => {
  it('is clear when the band round 95,000 ends at 95,100', () => {
    const clusters = [zone('short', 94_900, 95_100)];
    expect(checkStop(seedShort(), market({ clusters }), null)).toMatchObject({
      verdict: 'clear',
      cluster: null,
    });
  });

  it('is still inside when the band ends at 95,250', () => {
    const clusters = [zone('short', 94_900, 95_250)];
    const check = checkStop(seedShort(), market({ clusters }), null);
    expect(check).toMatchObject({ verdict: 'inside', cluster: { highPrice: 95_250 } });
    expect(check?.alternatives[0]).toMatchObject({ kind: 'beyond-cluster', price: 95_400 });
  });
});

describe('checkStop', () => {
  const band = zone('long', 93_000, 93_200);

  it.each([
    [93_500, 'clear'],
    [93_351, 'clear'],
    [93_350, 'before'],
    [93_201, 'before'],
    [93_200, 'inside'],
    [93_100, 'inside'],
    [93_000, 'inside'],
    [92_999, 'clear'],
  ])('says of a long stop at %d beside the band 93,000 to 93,200: %s', (stopPrice, verdict) => {
    expect(checkStop(longPlan({ stopPrice }), market({ clusters: [band] }), null)?.verdict).toBe(verdict);
  });

  it('mirrors that for a short', () => {
    const above = zone('short', 96_800, 97_000);
    const verdict = (stopPrice: number) =>
      checkStop(longPlan({ side: 'short', stopPrice }), market({ clusters: [above] }), null)?.verdict;
    expect([96_600, 96_650, 96_900, 97_001].map(verdict)).toEqual(['clear', 'before', 'inside', 'clear']);
  });

  it('proposes the first tick past the far edge and a quarter ATR, with extra risk and size', () => {
    const check = checkStop(longPlan({ stopPrice: 93_100 }), market({ clusters: [band] }), null);
    expect(check?.alternatives).toEqual([
      {
        kind: 'beyond-cluster',
        price: 92_850,
        level: null,
        extraRiskPct: expect.closeTo((250 / 95_000) * 100, 9),
        sizeFactor: expect.closeTo(1900 / 2150, 9),
        isBeyondLiquidation: false,
      },
    ]);
  });

  it('proposes the nearest structure behind the far edge, never one inside the band', () => {
    const levels: PriceLevel[] = [
      { kind: 'swing-low', price: 93_050, timeMs: 0 },
      { kind: 'swing-low', price: 92_400, timeMs: 0 },
      { kind: 'prior-day-low', price: 92_700, timeMs: 0 },
      { kind: 'swing-high', price: 92_900, timeMs: 0 },
      { kind: 'round', price: 92_950, timeMs: 0 },
    ];
    const check = checkStop(longPlan({ stopPrice: 93_100 }), market({ clusters: [band], levels }), null);
    expect(check?.alternatives[1]).toMatchObject({ kind: 'structure', price: 92_699.9, level: levels[2] });
  });

  it('goes further out when forced orders would carry price further', () => {
    const logBin = 0.0005;
    const bins = 400;
    const profile = {
      logPriceMin: Math.log(95_000) - 200 * logBin,
      logBin,
      bins,
      long: new Float32Array(bins).fill(5e6),
      short: new Float32Array(bins),
      groups: new Float32Array(3 * bins),
    };
    const around = market({ clusters: [band], profile, volumeDayUsd: 1e9 });
    const [quiet] =
      checkStop(longPlan({ stopPrice: 93_100 }), market({ clusters: [band] }), null)?.alternatives ?? [];
    const [wild] = checkStop(longPlan({ stopPrice: 93_100 }), around, null)?.alternatives ?? [];
    expect(wild.price).toBeLessThan(quiet.price - 100);
  });

  it('says when the own liquidation comes first, for the stop and for each alternative', () => {
    const check = checkStop(longPlan({ stopPrice: 93_100 }), market({ clusters: [band] }), 93_000);
    expect(check).toMatchObject({
      isBeyondLiquidation: false,
      alternatives: [{ isBeyondLiquidation: true }],
    });
    expect(checkStop(longPlan({ stopPrice: 85_000 }), market(), 85_930)?.isBeyondLiquidation).toBe(true);
    const short = longPlan({ side: 'short', stopPrice: 104_000 });
    expect(checkStop(short, market(), 103_980)?.isBeyondLiquidation).toBe(true);
  });

  it('takes the most important cluster where several hold the stop, and no cleared one', () => {
    const clusters = [
      zone('long', 93_000, 93_200),
      zone('short', 93_050, 93_150, { importance: 5 }),
      zone('long', 93_000, 93_100, { importance: 9, life: 'cleared' }),
    ];
    const check = checkStop(longPlan({ stopPrice: 93_100 }), market({ clusters }), null);
    expect(check?.cluster?.importance).toBe(5);
  });

  it('lives without an ATR: inside is inside, and the proposal is one tick past the edge', () => {
    const around = market({ clusters: [band], atr: Number.NaN });
    expect(checkStop(longPlan({ stopPrice: 93_201 }), around, null)?.verdict).toBe('clear');
    const check = checkStop(longPlan({ stopPrice: 93_100 }), around, null);
    expect(check?.alternatives[0].price).toBe(92_999.9);
  });

  it('says nothing without a stop', () => {
    expect(checkStop(longPlan(), market({ clusters: [band] }), null)).toBeNull();
  });
});
