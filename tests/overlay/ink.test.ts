import { describe, expect, it } from 'vitest';
import { inkFor } from '../../src/overlay/ink';
import { MARK_COLOURS, OBSERVED_COLOURS } from '../../src/palettes/mark-colours';
import { distance, type Rgb } from '../palettes/colour-sight';

function rgbOf(colour: string): [number, number, number, number] {
  if (!colour.startsWith('#')) {
    const [r, g, b, a] = (/\((.*)\)/.exec(colour)?.[1] ?? '').split(',').map(Number);
    return [r, g, b, a];
  }
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 1];
}

function over(colour: string, under: Rgb): Rgb {
  const [r, g, b, a] = rgbOf(colour);
  return [r * a + under[0] * (1 - a), g * a + under[1] * (1 - a), b * a + under[2] * (1 - a)];
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const DARK_PAGE: Rgb = [19, 23, 34];
const LIGHT_PAGE: Rgb = [255, 255, 255];
const colour = (text: string): Rgb => over(text, [0, 0, 0]);

describe('inkFor', () => {
  it.each([
    ['dark', [253, 231, 37] as Rgb, DARK_PAGE],
    ['light', [68, 1, 84] as Rgb, LIGHT_PAGE],
  ] as const)(
    'inkFor(%s) keeps text at 4.5:1 and marks at 3:1, also over the brightest heat',
    (theme, heat, page) => {
      const ink = inkFor(theme, 'red-longs');
      // Under a plate lies at most seven tenths of heat on the page.
      const worst = over(`rgba(${heat.join(',')},0.7)`, page);
      for (const text of [ink.text, ink.quiet]) {
        expect(contrast(colour(text), over(ink.plate, worst))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(colour(text), over(ink.plate, page))).toBeGreaterThanOrEqual(4.5);
      }
      for (const mark of [ink.estimatedLong, ink.estimatedShort, ...ink.leverage]) {
        expect(contrast(colour(mark), page)).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it('CORE-05 inkFor(any theme and preset) gives no estimated mark an observed colour', () => {
    for (const theme of ['dark', 'light'] as const) {
      const { estimatedLong, estimatedShort, leverage } = MARK_COLOURS[theme];
      for (const { long, short } of Object.values(OBSERVED_COLOURS[theme])) {
        for (const estimated of [estimatedLong, estimatedShort]) {
          expect(distance(colour(estimated), colour(long), 'normal')).toBeGreaterThan(20);
          expect(distance(colour(estimated), colour(short), 'normal')).toBeGreaterThan(20);
        }
        expect(leverage).not.toContain(long);
      }
    }
  });

  it.each(['protan', 'deutan', 'tritan'] as const)(
    'VIS-08 the safe preset keeps its sides apart for %s sight',
    (sight) => {
      for (const theme of ['dark', 'light'] as const) {
        const { long, short } = OBSERVED_COLOURS[theme]['colour-blind'];
        expect(distance(colour(long), colour(short), sight)).toBeGreaterThan(40);
      }
    },
  );

  it.each([
    ['dark', DARK_PAGE],
    ['light', LIGHT_PAGE],
  ] as const)('inkFor(%s, any preset) draws what was observed at 3:1 on the page', (theme, page) => {
    for (const preset of ['red-longs', 'green-longs', 'colour-blind'] as const) {
      const { observedLong, observedShort } = inkFor(theme, preset);
      for (const mark of [observedLong, observedShort]) {
        expect(contrast(colour(mark), page)).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('inkFor(a preset that is gone) falls back to red for longs', () => {
    expect(inkFor('dark', 'gone' as 'red-longs').observedLong).toBe('#f6465d');
  });
});
