import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BANDS, bandOf } from '../../src/overlay/colour-table';
import type { Palette } from '../../src/palettes/palette';
import { PALETTES, paletteByName } from '../../src/palettes/registry';
import { distance, labSeenBy, type Rgb, type Sight } from './colour-sight';

const FOLDER = resolve(import.meta.dirname, '../../src/palettes');
/** Ten times what is just noticeable would be ideal; four times is plainly different side by side. */
const APART = 9;

function colour(palette: Palette, step: number): Rgb {
  return [palette.rgb[step * 3], palette.rgb[step * 3 + 1], palette.rgb[step * 3 + 2]];
}

function lightness(palette: Palette, sight: Sight = 'normal'): number[] {
  return Array.from({ length: 256 }, (_, step) => labSeenBy(colour(palette, step), sight)[0]);
}

function largestFall(values: number[]): number {
  let highest = values[0];
  let fall = 0;
  for (const value of values) {
    highest = Math.max(highest, value);
    fall = Math.max(fall, highest - value);
  }
  return fall;
}

/** Smallest distance between the colours of the banded style. */
function smallestStep(palette: Palette, sight: Sight): number {
  const bands = Array.from({ length: BANDS }, (_, band) =>
    colour(palette, Math.round(bandOf(band / BANDS + 0.01) * 255)),
  );
  let smallest = Number.POSITIVE_INFINITY;
  for (let a = 0; a < BANDS; a += 1) {
    for (let b = a + 1; b < BANDS; b += 1) smallest = Math.min(smallest, distance(bands[a], bands[b], sight));
  }
  return smallest;
}

describe('PALETTES', () => {
  it('PALETTES names each file of the folder once, and each entry has its file', () => {
    const files = readdirSync(FOLDER)
      .map((file) => file.replace('.ts', ''))
      .filter((name) => !['palette', 'registry', 'ramp', 'mark-colours'].includes(name));
    expect(PALETTES.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it('PALETTES begins with viridis, the default', () => {
    expect(PALETTES[0].name).toBe('viridis');
    expect(paletteByName('viridis')).toBe(PALETTES[0]);
  });

  it('paletteByName(a name that is gone) gives the default', () => {
    expect(paletteByName('rainbow')).toBe(PALETTES[0]);
  });

  it.each(PALETTES.map((palette) => [palette.name, palette] as const))('%s has 256 colours', (_, palette) => {
    expect(palette.rgb).toHaveLength(768);
  });
});

describe('lightness', () => {
  const monotone = PALETTES.filter(({ isMonotone }) => isMonotone);
  const flagged = PALETTES.filter(({ isMonotone }) => !isMonotone);

  it.each(monotone.map((palette) => [palette.name, palette] as const))(
    '%s never falls in lightness from few to most',
    (_, palette) => {
      expect(largestFall(lightness(palette))).toBeLessThan(0.35);
      expect(lightness(palette)[255] - lightness(palette)[0]).toBeGreaterThan(55);
    },
  );

  it.each(flagged.map((palette) => [palette.name, palette] as const))(
    '%s is flagged because its lightness does fall',
    (_, palette) => {
      expect(largestFall(lightness(palette))).toBeGreaterThan(10);
    },
  );

  it('viridis, inferno, magma, cividis and blue-yellow are not flagged', () => {
    const names = monotone.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['viridis', 'inferno', 'magma', 'cividis', 'blue-yellow']));
  });
});

describe('steps under simulated sight', () => {
  const cases = PALETTES.filter(({ isMonotone }) => isMonotone).flatMap((palette) =>
    (['normal', 'protan', 'deutan', 'tritan'] as const).map(
      (sight) => [palette.name, sight, palette] as const,
    ),
  );

  it.each(cases)('%s keeps its five bands apart for %s sight', (_, sight, palette) => {
    expect(smallestStep(palette, sight)).toBeGreaterThan(APART);
  });

  it.each(cases)('%s keeps a rising lightness for %s sight', (_, sight, palette) => {
    expect(largestFall(lightness(palette, sight))).toBeLessThan(1.5);
  });
});
