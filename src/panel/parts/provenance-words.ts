import { type StringKey, text } from '../strings/text';

/** Names and notes that the engine gives to inputs and assumptions. */
const WORDS: Record<string, StringKey> = {
  candles: 'inputCandles',
  'mark-price': 'markPrice',
  'open-interest': 'termOpenInterest',
  volume: 'inputVolume',
  'taker-volume': 'inputTakerVolume',
  'long-short-ratio': 'inputLongShortRatio',
  funding: 'termFunding',
  liquidations: 'inputLiquidations',
  'leverage-tiers': 'inputTiers',
  throttled: 'noteThrottled',
  exchange: 'noteExchange',
  fallback: 'noteFallback',
  'bin-width': 'assumptionBinWidth',
  'opening-mix': 'assumptionOpeningMix',
  'half-lives': 'assumptionHalfLives',
  sharpness: 'assumptionSharpness',
  'reporting-fraction': 'assumptionReporting',
  learns: 'assumptionLearns',
  'closing-fee': 'assumptionClosingFee',
  true: 'answerYes',
  false: 'answerNo',
};

/** An engine's word in the user's language; words that are not known are shown as they are. */
export function provenanceText(word: string): string {
  const key = WORDS[word];
  return key ? text(key) : word;
}
