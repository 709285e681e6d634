import { describe, expect, test } from 'vitest';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { createReferencePrice } from '../../src/page/reference-price';

const BARS = [
  { timeSec: 0, high: 52_000, low: 50_000 },
  { timeSec: 60, high: 60_500, low: 58_000 },
];

/** A pane of 400 px that shows prices from `low` to `high`. */
function showing(low: number, high: number): AxisMapping {
  const a = -400 / (high - low);
  const price = { scale: 'linear', a, b: 20 - a * high, samples: 5, inliers: 5, rmsPx: 0 } as const;
  const pane = { left: 0, top: 20, width: 600, height: 400 };
  return { v: 1, seq: 1, chartKey: 'c', source: 'axis-tap', state: 'locked', pane, price, time: null };
}

function known() {
  const reference = createReferencePrice();
  reference.setPrice(60_000);
  reference.setBars(BARS);
  return reference;
}

describe('createReferencePrice()', () => {
  test('names the newest price, and says whether it is new', () => {
    const reference = createReferencePrice();
    expect(reference.now()).toBe(0);
    expect([reference.setPrice(60_000), reference.setPrice(60_000)]).toEqual([true, false]);
    expect(reference.now()).toBe(60_000);
  });

  test('names no price that moved by a few px of the locked chart, until it has moved far or the chart was zoomed', () => {
    const reference = known();
    reference.see(showing(59_500, 60_500));
    expect(reference.setPrice(60_060)).toBe(false);
    expect(reference.now()).toBe(60_000);
    expect(reference.setPrice(60_110)).toBe(true);
    expect(reference.now()).toBe(60_110);
    expect(reference.setPrice(60_150)).toBe(false);
    reference.see(showing(60_100, 60_200));
    expect(reference.now()).toBe(60_150);
  });

  test('names the first price, however close to nothing it lies on a chart that was locked without one', () => {
    const reference = createReferencePrice();
    reference.see(showing(-4, 10));
    expect(reference.setPrice(0.0142)).toBe(true);
    expect(reference.now()).toBe(0.0142);
  });

  test('names every price while no chart is locked, and while several are', () => {
    const reference = known();
    expect(reference.setPrice(60_001)).toBe(true);
    reference.see(showing(59_500, 60_500));
    expect(reference.setPrice(60_002)).toBe(false);
    reference.reset();
    expect(reference.now()).toBe(60_002);
    expect(reference.setPrice(60_003)).toBe(true);
  });

  test('keeps it while it lies near the view of a chart', () => {
    const reference = known();
    for (const from of [59_500, 59_000, 61_000]) reference.see(showing(from, from + 1000));
    expect(reference.now()).toBe(60_000);
  });

  test('names the price in the middle of a view that was moved far from it, until it is near again', () => {
    const reference = known();
    reference.see(showing(57_000, 58_000));
    expect(reference.now()).toBeCloseTo(57_500, 3);
    reference.see(showing(56_500, 57_500));
    expect(reference.now()).toBeCloseTo(57_500, 3);
    reference.see(showing(55_000, 56_000));
    expect(reference.now()).toBeCloseTo(55_500, 3);
    reference.see(showing(59_000, 60_000));
    expect(reference.now()).toBe(60_000);
  });

  test.each([
    [40_000, 50_000],
    [70_000, 60_500],
  ])('names no price that our bars have not seen: at %d it is %d', (from, named) => {
    const reference = known();
    reference.see(showing(from, from + 1000));
    expect(reference.now()).toBe(named);
  });

  test('names none but the newest without bars, and after a reset', () => {
    const bare = createReferencePrice();
    bare.setPrice(60_000);
    bare.see(showing(55_000, 56_000));
    expect(bare.now()).toBe(60_000);
    const reference = known();
    reference.see(showing(55_000, 56_000));
    reference.reset();
    expect(reference.now()).toBe(60_000);
  });

  test('forgets what it named with the bars of another instrument', () => {
    const reference = known();
    reference.see(showing(55_000, 56_000));
    reference.setBars([{ timeSec: 0, high: 3200, low: 3000 }]);
    expect(reference.now()).toBe(60_000);
  });
});
