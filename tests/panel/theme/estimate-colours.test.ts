import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MARK_COLOURS, OBSERVED_COLOURS } from '../../../src/palettes/mark-colours';

const css = readFileSync(join(import.meta.dirname, '../../../src/panel/styles/base.css'), 'utf8');

type Rgb = [number, number, number];

function variables(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([a-z]+): (#[0-9a-f]{6});/g)].map(([, key, hex]) => [key, hex]),
  );
}

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;

/** What `color-mix(in srgb, ink 5%, surface)` gives: the ground of the cards. */
function raised(surface: Rgb, ink: Rgb): Rgb {
  return surface.map((part, i) => part * 0.95 + ink[i] * 0.05) as Rgb;
}

/** WCAG 2 contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const light = (colour: Rgb): number => {
    const [red, green, blue] = colour.map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['dark', '.liqlens'],
  ['light', '.liqlens.light'],
] as const)('the panel in the %s theme', (theme, selector) => {
  const { long, short, surface, ink } = variables(selector);

  it('colours estimated sides as the chart does', () => {
    const { estimatedLong, estimatedShort } = MARK_COLOURS[theme];
    expect({ long, short }).toEqual({ long: estimatedLong, short: estimatedShort });
  });

  it('shares no colour of a side with what was observed', () => {
    const observed = Object.values(OBSERVED_COLOURS[theme]).flatMap(
      (pair) => [pair.long, pair.short] as string[],
    );
    expect(observed).not.toContain(long);
    expect(observed).not.toContain(short);
  });

  it.each([
    ['long', long],
    ['short', short],
  ])('keeps text in the colour of a %s at 4.5:1 on the panel and on its cards', (_, colour) => {
    for (const ground of [rgb(surface), raised(rgb(surface), rgb(ink))]) {
      expect(contrast(rgb(colour), ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
