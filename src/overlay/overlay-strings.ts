/** Every word the layer draws; `$1` stands for a number. The page hands over the user's language. */
export interface OverlayStrings {
  estimated: string;
  /** What the estimate is made from; the legend's last line. */
  source: string;
  actual: string;
  shorts: string;
  longs: string;
  /** `$1` = amount. */
  about: string;
  less: string;
  more: string;
  standsOut: string;
  perLevel: string;
  /** `$1` = amount. */
  largest: string;
  /** `$1` = amount. */
  largestObserved: string;
  atLeast: string;
  noEstimate: string;
  notional: string;
  rank: string;
  /** `$1` = percent. */
  topOf: string;
  leverage: string;
  groupLow: string;
  groupMedium: string;
  groupHigh: string;
  since: string;
  exchanges: string;
  reach: string;
  flushed: string;
}

export const ENGLISH: OverlayStrings = {
  estimated: 'EST',
  source: 'Estimate from public data',
  actual: 'ACTUAL',
  shorts: 'SHORTS',
  longs: 'LONGS',
  about: 'est. $1',
  less: 'less',
  more: 'more',
  standsOut: 'stands out, top % in view',
  perLevel: 'liquidations per level',
  largest: 'max est. $1',
  largestObserved: 'max $1',
  atLeast: '≥ $1',
  noEstimate: 'nothing estimated here',
  notional: 'est. notional',
  rank: 'brightness',
  topOf: 'top $1 %',
  leverage: 'leverage',
  groupLow: '<10x',
  groupMedium: '10–50x',
  groupHigh: '>50x',
  since: 'since',
  exchanges: 'exchanges',
  reach: 'reach in 24 h',
  flushed: 'flushed here: $1',
};

/** `text` with its placeholder replaced by `amount`, taken as it is. */
export function fill(text: string, amount: string): string {
  return text.replace('$1', () => amount);
}
