import type { DensityModel } from './density-model';
import { ATR_UNIFORM, DISTANCE_KERNEL } from './distance-shape';
import { OI_DELTA } from './oi-delta';
import { OI_TABLE } from './oi-table';
import { PIVOTS } from './pivots';
import { TURNOVER } from './turnover';
import { VOLUME_LEVERAGE, VOLUME_LEVERAGE_SWEEP } from './volume-leverage';

/** Every foreign method, in the order of the score's tables. */
export const DENSITY_MODELS: readonly DensityModel[] = [
  ATR_UNIFORM,
  DISTANCE_KERNEL,
  OI_TABLE,
  VOLUME_LEVERAGE,
  VOLUME_LEVERAGE_SWEEP,
  PIVOTS,
  OI_DELTA,
  TURNOVER,
];
