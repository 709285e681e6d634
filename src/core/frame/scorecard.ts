import type { BadgeOutcomes } from '../score/badge-outcomes';
import type { BandCalibration } from '../score/band-calibration';
import type { TouchScorecard } from '../score/touch-scorecard';

/** How what was shown has fared on the user's own data (READ-12); recomputed from frozen columns only. */
export interface Scorecard {
  /** First and last moment at which clusters were looked at, Unix ms. */
  fromMs: number;
  untilMs: number;
  /** Time within which a touch counts, ms. */
  horizonMs: number;
  /** Top clusters that price came to, against as far ways at other times of like volatility. */
  touches: TouchScorecard;
  /** Bands against reported liquidations; null when no exchange of the view reports every one. */
  bands: BandCalibration | null;
  /** How touches ended, by what the price level at the cluster was (READ-04). */
  byBadge: BadgeOutcomes[];
}
