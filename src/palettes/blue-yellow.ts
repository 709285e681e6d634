import type { Palette } from './palette';
import { ramp } from './ramp';

/** Cool blue to hot yellow with shades of both in between. */
export const blueYellow: Palette = {
  name: 'blue-yellow',
  isMonotone: true,
  get rgb() {
    return ramp('0b1f63 163f96 2b64b8 5a8bb9 8eaf9f c3cc70 ebe04a fff176');
  },
};
