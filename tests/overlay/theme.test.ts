import { describe, expect, it } from 'vitest';
import { measureTheme, parseRgb, themeOfColour } from '../../src/overlay/theme';
import { createStage } from './layer-stage';

describe('parseRgb', () => {
  it('parseRgb reads computed colours in both notations', () => {
    expect(parseRgb('rgb(19, 23, 34)')).toEqual([19, 23, 34]);
    expect(parseRgb('rgba(19, 23, 34, 0.9)')).toEqual([19, 23, 34]);
    expect(parseRgb('rgb(19 23 34 / 80%)')).toEqual([19, 23, 34]);
  });

  it('parseRgb(see-through or unknown) is null', () => {
    expect(parseRgb('rgba(0, 0, 0, 0)')).toBeNull();
    expect(parseRgb('rgb(0 0 0 / 10%)')).toBeNull();
    expect(parseRgb('transparent')).toBeNull();
    expect(parseRgb('')).toBeNull();
  });
});

describe('themeOfColour', () => {
  it.each([
    ['a charting site at night', [19, 23, 34], 'dark'],
    ['an exchange at night', [11, 14, 17], 'dark'],
    ['white', [255, 255, 255], 'light'],
    ['cream', [250, 245, 230], 'light'],
  ] as const)('themeOfColour(%s)', (_, rgb, theme) => {
    expect(themeOfColour([...rgb])).toBe(theme);
  });
});

describe('measureTheme', () => {
  it('measureTheme takes the first opaque background up the tree', () => {
    const { chart, parent, document } = createStage();
    document.body.style.backgroundColor = 'rgb(255, 255, 255)';
    expect(measureTheme(chart)).toBe('light');
    parent.style.backgroundColor = 'rgb(19, 23, 34)';
    expect(measureTheme(chart)).toBe('dark');
    parent.style.backgroundColor = 'rgba(19, 23, 34, 0.1)';
    expect(measureTheme(chart)).toBe('light');
  });

  it('measureTheme in a see-through frame takes what lies behind it; of a page that it may not look into, the scheme', () => {
    const page = createStage();
    const frame = createStage();
    expect(measureTheme(frame.chart)).toBe('light');
    page.parent.style.backgroundColor = 'rgb(19, 23, 34)';
    Object.defineProperty(frame.window, 'frameElement', { value: page.chart });
    expect(measureTheme(frame.chart)).toBe('dark');
    frame.parent.style.backgroundColor = 'rgb(255, 255, 255)';
    expect(measureTheme(frame.chart)).toBe('light');
  });
});
