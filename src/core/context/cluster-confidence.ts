import type { Cluster } from '../clusters/cluster';
import type { HeatmapFrame } from '../frame/heatmap-frame';

/** How far a cluster is backed, in one word. */
export type ConfidenceWord = 'high' | 'medium' | 'low';

/** The word with its reasons. */
export interface ClusterConfidence {
  word: ConfidenceWord;
  /** Exchanges that contribute to the cluster, of those in the sum. */
  agreeing: number;
  of: number;
  /** What took a step off the word. */
  doubts: ('thin' | 'warming-up' | 'uncalibrated')[];
}

const WORDS: ConfidenceWord[] = ['low', 'medium', 'high'];

/**
 * Confidence by a fixed rule: high where three quarters of the exchanges in the sum agree, medium where half do, else
 * low; medium at most where there is only one. A thin market and a model that still warms up or that
 * reports contradict take one step each.
 */
export function clusterConfidence(
  { exchanges }: Pick<Cluster, 'exchanges'>,
  { isThin, provenance }: Pick<HeatmapFrame, 'isThin' | 'provenance'>,
): ClusterConfidence {
  const { calibration } = provenance;
  const of = provenance.shares.filter(({ isIncluded }) => isIncluded).length;
  const agreeing = Math.min(exchanges, of);
  const doubts: ClusterConfidence['doubts'] = [
    ...(isThin ? (['thin'] as const) : []),
    ...(calibration === 'warming-up' || calibration === 'uncalibrated' ? [calibration] : []),
  ];
  const step = Math.max(0, agreementStep(agreeing, of) - doubts.length);
  return { word: WORDS[step], agreeing, of, doubts };
}

function agreementStep(agreeing: number, of: number): number {
  if (agreeing >= 0.75 * of && of > 1) return 2;
  return agreeing >= 0.5 * of && of > 0 ? 1 : 0;
}
