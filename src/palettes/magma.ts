import type { Palette } from './palette';
import { ramp } from './ramp';

/** Black, violet, pink, cream; from matplotlib (CC0, S. van der Walt and N. Smith), every 17th entry. */
export const magma: Palette = {
  name: 'magma',
  isMonotone: true,
  get rgb() {
    return ramp(
      '000004 0b0924 20114b 3b0f70 57157e 721f81 8c2981 a8327d c43c75 de4968 f1605d fa7f5e fe9f6d febf84 fddea0 fcfdbf',
    );
  },
};
