/** Share of longs among accounts (or of top accounts' positions), 0..1. */
export interface LongShortRatio {
  timeMs: number;
  longShare: number;
  of: 'accounts' | 'top-accounts' | 'top-positions';
}
