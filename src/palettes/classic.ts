import type { Palette } from './palette';
import { ramp } from './ramp';

/** Blue, green, yellow, red, as many sites draw it; lightness falls from yellow to red. */
export const classic: Palette = {
  name: 'classic',
  isMonotone: false,
  get rgb() {
    return ramp('1a237e 1565c0 0097a7 2e9e4f 9ccc3c fdd835 fb8c00 e53935');
  },
};
