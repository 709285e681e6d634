import type { ClusterClass } from './cluster';
import { SMOOTHING } from './smooth-profile';

/** What decides the class of one zone; prices in quote currency. */
export interface ClassInput {
  lowPrice: number;
  highPrice: number;
  /** Smoothed USD per bin at the peak. */
  peakUsd: number;
  /** Mean USD per bin of the same side within 1.5 % of the peak. */
  surroundingUsd: number;
}

/**
 * A zone whose peak is less than this multiple of its surroundings is noise: in simulation the true density stands out
 * in 75 % of the zones from here on, in 50 to 60 % of those below (seeds 101, 103, 104, 106; 2,760 zones).
 */
export const DENSE_RATIO = 1.4;
/** Zones farther apart than this many standard deviations of the smoothing when the ATR is unknown do not stack. */
const STACK_GAP_WITHOUT_ATR = 3 * SMOOTHING;

/**
 * Classes of one side's zones (CORE-16): `scattered` stands out too little to act on, `stack` has another dense zone
 * within one hourly ATR, `single` stands alone. NaN for an unknown ATR.
 */
export function classifyZones(zones: readonly ClassInput[], atr1h: number): ClusterClass[] {
  return zones.map((zone) => {
    if (!isDense(zone)) return 'scattered';
    const hasNeighbour = zones.some(
      (other) => other !== zone && isDense(other) && isStacked(zone, other, atr1h),
    );
    return hasNeighbour ? 'stack' : 'single';
  });
}

function isDense(zone: ClassInput): boolean {
  return zone.peakUsd >= DENSE_RATIO * zone.surroundingUsd;
}

function isStacked(a: ClassInput, b: ClassInput, atr1h: number): boolean {
  const gap = Math.max(a.lowPrice, b.lowPrice) - Math.min(a.highPrice, b.highPrice);
  const limit = atr1h > 0 ? atr1h : STACK_GAP_WITHOUT_ATR * a.lowPrice;
  return gap <= limit;
}
