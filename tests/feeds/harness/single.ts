import type { MarketEvent } from '../../../src/core/market/market-event';
import type { Parsed } from '../../../src/feeds/feed-error';

/** The events of one type, unwrapped. */
export function ofType<T extends MarketEvent['type']>(
  parsed: Parsed,
  type: T,
): Extract<MarketEvent, { type: T }>[] {
  return parsed.events.filter((event): event is Extract<MarketEvent, { type: T }> => event.type === type);
}

export function candlesOf(parsed: Parsed) {
  return ofType(parsed, 'candle').map(({ candle }) => candle);
}

export function liquidationsOf(parsed: Parsed) {
  return ofType(parsed, 'liquidation').map(({ liquidation }) => liquidation);
}

export function interestsOf(parsed: Parsed) {
  return ofType(parsed, 'open-interest').map(({ openInterest }) => openInterest);
}

export function fundingsOf(parsed: Parsed) {
  return ofType(parsed, 'funding-rate').map(({ fundingRate }) => fundingRate);
}

export function marksOf(parsed: Parsed) {
  return ofType(parsed, 'mark-price').map(({ markPrice }) => markPrice);
}

export function ratiosOf(parsed: Parsed) {
  return ofType(parsed, 'long-short-ratio').map(({ longShortRatio }) => longShortRatio);
}

export function tiersOf(parsed: Parsed) {
  return ofType(parsed, 'leverage-tiers').flatMap(({ tiers }) => tiers);
}

/** The errors as `field reason`. */
export function refusals(parsed: Parsed): string[] {
  return parsed.errors.map(({ field, reason }) => `${field} ${reason}`);
}
