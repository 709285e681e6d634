/** Colours the panel takes over from the page. */
export interface PanelTheme {
  isDark: boolean;
  /** Opaque surface colour, CSS `rgb(r, g, b)`; null: the theme's own. */
  surface: string | null;
}

export const DARK_THEME: PanelTheme = { isDark: true, surface: null };

/**
 * Theme for a page whose background was measured as `css` (a computed `rgb()` or `rgba()` colour).
 * A transparent or unreadable colour gives the dark theme, which trading pages mostly have. Mid greys, on which
 * neither text colour reaches 4.5:1 with comfort, keep the theme's own surface.
 */
export function themeFromBackground(css: string): PanelTheme {
  const rgb = parseRgb(css);
  if (!rgb) return DARK_THEME;
  const luminance = relativeLuminance(rgb);
  const isDark = luminance < 0.18;
  const isUsable = luminance < 0.03 || luminance > 0.8;
  return { isDark, surface: isUsable ? `rgb(${rgb.join(', ')})` : null };
}

function parseRgb(css: string): [number, number, number] | null {
  const numbers = /^rgba?\(([^)]+)\)$/
    .exec(css.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (!numbers || numbers.length < 3 || numbers.slice(0, 3).some((part) => !Number.isFinite(part)))
    return null;
  if (numbers.length > 3 && numbers[3] < 0.5) return null;
  return [numbers[0], numbers[1], numbers[2]];
}

/** WCAG 2 relative luminance of 8 bit sRGB, 0..1. */
function relativeLuminance([r, g, b]: [number, number, number]): number {
  const [lr, lg, lb] = [r, g, b].map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
}
