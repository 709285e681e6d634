import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAmountFormat } from '../../src/overlay/amount-format';
import { clusterLabels } from '../../src/overlay/cluster-labels';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { placeLabels } from '../../src/overlay/paint-labels';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 20, bins: 300, warmUp: 150 });
const FORMAT = createAmountFormat({
  locale: 'en',
  unit: 'usd',
  base: 'BTC',
  markPrice: FRAME.markPrice,
  tickSize: 0.1,
});

describe('clusterLabels', () => {
  it('CORE-07 clusterLabels(frame) names two a side, the side in words and the amount as an estimate', () => {
    const labels = clusterLabels(FRAME.clusters, ENGLISH, FORMAT);
    expect(labels.map(({ side }) => side)).toEqual(['short', 'short', 'long', 'long']);
    for (const { side, text } of labels) {
      expect(text).toMatch(side === 'short' ? /^SHORTS [\d,]+ {2}est\. \$\d/ : /^LONGS [\d,]+ {2}est\. \$\d/);
    }
  });

  it('CORE-13 clusterLabels(cleared and faded) leaves them out', () => {
    const gone = FRAME.clusters.map((cluster, index) => ({
      ...cluster,
      life: index % 2 === 0 ? ('cleared' as const) : ('faded' as const),
    }));
    expect(clusterLabels(gone, ENGLISH, FORMAT)).toEqual([]);
  });

  it('CORE-16 clusterLabels(scattered) leaves them out unless they are asked for', () => {
    const noise = FRAME.clusters.map((cluster) => ({ ...cluster, class: 'scattered' as const }));
    expect(clusterLabels(noise, ENGLISH, FORMAT)).toEqual([]);
    expect(clusterLabels(noise, ENGLISH, FORMAT, true)).toHaveLength(4);
  });

  it('clusterLabels(more than two a side) keeps the most important', () => {
    const many = [1, 5, 3].map((importance) => ({
      ...FRAME.clusters[0],
      importance,
      centrePrice: 60_000 + importance * 1000,
    }));
    expect(clusterLabels(many, ENGLISH, FORMAT).map(({ price }) => price)).toEqual([65_000, 63_000]);
  });
});

describe('placeLabels', () => {
  const place = (wanted: number[], height: number, start = 0) => {
    const places = { y: new Float64Array(8), order: new Uint8Array(8) };
    placeLabels(Float64Array.from(wanted), start, height, 18, places);
    return [...places.y.slice(0, wanted.length)];
  };

  it('placeLabels(apart) centres each on its price', () => {
    expect(place([100, 200], 400)).toEqual([91, 191]);
  });

  it('placeLabels(legend above) keeps labels below it', () => {
    expect(place([5, 20, 200], 400, 60)).toEqual([60, 78, 191]);
    expect(place([5, 20], 70, 60)).toEqual([Number.NaN, Number.NaN]);
  });

  it('placeLabels(out of view) is NaN', () => {
    expect(place([-1, 401, Number.NaN], 400)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('placeLabels(any prices) keeps every label inside the pane and none over another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 500, noNaN: true }), { maxLength: 8 }),
        fc.integer({ min: 10, max: 450 }),
        (wanted, height) => {
          const tops = place(wanted, height)
            .filter((top) => !Number.isNaN(top))
            .sort((a, b) => a - b);
          for (let label = 0; label < tops.length; label += 1) {
            expect(tops[label]).toBeGreaterThanOrEqual(0);
            expect(tops[label] + 18).toBeLessThanOrEqual(height + 1e-9);
            if (label > 0) expect(tops[label] - tops[label - 1]).toBeGreaterThanOrEqual(18 - 1e-9);
          }
        },
      ),
      { seed: 6 },
    );
  });
});
