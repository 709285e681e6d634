import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';
import es from '../../../src/panel/locales/es.json';
import { paletteName } from '../../../src/panel/strings/palette-name';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';

beforeEach(() => setStringLookup(tableLookup(en)));

describe('paletteName', () => {
  it('paletteName(a proper name) writes it with a capital', () => {
    expect(paletteName('viridis')).toBe('Viridis');
  });

  it('paletteName(a name without a translation) puts spaces for hyphens', () => {
    expect(paletteName('deep-sea')).toBe('Deep sea');
  });

  it('paletteName(a name that the locale translates) is the translation', () => {
    expect(paletteName('blue-yellow')).toBe('Blue to yellow');
    setStringLookup(tableLookup(es));
    expect(paletteName('blue-yellow')).toBe('Azul a amarillo');
  });
});
