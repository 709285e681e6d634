import { describe, expect, it } from 'vitest';
import { DARK_THEME, themeFromBackground } from '../../../src/panel/theme/panel-theme';

describe('themeFromBackground', () => {
  it('follows a dark or light page and takes its colour', () => {
    expect(themeFromBackground('rgb(19, 23, 34)')).toEqual({ isDark: true, surface: 'rgb(19, 23, 34)' });
    expect(themeFromBackground('rgb(255, 255, 255)')).toEqual({
      isDark: false,
      surface: 'rgb(255, 255, 255)',
    });
    expect(themeFromBackground('rgb(11 14 17 / 1)')).toEqual({ isDark: true, surface: 'rgb(11, 14, 17)' });
  });

  it('keeps its own surface on greys where text would be hard to read', () => {
    expect(themeFromBackground('rgb(90, 90, 90)')).toEqual({ isDark: true, surface: null });
    expect(themeFromBackground('rgb(190, 190, 190)')).toEqual({ isDark: false, surface: null });
  });

  it('is dark for transparent, named or unreadable colours', () => {
    for (const css of [
      'rgba(0, 0, 0, 0)',
      'transparent',
      'color(display-p3 1 1 1)',
      '',
      'rgb(a, b, c)',
      'rgb(1, 2)',
    ]) {
      expect(themeFromBackground(css)).toEqual(DARK_THEME);
    }
  });
});
