import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/core/clusters/cluster';
import { clusterDistance } from '../../../src/core/context/cluster-distance';
import { confluence, levelsBetween } from '../../../src/core/context/confluence';
import type { LevelKind, PriceLevel } from '../../../src/core/context/market-context';
import { squeeze } from '../../../src/core/context/squeeze';
import { topClusters } from '../../../src/core/context/top-clusters';

function cluster(part: Partial<Cluster>): Cluster {
  return {
    id: 'a',
    side: 'short',
    lowPrice: 110,
    highPrice: 112,
    centrePrice: 111,
    notionalUsd: 1e6,
    notionalLowUsd: 5e5,
    notionalHighUsd: 2e6,
    share: 0.1,
    distancePct: 10,
    distanceAtr: 5,
    class: 'single',
    life: 'building',
    reach: 'far',
    reachProbability24h: 0.2,
    importance: 1,
    ageMs: 0,
    firstSeenMs: 0,
    groupShare: { low: 0, medium: 0, high: 1 },
    exchanges: 1,
    ...part,
  };
}

const level = (kind: LevelKind, price: number): PriceLevel => ({ kind, price, timeMs: 0 });

describe('clusterDistance', () => {
  it('measures to the nearer edge, signed, in percent and ATR', () => {
    expect(clusterDistance(cluster({}), 100, 5)).toEqual({ percent: 10, atr: 2, isInside: false });
    expect(clusterDistance(cluster({ lowPrice: 88, highPrice: 90 }), 100, 5)).toEqual({
      percent: -10,
      atr: 2,
      isInside: false,
    });
  });

  it('is nothing inside, edges included', () => {
    expect(clusterDistance(cluster({}), 110, 5)).toEqual({ percent: 0, atr: 0, isInside: true });
    expect(clusterDistance(cluster({}), 112, 5).isInside).toBe(true);
  });

  it('is unknown where price or ATR are', () => {
    expect(clusterDistance(cluster({}), 100, Number.NaN).atr).toBeNaN();
    expect(clusterDistance(cluster({}), 0, 5).percent).toBeNaN();
  });
});

describe('topClusters', () => {
  it('takes the most important of each side and puts them in the order of a price ladder', () => {
    const all = [
      cluster({ id: 's1', centrePrice: 111, importance: 3 }),
      cluster({ id: 's2', centrePrice: 130, importance: 9 }),
      cluster({ id: 's3', centrePrice: 120, importance: 1 }),
      cluster({ id: 'l1', side: 'long', centrePrice: 90, importance: 1 }),
    ];
    const { above, below } = topClusters(all, 2);
    expect(above.map(({ id }) => id)).toEqual(['s2', 's1']);
    expect(below.map(({ id }) => id)).toEqual(['l1']);
  });

  it('leaves out what is cleared or faded, and scattered ones unless they are asked for', () => {
    const scattered = cluster({ id: 'x', class: 'scattered', importance: 9 });
    const cleared = cluster({ id: 'y', life: 'cleared', importance: 9 });
    expect(topClusters([scattered, cleared, cluster({})], 2).above.map(({ id }) => id)).toEqual(['a']);
    expect(topClusters([scattered, cleared], 2).above).toEqual([]);
    expect(topClusters([scattered, cleared], 2, true).above.map(({ id }) => id)).toEqual(['x']);
  });
});

describe('confluence', () => {
  const calm = { relativeVolume: 0.8, rsi: 50, divergence: null };

  it('lists the nearest level of each kind inside the band or within a tenth of an ATR', () => {
    const levels = [level('prior-day-high', 112.4), level('swing-high', 110.2), level('swing-high', 111.2)];
    const found = confluence(cluster({}), { ...calm, levels }, 5);
    expect(found.levels.map(({ price }) => price)).toEqual([112.4, 111.2]);
    expect(found).toMatchObject({ isFloating: false, score: 1 });
  });

  it('calls a cluster without a level floating', () => {
    const levels = [level('prior-day-high', 112.6)];
    expect(confluence(cluster({}), { ...calm, levels }, 5)).toMatchObject({ isFloating: true, score: 0 });
    expect(confluence(cluster({}), { ...calm, levels: [level('round', 112.1)] }, Number.NaN).isFloating).toBe(
      true,
    );
  });

  it('counts volume and an RSI that speaks for a turn at that side', () => {
    const hot = { relativeVolume: 2, rsi: 75, divergence: null, levels: [level('round', 111)] };
    expect(confluence(cluster({}), hot, 5)).toMatchObject({ score: 3, hasVolume: true, hasRsi: true });
    expect(confluence(cluster({ side: 'long' }), hot, 5).hasRsi).toBe(false);
    expect(
      confluence(cluster({ side: 'long' }), { ...calm, levels: [], divergence: 'bullish' }, 5).hasRsi,
    ).toBe(true);
  });
});

describe('levelsBetween', () => {
  it('gives the levels on the way, without round numbers and edges', () => {
    const levels = [
      level('swing-high', 105),
      level('round', 106),
      level('swing-high', 110),
      level('swing-low', 95),
    ];
    expect(levelsBetween(100, cluster({}), levels).map(({ price }) => price)).toEqual([105]);
    expect(
      levelsBetween(100, cluster({ lowPrice: 88, highPrice: 90 }), levels).map(({ price }) => price),
    ).toEqual([95]);
  });
});

describe('squeeze', () => {
  const range = { top: 108, bottom: 100, heightAtr: 2, isTight: true };

  it('names the side of the most important cluster just beyond an edge', () => {
    const long = cluster({ id: 'l', side: 'long', lowPrice: 97, highPrice: 98, importance: 0.5 });
    expect(squeeze([cluster({}), long], range, 3)).toEqual({ side: 'short', clusterId: 'a' });
    expect(squeeze([cluster({ importance: 0.1 }), long], range, 3)).toEqual({ side: 'long', clusterId: 'l' });
  });

  it('is none without a tight range, a near cluster or an ATR', () => {
    expect(squeeze([cluster({})], { ...range, isTight: false }, 3)).toBeNull();
    expect(squeeze([cluster({})], range, 1)).toBeNull();
    expect(squeeze([cluster({ life: 'cleared' })], range, 3)).toBeNull();
    expect(squeeze([cluster({})], range, Number.NaN)).toBeNull();
    expect(squeeze([cluster({})], null, 3)).toBeNull();
  });
});
