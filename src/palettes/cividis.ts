import type { Palette } from './palette';
import { ramp } from './ramp';

/** Navy to yellow, made for colour-blind sight (J. Nunez, C. Anderton and R. Renslow, 2018). */
export const cividis: Palette = {
  name: 'cividis',
  isMonotone: true,
  get rgb() {
    return ramp(
      '002051 022c65 14386d 2b446e 42506e 575c6e 696970 787573 868276 948f78 a49d78 b6ab73 caba6a e0c95d f2d950 fdea45',
    );
  },
};
