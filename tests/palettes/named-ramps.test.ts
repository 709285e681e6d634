import { describe, expect, it } from 'vitest';
import { paletteByName } from '../../src/palettes/registry';

type Hue = 'red' | 'yellow' | 'green' | 'blue' | 'purple';

/** Everyday name of a saturated colour by its angle on the colour wheel. */
function hueName(r: number, g: number, b: number): Hue {
  const high = Math.max(r, g, b);
  const spread = high - Math.min(r, g, b);
  const sixth = high === r ? (g - b) / spread : high === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  const degrees = (sixth * 60 + 360) % 360;
  if (degrees < 40 || degrees >= 330) return 'red';
  if (degrees < 75) return 'yellow';
  if (degrees < 175) return 'green';
  return degrees < 260 ? 'blue' : 'purple';
}

/** Names met from weak to strong, each once in a row. */
function huesOf(name: string): Hue[] {
  const { rgb } = paletteByName(name);
  const hues = Array.from({ length: 256 }, (_, step) =>
    hueName(rgb[3 * step], rgb[3 * step + 1], rgb[3 * step + 2]),
  );
  return hues.filter((hue, index) => hue !== hues[index - 1]);
}

describe('the ramps that texts on liquidation maps describe', () => {
  it('VIS-01 viridis runs from purple over blue and green to yellow', () => {
    expect(huesOf('viridis')).toEqual(['purple', 'blue', 'green', 'yellow']);
  });

  it('VIS-02 blue-yellow runs from blue to yellow', () => {
    const hues = huesOf('blue-yellow');
    expect(hues[0]).toBe('blue');
    expect(hues.at(-1)).toBe('yellow');
  });

  it('VIS-03 classic runs from blue over green to red', () => {
    const hues = huesOf('classic');
    expect(hues[0]).toBe('blue');
    expect(hues).toContain('green');
    expect(hues.at(-1)).toBe('red');
  });

  it('VIS-04 green-red runs from green over yellow to red', () => {
    expect(huesOf('green-red')).toEqual(['green', 'yellow', 'red']);
  });
});
