import type { LookSettings } from '../core/settings/settings';
import type { Theme } from './theme';

/** Colours of everything but the heat. */
export interface Ink {
  text: string;
  quiet: string;
  plate: string;
  edge: string;
  cleared: string;
  /** Estimated histogram by side; never the colours of observed bars. */
  mapLong: string;
  mapShort: string;
  /** Estimated histogram by leverage group: low, medium, high. */
  groups: readonly [string, string, string];
  observedLong: string;
  observedShort: string;
}

const BAR_COLOURS: Record<LookSettings['barColours'], { long: string; short: string }> = {
  'red-longs': { long: '#f6465d', short: '#0ecb81' },
  'green-longs': { long: '#0ecb81', short: '#f6465d' },
  'colour-blind': { long: '#e69f00', short: '#3d9be9' },
};

const DARK = {
  text: '#eaecef',
  quiet: '#b0b6c3',
  plate: 'rgba(18,22,33,.88)',
  edge: 'rgba(255,255,255,.16)',
  cleared: 'rgba(150,156,170,.2)',
  mapLong: '#8c9eff',
  mapShort: '#f48fd0',
  groups: ['#80cbc4', '#8c9eff', '#ffb74d'],
} as const;

const LIGHT = {
  text: '#12161f',
  quiet: '#4b5261',
  plate: 'rgba(255,255,255,.92)',
  edge: 'rgba(0,0,0,.16)',
  cleared: 'rgba(90,96,110,.16)',
  mapLong: '#4257d6',
  mapShort: '#b3308b',
  groups: ['#00796b', '#4257d6', '#d9730d'],
} as const;

/** The colours for a page's theme and the user's choice of observed colours. */
export function inkFor(theme: Theme, barColours: LookSettings['barColours']): Ink {
  const { long, short } = BAR_COLOURS[barColours] ?? BAR_COLOURS['red-longs'];
  return { ...(theme === 'dark' ? DARK : LIGHT), observedLong: long, observedShort: short };
}
