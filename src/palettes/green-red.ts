import type { Palette } from './palette';
import { ramp } from './ramp';

/** Green is sparse, red is dense; lightness falls on the way. */
export const greenRed: Palette = {
  name: 'green-red',
  isMonotone: false,
  get rgb() {
    return ramp('1b8a4b 5fae46 b5cf3f f2d43a f5a327 ee6a2b e0312f b3122f');
  },
};
