import { describe, expect, it } from 'vitest';
import { scaleFrame } from '../../../src/core/frame/scale-frame';
import { SAMPLE_CONTEXT, sampleFrame } from '../../panel/frame-samples';

const priceOfBin = (logPriceMin: number, logBin: number, bin: number) => Math.exp(logPriceMin + bin * logBin);

describe('scaleFrame', () => {
  const frame = sampleFrame();

  it('leaves a frame of the same unit alone', () => {
    expect(scaleFrame(frame, 1)).toBe(frame);
  });

  it('moves every price by the factor and no amount, distance or time', () => {
    const scaled = scaleFrame(frame, 0.001);
    expect(scaled.markPrice).toBeCloseTo(frame.markPrice / 1000, 9);
    expect(scaled.atr1h).toBeCloseTo(frame.atr1h / 1000, 9);
    const { grid, profile, clusters } = frame;
    for (const [before, after] of [
      [grid, scaled.grid],
      [profile, scaled.profile],
    ] as const) {
      const ratio =
        priceOfBin(after.logPriceMin, after.logBin, 7) / priceOfBin(before.logPriceMin, before.logBin, 7);
      expect(ratio).toBeCloseTo(0.001, 9);
    }
    expect(scaled.grid.usd).toBe(grid.usd);
    expect(scaled.grid.frozenHash).toBe(grid.frozenHash);
    expect(scaled.grid.startMs).toBe(grid.startMs);
    scaled.clusters.forEach((cluster, index) => {
      expect(cluster.lowPrice).toBeCloseTo(clusters[index].lowPrice / 1000, 9);
      expect(cluster.notionalUsd).toBe(clusters[index].notionalUsd);
      expect(cluster.distancePct).toBe(clusters[index].distancePct);
    });
  });

  it('keeps the decimals of the prices, but for whole ones', () => {
    const tickOf = (factor: number) =>
      scaleFrame(frame, factor).instrument.tickSize / frame.instrument.tickSize;
    expect([0.99996, 1.003, 1.4].map(tickOf)).toEqual([1, 1, 1]);
    expect(tickOf(0.001)).toBeCloseTo(0.001, 12);
    expect(tickOf(1002)).toBeCloseTo(1000, 9);
  });

  it('moves what exchanges reported, and nothing but its prices', () => {
    const observed = {
      ...frame.observed,
      points: [{ timeMs: 5, price: 2, positionSide: 'long' as const, notionalUsd: 70 }],
      flushes: [{ lowPrice: 1, highPrice: 3, longUsd: 8, shortUsd: 9, lastMs: 6 }],
    };
    expect(scaleFrame({ ...frame, observed }, 1000).observed).toEqual({
      ...observed,
      points: [{ timeMs: 5, price: 2000, positionSide: 'long', notionalUsd: 70 }],
      flushes: [{ lowPrice: 1000, highPrice: 3000, longUsd: 8, shortUsd: 9, lastMs: 6 }],
    });
  });

  it('moves levels and the range of the day', () => {
    const broken = [{ kind: SAMPLE_CONTEXT.levels[0].kind, price: 4, timeMs: 1, brokenMs: 2 }];
    const context = { ...SAMPLE_CONTEXT, broken };
    const scaled = scaleFrame({ ...frame, context }, 10).context;
    expect(scaled?.levels.map(({ price }) => price)).toEqual(context.levels.map(({ price }) => price * 10));
    expect(scaled?.broken).toEqual([{ ...broken[0], price: 40 }]);
    expect(scaled?.range?.top).toBe((context.range?.top ?? Number.NaN) * 10);
    expect(scaled?.range?.bottom).toBe((context.range?.bottom ?? Number.NaN) * 10);
    expect(scaled?.rsi).toBe(context.rsi);
  });

  it('gives the frame back when scaled there and back again', () => {
    const back = scaleFrame(scaleFrame(frame, 1000), 0.001);
    expect(back.markPrice).toBeCloseTo(frame.markPrice, 6);
    expect(back.profile.logPriceMin).toBeCloseTo(frame.profile.logPriceMin, 9);
  });

  it('refuses a factor that is none', () => {
    expect(() => scaleFrame(frame, 0)).toThrow('invalid price factor');
    expect(() => scaleFrame(frame, Number.NaN)).toThrow('invalid price factor');
  });
});
