import { describe, expect, test } from 'vitest';
import { measureClusters } from '../../../src/core/clusters/measure-clusters';
import { BINS, clusterInput, hills, MARK, MIDDLE, priceAt } from './profile-samples';

describe('measureClusters', () => {
  test('measureClusters gives longs below the price a negative distance and shorts above a positive one', () => {
    const clusters = measureClusters(
      clusterInput(
        hills([
          [150, 100],
          [260, 80],
        ]),
      ),
    );
    expect(clusters.map(({ side, distancePct }) => [side, Math.sign(distancePct)]).sort()).toEqual([
      ['long', -1],
      ['short', 1],
    ]);
  });

  test('measureClusters measures distance to the nearer edge, in percent and in ATR', () => {
    const [cluster] = measureClusters(clusterInput(hills([[260, 80]])));
    expect(cluster.distancePct).toBeCloseTo((cluster.lowPrice / MARK - 1) * 100, 9);
    expect(cluster.distanceAtr).toBeCloseTo(cluster.lowPrice - MARK, 9);
    expect(cluster.centrePrice).toBeCloseTo(priceAt(260.5), 3);
  });

  test('measureClusters sums the USD of the zone, with a band around it', () => {
    const usd = hills([[230, 80]]);
    const [cluster] = measureClusters(clusterInput(usd));
    expect(cluster.notionalUsd).toBeCloseTo(80 + 2 * (60 + 40), 0);
    expect(cluster.share).toBeCloseTo(280 / 320, 2);
    expect(cluster.notionalLowUsd).toBeLessThan(cluster.notionalUsd);
    expect(cluster.notionalHighUsd).toBeGreaterThan(cluster.notionalUsd);
    const [unscored] = measureClusters(clusterInput(usd, { isScored: false }));
    expect(unscored.notionalHighUsd / cluster.notionalHighUsd).toBeCloseTo(1.5, 6);
  });

  test('measureClusters widens the band where few liquidations have taught the level', () => {
    const usd = hills([[230, 80]]);
    const [known] = measureClusters(clusterInput(usd, { levelEvents: 400 }));
    const [unknown] = measureClusters(clusterInput(usd, { levelEvents: 0 }));
    expect(unknown.notionalHighUsd).toBeGreaterThan(known.notionalHighUsd);
    expect(unknown.notionalLowUsd).toBeLessThan(known.notionalLowUsd);
    expect(unknown.notionalUsd).toBe(known.notionalUsd);
  });

  test('measureClusters widens the band towards reports that contradict the level', () => {
    const usd = hills([[230, 80]]);
    const [backed] = measureClusters(clusterInput(usd));
    const [doubted] = measureClusters(clusterInput(usd, { levelDoubt: Math.log(10) }));
    expect(doubted.notionalLowUsd).toBeLessThan(backed.notionalLowUsd / 2);
    expect(doubted.notionalHighUsd).toBe(backed.notionalHighUsd);
    expect(doubted.notionalUsd).toBe(backed.notionalUsd);
  });

  test('measureClusters widens the band of what is little of the open interest', () => {
    const usd = hills([[230, 80]]);
    const [large] = measureClusters(clusterInput(usd, { openInterestUsd: 3e3 }));
    const [small] = measureClusters(clusterInput(usd, { openInterestUsd: 3e6 }));
    expect(small.notionalHighUsd).toBeGreaterThan(large.notionalHighUsd);
    expect(small.notionalLowUsd).toBeLessThan(large.notionalLowUsd);
    expect(small.notionalUsd).toBe(large.notionalUsd);
  });

  test('measureClusters of a mirrored profile is mirrored', () => {
    const usd = hills([
      [230, 80],
      [270, 40],
    ]);
    const mirrored = usd.slice().reverse();
    const up = measureClusters(clusterInput(usd));
    const down = measureClusters(clusterInput(mirrored));
    const sorted = (values: number[]) => values.map((value) => Math.round(value)).sort((a, b) => a - b);
    expect(down.every(({ side }) => side === 'long')).toBe(true);
    expect(sorted(down.map(({ notionalUsd }) => notionalUsd))).toEqual(
      sorted(up.map(({ notionalUsd }) => notionalUsd)),
    );
  });

  test('measureClusters scales with the price: prices times seven give the same zones', () => {
    const usd = hills([
      [230, 80],
      [270, 40],
    ]);
    const base = clusterInput(usd);
    const profile = { ...base.profile, logPriceMin: base.profile.logPriceMin + Math.log(7) };
    const seven = measureClusters(clusterInput(usd, { profile, markPrice: 7 * MARK, atr1h: 7 }));
    const one = measureClusters(base);
    seven.forEach((cluster, index) => {
      expect(cluster.lowPrice).toBeCloseTo(7 * one[index].lowPrice, 6);
      expect(cluster.distancePct).toBeCloseTo(one[index].distancePct, 9);
      expect(cluster.distanceAtr).toBeCloseTo(one[index].distanceAtr, 9);
    });
  });

  test('measureClusters classes a lone dense zone single, two within an ATR a stack, a bump on a plain scattered', () => {
    const classes = (usd: Float32Array) => measureClusters(clusterInput(usd)).map((cluster) => cluster.class);
    expect(classes(hills([[230, 80]]))).toEqual(['single']);
    expect(
      classes(
        hills([
          [230, 80],
          [240, 90],
        ]),
      ),
    ).toEqual(['stack', 'stack']);
    expect(
      classes(
        hills([
          [230, 80],
          [260, 90],
        ]),
      ),
    ).toEqual(['single', 'single']);
    expect(classes(hills([[250, 45, 8]], 100).map((usd, bin) => (bin < MIDDLE ? 0 : usd)))).toContain(
      'scattered',
    );
  });

  test('measureClusters leaves out a zone that is cut off at the end of what is known', () => {
    const usd = hills([
      [230, 80],
      [300, 90, 20],
    ]).map((value, bin) => (bin > 300 ? 0 : value));
    const whole = measureClusters(clusterInput(usd));
    const cut = measureClusters(clusterInput(usd, { coverage: { firstBin: -1, lastBin: 300 } }));
    expect(whole).toHaveLength(2);
    expect(cut).toHaveLength(1);
  });

  test('measureClusters counts exchanges that bring at least a tenth of an even share', () => {
    const usd = hills([[230, 80]]);
    const part = (share: number) => usd.map((value) => value * share);
    const [cluster] = measureClusters(
      clusterInput(usd, { exchangeUsd: [part(0.6), part(0.39), part(0.01)] }),
    );
    expect(cluster.exchanges).toBe(2);
  });

  test('measureClusters shares the zone out by leverage group and asks for its age by bins', () => {
    const [cluster] = measureClusters(clusterInput(hills([[230, 80]])));
    expect(cluster.groupShare).toEqual({ low: 0, medium: 1, high: 0 });
    expect(cluster.ageMs).toBe(7);
  });

  test('measureClusters without volatility, ATR and depth gives finite USD and order, and NaN where it cannot know', () => {
    const unknown = { atr1h: Number.NaN, sigmaDay: Number.NaN, q10Usd: Number.NaN };
    const clusters = measureClusters(
      clusterInput(
        hills([
          [230, 80],
          [260, 200],
        ]),
        unknown,
      ),
    );
    expect(clusters.map(({ notionalUsd }) => Number.isFinite(notionalUsd))).toEqual([true, true]);
    expect(clusters[0].importance).toBeGreaterThan(clusters[1].importance);
    expect(clusters[0].reachProbability24h).toBeNaN();
  });

  test('measureClusters of nothing is nothing', () => {
    expect(measureClusters(clusterInput(new Float32Array(BINS)))).toEqual([]);
  });
});
