import { bandOf } from '../core/estimate/uncertainty';
import type { LevelTrust } from '../core/frame/column-chunk';
import { type BandCalibration, type BandOutcome, calibrateBands } from '../core/score/band-calibration';

/** A cluster that price went through. */
export interface Passage {
  /** Of the open interest, when it was shown. */
  share: number;
  /** Estimated then, and reported since, USD. */
  estimatedUsd: number;
  observedUsd: number;
  /** What the level rested on when it was shown; empty where nobody noted it. */
  trust?: Partial<LevelTrust>;
}

/** Bands as they are shown, and whether the user's own history backs the narrower ones. */
export interface JudgedBands {
  bands: BandCalibration;
  isScored: boolean;
}

/** Fewer passages do not take the extra step off the bands. */
const LEAST_PASSAGES = 30;
/** Part of the passages that a band is meant to hold. */
const NOMINAL = 0.8;

/**
 * Judges bands by what was reported. They carry an extra step for the unknown error of the model on real data until
 * enough passages lay inside the bands without it; judged is the band that is shown then.
 */
export function judgeBands(passages: readonly Passage[]): JudgedBands {
  const narrow = calibrateBands(passages.map(outcomeOf(true)), 1);
  const isScored = narrow.count >= LEAST_PASSAGES && narrow.inside >= NOMINAL;
  return { bands: isScored ? narrow : calibrateBands(passages.map(outcomeOf(false)), 1), isScored };
}

function outcomeOf(isScored: boolean): (passage: Passage) => BandOutcome {
  return ({ share, estimatedUsd, observedUsd, trust }) => {
    const { low, high } = bandOf(share, isScored, trust?.levelEvents, trust?.levelDoubt);
    return { lowUsd: estimatedUsd * low, highUsd: estimatedUsd * high, observedUsd };
  };
}
