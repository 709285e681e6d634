import type { LookSettings } from '../core/settings/settings';
import { MARK_COLOURS, type MarkColours, OBSERVED_COLOURS } from '../palettes/mark-colours';
import type { Theme } from './theme';

/** Colours of everything but the heat. */
export interface Ink extends MarkColours {
  text: string;
  quiet: string;
  plate: string;
  edge: string;
  cleared: string;
  caution: string;
  target: string;
  observedLong: string;
  observedShort: string;
}

const DARK = {
  text: '#eaecef',
  quiet: '#b0b6c3',
  plate: 'rgba(18,22,33,.88)',
  edge: 'rgba(255,255,255,.16)',
  cleared: 'rgba(150,156,170,.2)',
  caution: '#ff8f8f',
  target: '#4cd29b',
};

const LIGHT = {
  text: '#12161f',
  quiet: '#4b5261',
  plate: 'rgba(255,255,255,.92)',
  edge: 'rgba(0,0,0,.16)',
  cleared: 'rgba(90,96,110,.16)',
  caution: '#b3202f',
  target: '#0a7a4b',
};

/** The colours for a page's theme and the user's choice of observed colours. */
export function inkFor(theme: Theme, barColours: LookSettings['barColours']): Ink {
  const presets = OBSERVED_COLOURS[theme];
  const { long, short } = presets[barColours] ?? presets['red-longs'];
  return {
    ...(theme === 'dark' ? DARK : LIGHT),
    ...MARK_COLOURS[theme],
    observedLong: long,
    observedShort: short,
  };
}
