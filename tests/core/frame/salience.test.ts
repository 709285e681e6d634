import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSalience,
  encodeSalience,
  SALIENCE_MAX,
  SURROUNDINGS,
  salienceColumn,
} from '../../../src/core/frame/salience';

const LOG_BIN = 0.0005;
const REACH = Math.round(Math.log1p(SURROUNDINGS) / LOG_BIN);

function codes(density: ArrayLike<number>, split: number, logBin = LOG_BIN): Uint8Array {
  const out = new Uint8Array(density.length);
  salienceColumn(Float32Array.from(density), split, logBin, { root: new Float32Array(0) }, out, 0);
  return out;
}

/** The formula of the docstring, written without the running mean. */
function plainSalience(density: number[], split: number): number[] {
  const around = Math.round(Math.log1p(0.15) / LOG_BIN);
  const near = density.slice(Math.max(0, split - around), split + around).map(Math.sqrt);
  const unit = near.reduce((sum, v) => sum + v, 0) / near.length;
  return density.map((v, bin) => {
    const from = Math.max(0, bin - REACH);
    const window = density.slice(from, bin + REACH + 1);
    const isOwnSide = (index: number) => from + index < split === bin < split;
    const mean = window.reduce((sum, w, index) => sum + (isOwnSide(index) ? w : 0), 0) / window.length;
    return (Math.sqrt(Math.max(0, v / mean - 1)) * Math.sqrt(v)) / unit;
  });
}

const column = fc.array(fc.float({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 300 });

describe('salienceColumn', () => {
  it('salienceColumn(level field) codes nothing, however large the density', () => {
    expect([...codes(new Array(400).fill(3e9), 0)].every((code) => code === 0)).toBe(true);
  });

  it('salienceColumn(one level above an even field) codes that level alone', () => {
    const density = new Array(400).fill(1);
    density[300] = 9;
    const result = codes(density, 0);
    expect(result[300]).toBeGreaterThan(50);
    expect(result.filter((code) => code > 0)).toHaveLength(1);
  });

  it('salienceColumn(price moves in the empty stretch below a level) does not shade the level anew', () => {
    const density = new Array(400).fill(0);
    density.fill(1, 210, 400);
    density[230] = 12;
    const near = codes(density, 205);
    const far = codes(density, 190);
    near.forEach((code, bin) => {
      expect(Math.abs(code - far[bin])).toBeLessThanOrEqual(2);
    });
  });

  it('salienceColumn(any column) gives the formula of its docstring within one code', () => {
    fc.assert(
      fc.property(column, fc.nat(), (density, seed) => {
        const floats = [...Float32Array.from(density)];
        const split = seed % density.length;
        const result = codes(floats, split);
        plainSalience(floats, split).forEach((expected, bin) => {
          const code = Math.min(255, 255 * Math.sqrt(expected / SALIENCE_MAX));
          expect(Math.abs(result[bin] - code)).toBeLessThan(1);
        });
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('salienceColumn(density times a constant) gives the same codes: the unit does not matter', () => {
    const density = Array.from({ length: 300 }, (_, bin) => 1 + Math.abs(Math.sin(bin)) * 20);
    const expected = codes(density, 150);
    for (const factor of [1e-12, 1e12]) {
      const scaled = codes(
        density.map((v) => v * factor),
        150,
      );
      scaled.forEach((code, bin) => {
        expect(Math.abs(code - expected[bin])).toBeLessThanOrEqual(1);
      });
    }
  });

  it('salienceColumn(one bin a million times the rest) leaves other levels visible', () => {
    const density = new Array(800).fill(1);
    density[600] = 8;
    const before = codes(density, 400)[600];
    density[200] = 1e6;
    const after = codes(density, 400)[600];
    expect(after).toBeGreaterThan(before * 0.5);
  });

  it('salienceColumn(long and short side) compares each level with its own side only', () => {
    const density = new Array(400).fill(0);
    density.fill(1, 0, 200);
    density[190] = 7;
    density[205] = 9;
    const near = codes(density, 200);
    density[205] = 0;
    density[395] = 9;
    expect(codes(density, 200).slice(0, 200)).toEqual(near.slice(0, 200));
  });

  it('salienceColumn(empty, one bin, NaN, negative, infinite) gives codes and no exception', () => {
    expect([...codes([], 0)]).toEqual([]);
    expect([...codes([5], 0)]).toEqual([0]);
    expect([...codes([0, 0, 0], 1)]).toEqual([0, 0, 0]);
    const odd = codes([Number.NaN, -4, Number.POSITIVE_INFINITY, 1, 1, 7], 0);
    expect([...odd.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(odd[5]).toBeGreaterThan(0);
    expect([...codes([1e12, 1e-12, 1e12, 1e-12], 9)]).toHaveLength(4);
  });

  it('salienceColumn(all mass in one bin) codes that bin', () => {
    const density = new Array(500).fill(0);
    density[100] = 1e12;
    const result = codes(density, 250);
    expect(result[100]).toBe(255);
    expect(result.filter((code) => code > 0)).toHaveLength(1);
  });

  it('salienceColumn(log bin 0) throws with the value', () => {
    expect(() => codes([1], 0, 0)).toThrow('invalid log bin: 0');
  });

  it('salienceColumn(out with an offset) writes only its own column', () => {
    const out = new Uint8Array(9).fill(7);
    salienceColumn(Float32Array.from([1, 1, 9]), 0, 0.01, { root: new Float32Array(0) }, out, 3);
    expect([...out.slice(0, 3), ...out.slice(6)]).toEqual([7, 7, 7, 7, 7, 7]);
    expect(out[5]).toBeGreaterThan(0);
  });
});

describe('encodeSalience', () => {
  it('encodeSalience(decodeSalience(code)) gives every code back', () => {
    for (let code = 0; code < 256; code += 1)
      expect(encodeSalience(decodeSalience(code, SALIENCE_MAX), SALIENCE_MAX)).toBe(code);
  });

  it('encodeSalience of more than the maximum is 255', () => {
    expect(encodeSalience(3 * SALIENCE_MAX, SALIENCE_MAX)).toBe(255);
  });
});

describe('decodeSalience', () => {
  it('decodeSalience(0, 128, 255) gives 0, a quarter and the maximum', () => {
    expect(decodeSalience(0, 16)).toBe(0);
    expect(decodeSalience(128, 16)).toBeCloseTo(4.03, 2);
    expect(decodeSalience(255, 16)).toBe(16);
  });
});
