import { describe, expect, it } from 'vitest';
import type { PriceLine } from '../../../src/core/axis/axis-mapping';
import { apartPx } from '../../../src/core/axis/lines-apart';

const LINEAR: PriceLine = { scale: 'linear', a: -2, b: 500 };

describe('apartPx', () => {
  it('of a line and itself is 0, also on two scales that are the same at all heights', () => {
    expect(apartPx(LINEAR, LINEAR, 10, 300)).toBe(0);
    expect(apartPx({ scale: 'log', a: -90, b: 700 }, { scale: 'log', a: -90, b: 700 }, 10, 300)).toBeCloseTo(
      0,
    );
  });

  it('of a line and one that is moved is by how much, in either order', () => {
    const moved = { ...LINEAR, b: LINEAR.b - 3 };
    expect(apartPx(LINEAR, moved, 10, 300)).toBeCloseTo(3);
    expect(apartPx(moved, LINEAR, 10, 300)).toBeCloseTo(3);
  });

  it('of lines that cross is the distance at the further edge', () => {
    const steep = { ...LINEAR, a: -2.02, b: 500 + 0.02 * 200 };
    // They cross at a price of 200, 100 px from the top, which stands for 250; the other edge for 100.
    expect(apartPx(LINEAR, steep, 0, 300)).toBeCloseTo(2);
  });

  it('of two scales that agree at both edges is what lies between them halfway', () => {
    const [low, high] = [100, 150];
    const linear: PriceLine = { scale: 'linear', a: -6, b: 900 };
    const a = -300 / Math.log(high / low);
    const log: PriceLine = { scale: 'log', a, b: -a * Math.log(high) };
    expect(apartPx(linear, log, 0, 300)).toBeCloseTo(150 - (log.a * Math.log(125) + log.b));
  });

  it('of a linear line that reaches below zero and a logarithmic one is NaN', () => {
    expect(apartPx({ ...LINEAR, b: 100 }, { scale: 'log', a: -50, b: 300 }, 0, 300)).toBeNaN();
  });
});
