import type { ExchangeId } from '../market/instrument';

/** The estimation models a user can choose; each is explained in the panel. */
export type ModelId = 'calibrated' | 'high-leverage' | 'all-leverage' | 'turnover' | 'oi-delta' | 'agreement';

/** Effective-leverage groups: low < 10x <= medium < 50x <= high. */
export type LeverageGroup = 'low' | 'medium' | 'high';

/** What part of the estimate is wanted; answered without estimating again. */
export interface FrameQuery {
  model: ModelId;
  /** Null: every exchange that has data. */
  exchanges: ExchangeId[] | null;
  groups: LeverageGroup[];
  side: 'both' | 'long' | 'short';
  /** History drawn, ms back from now. */
  rangeMs: number;
  /** Width of one column, ms; a multiple of the estimator's bar (5 min). */
  columnMs: number;
  /** Replay: the frame as it was known at this moment, Unix ms; absent or null = now. */
  untilMs?: number | null;
}

/** Everything of the calibrated model over three days in columns of five minutes. */
export const DEFAULT_QUERY: FrameQuery = {
  model: 'calibrated',
  exchanges: null,
  groups: ['low', 'medium', 'high'],
  side: 'both',
  rangeMs: 3 * 86_400_000,
  columnMs: 300_000,
};
