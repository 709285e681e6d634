import type { Palette } from './palette';
import { ramp } from './ramp';

/** Black, violet, orange, pale yellow; from matplotlib (CC0, S. van der Walt and N. Smith), every 17th entry. */
export const inferno: Palette = {
  name: 'inferno',
  isMonotone: true,
  get rgb() {
    return ramp(
      '000004 0c0826 240c4f 420a68 5d126e 781c6d 932667 ae305c c73e4c dd513a ed6925 f8850f fca50a fac62d f2e661 fcffa4',
    );
  },
};
