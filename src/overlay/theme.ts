export type Theme = 'dark' | 'light';

/** Theme of a page with the background `rgb` (0..255 each), by relative luminance. */
export function themeOfColour([red, green, blue]: readonly [number, number, number]): Theme {
  const linear = (channel: number) => (channel / 255) ** 2.2;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.35 ? 'light' : 'dark';
}

/** Red, green and blue of a computed `rgb()` or `rgba()` colour; null when it is see-through or something else. */
export function parseRgb(colour: string): [number, number, number] | null {
  const parts = /^rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)(?:[,/ ]+([\d.]+%?))?\)$/.exec(colour.trim());
  if (parts === null) return null;
  const alpha = parts[4] === undefined ? 1 : Number.parseFloat(parts[4]) / (parts[4].endsWith('%') ? 100 : 1);
  return alpha < 0.5 ? null : [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/**
 * Theme behind `element`: the first opaque background up the tree, through see-through frames that we may look out of,
 * else the page's colour scheme.
 */
export function measureTheme(element: Element): Theme {
  const view = element.ownerDocument.defaultView;
  if (view === null) return 'dark';
  for (let node: Element | null = element; node !== null; node = node.parentElement) {
    const rgb = parseRgb(view.getComputedStyle(node).backgroundColor);
    if (rgb !== null) return themeOfColour(rgb);
  }
  if (view.frameElement) return measureTheme(view.frameElement);
  return view.getComputedStyle(element.ownerDocument.documentElement).colorScheme.startsWith('dark')
    ? 'dark'
    : 'light';
}
