import { blueYellow } from './blue-yellow';
import { cividis } from './cividis';
import { classic } from './classic';
import { greenRed } from './green-red';
import { inferno } from './inferno';
import { magma } from './magma';
import type { Palette } from './palette';
import { viridis } from './viridis';

/** Every ramp a user can choose, in the order offered; the first is the default. */
export const PALETTES: readonly Palette[] = [viridis, inferno, magma, cividis, blueYellow, classic, greenRed];

/** The ramp of that name; the default for a name that no longer exists. */
export function paletteByName(name: string): Palette {
  return PALETTES.find((palette) => palette.name === name) ?? viridis;
}
