import type { ClusterConfidence, ConfidenceWord } from '../../core/context/cluster-confidence';
import { type StringKey, text } from '../strings/text';

const WORDS: Record<ConfidenceWord, StringKey> = {
  high: 'confidenceHigh',
  medium: 'confidenceMedium',
  low: 'confidenceLow',
};

const DOUBTS: Record<ClusterConfidence['doubts'][number], StringKey> = {
  thin: 'confidenceThin',
  'warming-up': 'confidenceWarmingUp',
  uncalibrated: 'confidenceUncalibrated',
};

/** The word with its reasons: `conf. medium: 3 of 4 sources agree`. */
export function confidenceText({ word, agreeing, of, doubts }: ClusterConfidence): string {
  const reasons = doubts.map((doubt) => text(DOUBTS[doubt]));
  return [text('confidence', text(WORDS[word]), agreeing, of), ...reasons].join(', ');
}
