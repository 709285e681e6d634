/** Colours of marks that are not heat, by the page's theme. Estimated and observed things never share one. */
export interface MarkColours {
  /** Estimated amounts by the side that would be closed. */
  estimatedLong: string;
  estimatedShort: string;
  /** Estimated amounts by leverage group: low, medium, high. */
  leverage: readonly [string, string, string];
}

export const MARK_COLOURS: Readonly<Record<'dark' | 'light', MarkColours>> = {
  dark: {
    estimatedLong: '#8c9eff',
    estimatedShort: '#f48fd0',
    leverage: ['#80cbc4', '#8c9eff', '#ffb74d'],
  },
  light: {
    estimatedLong: '#4257d6',
    estimatedShort: '#b3308b',
    leverage: ['#00796b', '#4257d6', '#d9730d'],
  },
};

/** Observed liquidations by side, for each preset of the settings and each theme: 3:1 against the page at least. */
export const OBSERVED_COLOURS = {
  dark: {
    'red-longs': { long: '#f6465d', short: '#0ecb81' },
    'green-longs': { long: '#0ecb81', short: '#f6465d' },
    'colour-blind': { long: '#e69f00', short: '#3d9be9' },
  },
  light: {
    'red-longs': { long: '#e0304a', short: '#07905a' },
    'green-longs': { long: '#07905a', short: '#e0304a' },
    'colour-blind': { long: '#b57600', short: '#1f86d8' },
  },
} as const;
