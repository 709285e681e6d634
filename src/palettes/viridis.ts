import type { Palette } from './palette';
import { ramp } from './ramp';

/** Purple, blue, green, yellow; matplotlib's default (CC0, S. van der Walt and N. Smith), every 17th entry. */
export const viridis: Palette = {
  name: 'viridis',
  isMonotone: true,
  get rgb() {
    return ramp(
      '440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725',
    );
  },
};
