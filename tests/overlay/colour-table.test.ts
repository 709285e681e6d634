import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyHandles,
  BANDS,
  bandOf,
  colourTable,
  intensityOf,
  rampStep,
  relativeAlpha,
  valueAtIntensity,
} from '../../src/overlay/colour-table';
import { PALETTES, paletteByName } from '../../src/palettes/registry';
import { syntheticFrame } from './synthetic-frame';

const { grid } = syntheticFrame({ columns: 4, bins: 50, warmUp: 20 });
const SCALE = { kind: 'salience', topValue: 6 } as const;
const LOOK = { style: 'smooth', intensity: [0, 1] as [number, number], isLog: false } as const;
const viridis = paletteByName('viridis');

const alphaOf = (word: number) => word >>> 24;

describe('intensityOf', () => {
  it('intensityOf(nothing, or an empty field) is 0; the top and above are 1', () => {
    expect(intensityOf(0, 5, false)).toBe(0);
    expect(intensityOf(5, 0, false)).toBe(0);
    expect(intensityOf(Number.NaN, 5, true)).toBe(0);
    expect(intensityOf(5, 5, false)).toBe(1);
    expect(intensityOf(1e12, 1e-12, true)).toBe(1);
  });

  it('intensityOf(log) lifts weak levels', () => {
    expect(intensityOf(0.5, 5, true)).toBeGreaterThan(intensityOf(0.5, 5, false));
  });

  it('valueAtIntensity undoes intensityOf on both scales', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), fc.boolean(), (value, isLog) => {
        expect(valueAtIntensity(intensityOf(value, 1, isLog), 1, isLog)).toBeCloseTo(value, 6);
      }),
      { seed: 6 },
    );
  });
});

describe('applyHandles', () => {
  it('VIS-10 applyHandles leaves out what is below the first handle and saturates above the second', () => {
    expect(applyHandles(0.1, [0.2, 0.8])).toBeNaN();
    expect(applyHandles(0.2, [0.2, 0.8])).toBe(0);
    expect(applyHandles(0.5, [0.2, 0.8])).toBeCloseTo(0.5);
    expect(applyHandles(0.9, [0.2, 0.8])).toBe(1);
    expect(applyHandles(0.5, [0.5, 0.5])).toBe(1);
    expect(applyHandles(0, [0, 1])).toBeNaN();
  });
});

describe('colourTable', () => {
  it('colourTable draws nothing for code 0 and all other codes with alpha that never falls', () => {
    const table = colourTable(grid, SCALE, LOOK, viridis, 'dark');
    expect(table[0]).toBe(0);
    for (let code = 2; code < 256; code += 1) {
      expect(alphaOf(table[code])).toBeGreaterThanOrEqual(alphaOf(table[code - 1]));
    }
    expect(alphaOf(table[255])).toBe(255);
  });

  it('VIS-10 colourTable(first handle up) draws fewer codes', () => {
    const drawn = (low: number) =>
      colourTable(grid, SCALE, { ...LOOK, intensity: [low, 1] }, viridis, 'dark').filter((word) => word > 0)
        .length;
    expect(drawn(0.5)).toBeLessThan(drawn(0.1));
  });

  it('VIS-07 colourTable(banded) has five colours', () => {
    const table = colourTable(grid, SCALE, { ...LOOK, style: 'banded' }, viridis, 'dark');
    expect(new Set(table.slice(1)).size).toBe(BANDS);
  });

  it('VIS-07 colourTable(smooth) runs through the ramp without a leap, where banded leaps', () => {
    const largestLeap = (style: 'smooth' | 'banded') => {
      const words = [...colourTable(grid, SCALE, { ...LOOK, style }, viridis, 'dark').slice(1)];
      const channels = words.map((word) => [0, 8, 16, 24].map((at) => (word >>> at) & 255));
      const leaps = channels
        .slice(1)
        .map((now, i) => Math.max(...now.map((value, at) => Math.abs(value - channels[i][at]))));
      return { colours: new Set(words).size, leap: Math.max(...leaps) };
    };
    const [smooth, banded] = [largestLeap('smooth'), largestLeap('banded')];
    expect(smooth.colours).toBeGreaterThan(20 * BANDS);
    expect(smooth.leap).toBeLessThan(12);
    expect(banded.leap).toBeGreaterThan(50);
  });

  it.each(PALETTES.map((palette) => [palette.name, palette] as const))(
    'colourTable(%s) ends in the last colour of the ramp on a dark page',
    (_, palette) => {
      const last = colourTable(grid, SCALE, LOOK, palette, 'dark')[255];
      expect([last & 255, (last >> 8) & 255, (last >> 16) & 255]).toEqual([...palette.rgb.slice(765)]);
    },
  );

  it('colourTable(light page) turns monotone ramps round, so that most is darkest', () => {
    expect(rampStep(viridis, 'light', 1)).toBe(0);
    expect(rampStep(viridis, 'dark', 1)).toBe(255);
    expect(rampStep(paletteByName('classic'), 'light', 1)).toBe(255);
  });

  it('colourTable(empty field) draws nothing', () => {
    const table = colourTable(grid, { kind: 'usd', topValue: 0 }, LOOK, viridis, 'dark');
    expect(table.every((word) => word === 0)).toBe(true);
  });
});

describe('bandOf and relativeAlpha', () => {
  it('bandOf(0 and 1) are the first and last of five', () => {
    expect(bandOf(0)).toBeCloseTo(0.1);
    expect(bandOf(1)).toBeCloseTo(0.9);
  });

  it('relativeAlpha(weak) is faint and relativeAlpha(1) is 1', () => {
    expect(relativeAlpha(0)).toBeLessThan(0.15);
    expect(relativeAlpha(1)).toBe(1);
  });
});
