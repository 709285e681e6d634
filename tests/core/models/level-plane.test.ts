import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPlane,
  createPlane,
  decayRow,
  depositLevel,
  type LevelPlane,
  placePlane,
  sweepPlane,
} from '../../../src/core/models/level-plane';
import { GRID, sum, W } from './model-samples';

const MID = Math.log(100);

function planeAround(side: 'long' | 'short', rows = 1): LevelPlane {
  const plane = createPlane(side, W, rows);
  placePlane(plane, MID);
  return plane;
}

function onGrid(plane: LevelPlane, grid = GRID): Float64Array {
  const out = new Float64Array(grid.bins);
  addPlane(plane, grid, out);
  return out;
}

const distance = fc.double({ min: 0.005, max: 0.4, noNaN: true });
const usd = fc.double({ min: 1, max: 1e7, noNaN: true });
const levels = fc.array(fc.tuple(distance, usd), { minLength: 1, maxLength: 20 });
const side = fc.constantFrom('long' as const, 'short' as const);

/** Deposits at distances away from the price on the plane's own side. */
function fill(plane: LevelPlane, drawn: readonly (readonly [number, number])[], row = 0): void {
  const sign = plane.side === 'long' ? -1 : 1;
  for (const [away, amount] of drawn) depositLevel(plane, row, MID + sign * away, amount);
}

const totalOf = (drawn: readonly (readonly [number, number])[]): number =>
  sum(drawn.map(([, amount]) => amount));

describe('depositLevel', () => {
  test('keeps the total and the mean ln price of what was put in', () => {
    fc.assert(
      fc.property(side, levels, (own, drawn) => {
        const plane = planeAround(own);
        fill(plane, drawn);
        const out = onGrid(plane);
        const sign = own === 'long' ? -1 : 1;
        const mean = sum(drawn.map(([away, amount]) => (MID + sign * away) * amount)) / totalOf(drawn);
        const meanOut =
          sum(out.map((amount, bin) => amount * (GRID.logPriceMin + (bin + 0.5) * W))) / sum(out);
        expect(sum(out) / totalOf(drawn)).toBeCloseTo(1, 9);
        expect(meanOut).toBeCloseTo(mean, 6);
      }),
      { seed: 41 },
    );
  });

  test.each([
    ['nothing', MID, 0],
    ['a negative amount', MID, -5],
    ['not a number', MID, Number.NaN],
    ['a price beyond the plane', MID + 2, 5],
    ['a price below the plane', MID - 2, 5],
  ])('of %s, changes nothing', (_, logPrice, amount) => {
    const plane = planeAround('short');
    depositLevel(plane, 0, logPrice, amount);
    expect(sum(plane.cells)).toBe(0);
  });
});

describe('sweepPlane', () => {
  test('takes what lies between the price and its reach, and leaves what lies beyond', () => {
    fc.assert(
      fc.property(side, levels, distance, (own, drawn, reach) => {
        const plane = planeAround(own);
        fill(plane, drawn);
        sweepPlane(plane, MID + (own === 'long' ? -reach : reach));
        const left = sum(onGrid(plane));
        // A level spreads over two bins, so one and a half on either side of the reach are in doubt.
        const beyond = totalOf(drawn.filter(([away]) => away > reach + 1.5 * W));
        const doubtful = totalOf(drawn.filter(([away]) => Math.abs(away - reach) <= 1.5 * W));
        expect(left).toBeGreaterThanOrEqual(beyond * (1 - 1e-9));
        expect(left).toBeLessThanOrEqual((beyond + doubtful) * (1 + 1e-9));
      }),
      { seed: 42 },
    );
  });

  test('to the same price again, takes nothing but of the bin that holds it', () => {
    const plane = planeAround('long');
    fill(plane, [
      [0.1, 500],
      [0.2, 300],
    ]);
    sweepPlane(plane, MID - 0.15);
    const once = onGrid(plane);
    sweepPlane(plane, MID - 0.12);
    expect(onGrid(plane)).toEqual(once);
    expect(sum(once)).toBeCloseTo(300, 9);
  });

  test('at a quarter of a bin, keeps that quarter of the longs and the other three of the shorts', () => {
    for (const [own, kept] of [
      ['long', 200],
      ['short', 600],
    ] as const) {
      const plane = planeAround(own);
      const bin = Math.floor(MID / W) + (own === 'long' ? -50 : 50);
      depositLevel(plane, 0, (bin + 0.5) * W, 800);
      sweepPlane(plane, (bin + 0.25) * W);
      expect(sum(onGrid(plane))).toBeCloseTo(kept, 6);
    }
  });
});

describe('decayRow', () => {
  test('multiplies its own row only, and what comes later not at all', () => {
    const plane = planeAround('long', 2);
    fill(plane, [[0.1, 1000]], 0);
    fill(plane, [[0.2, 1000]], 1);
    decayRow(plane, 0, 0.25);
    fill(plane, [[0.1, 7]], 0);
    expect(sum(onGrid(plane))).toBeCloseTo(250 + 7 + 1000, 6);
  });

  test('goes on through any number of bars without losing what is new', () => {
    const plane = planeAround('short');
    fill(plane, [[0.1, 1e6]]);
    for (let bar = 0; bar < 40; bar++) decayRow(plane, 0, 0.01);
    fill(plane, [[0.1, 123]]);
    const out = onGrid(plane);
    expect(sum(out)).toBeCloseTo(123, 6);
    expect(out.every(Number.isFinite)).toBe(true);
  });
});

describe('placePlane', () => {
  test('keeps levels where they are while the price walks, as long as they lie on the plane', () => {
    fc.assert(
      fc.property(side, levels, fc.double({ min: -0.5, max: 0.5, noNaN: true }), (own, drawn, walk) => {
        const plane = planeAround(own);
        fill(plane, drawn);
        const before = onGrid(plane);
        placePlane(plane, MID + walk);
        const [low, high] = [plane.firstBin * W, (plane.firstBin + plane.bins) * W];
        const after = onGrid(plane);
        const errors = before.map((amount, bin) => {
          const logPrice = GRID.logPriceMin + (bin + 0.5) * W;
          return Math.abs(after[bin] - (logPrice > low && logPrice < high ? amount : 0));
        });
        expect(Math.max(...errors)).toBeLessThan(1e-3);
      }),
      { seed: 43 },
    );
  });

  test('after a jump beyond the plane, has forgotten everything', () => {
    const plane = planeAround('long');
    fill(plane, [[0.1, 1000]]);
    placePlane(plane, MID + 3);
    expect(sum(plane.cells)).toBe(0);
  });
});

describe('addPlane', () => {
  test('onto any lattice that covers the levels, keeps their total', () => {
    const lattice = fc.record({
      offset: fc.double({ min: 0, max: 0.01, noNaN: true }),
      logBin: fc.double({ min: 0.0003, max: 0.01, noNaN: true }),
    });
    fc.assert(
      fc.property(side, levels, lattice, (own, drawn, { offset, logBin }) => {
        const plane = planeAround(own);
        fill(plane, drawn);
        const logPriceMin = MID - 0.45 - offset;
        const out = onGrid(plane, { logPriceMin, logBin, bins: Math.ceil(0.9 / logBin) + 40 });
        expect(sum(out) / totalOf(drawn)).toBeCloseTo(1, 9);
      }),
      { seed: 44, numRuns: 50 },
    );
  });

  test('adds to what is there', () => {
    const plane = planeAround('long');
    fill(plane, [[0.1, 100]]);
    const out = new Float64Array(GRID.bins).fill(1);
    addPlane(plane, GRID, out);
    expect(sum(out)).toBeCloseTo(1100, 6);
  });
});
