import type { MarketEvent } from '../core/market/market-event';

/** Outside data that was refused; never thrown, always carried as a value. */
export interface FeedError {
  exchange: string;
  /** The stream or endpoint, as the feed names it: `klines`, `forceOrder`. */
  channel: string;
  /** The offending field as the exchange spells it, or `payload`. */
  field: string;
  /** Lower-case words, with the value where it is short. */
  reason: string;
}

/** What a parser makes of one payload: every row is either an item or an error, none is lost. */
export interface Parsed<T = MarketEvent> {
  events: T[];
  errors: FeedError[];
}

/** The text that `SourceStatus.lastRefusal` shows: `exchange channel: field reason`. */
export function describeFeedError(error: FeedError): string {
  return `${error.exchange} ${error.channel}: ${error.field} ${error.reason}`;
}
