import type { ColumnTable } from '../core/frame/column-table';
import type { FormingColumn } from '../core/frame/grid-source';
import type { DensityModel, ModelState } from '../core/models/density-model';

/** A foreign method run over the same bars, for as long as somebody looks at it; nothing of it is stored. */
export interface ModelTrack {
  model: DensityModel;
  /** State after the sealed bar `sealedBarMs`. */
  sealed: ModelState;
  sealedBarMs: number;
  /** State after all closed bars. */
  closed: ModelState;
  revision: number;
  /** When a frame last asked for it, Unix ms. */
  askedMs: number;
  fine: ColumnTable;
  coarse: ColumnTable;
  /** The state now, in layer 0; these methods do not tell leverage groups apart. */
  newest: FormingColumn | null;
}
