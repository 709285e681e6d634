import type { ExchangeId, Instrument } from '../core/market/instrument';
import type { LeverageTier } from '../core/market/leverage-tier';
import type { MarketEvent } from '../core/market/market-event';
import type { Parsed } from './feed-error';

/** Bars are five minutes everywhere in the product. */
export const BAR_MS = 300_000;

/** Inputs that an exchange may or may not offer without a key; the columns of the coverage table. */
export const COVERAGE_INPUTS = [
  'candles',
  'mark-range',
  'open-interest',
  'open-interest-history',
  'funding',
  'funding-history',
  'account-ratio',
  'top-ratio',
  'taker-volume',
  'liquidations',
  'liquidation-history',
  'leverage-tiers',
  'positions',
] as const;
/** An input of the estimator that an exchange may or may not provide. */
export type CoverageInput = (typeof COVERAGE_INPUTS)[number];

/** `sampled`: thinned by the exchange. `unverified`: documented, but no captured payload was seen. */
export interface Coverage {
  has: 'yes' | 'no' | 'sampled' | 'unverified';
  note: string;
}

/** A documented request limit. The transport spends less than half of it. */
export interface RateBudget {
  /** Unique over all feeds: `binance:weight`. */
  id: string;
  limit: number;
  windowMs: number;
  /** Response header that tells the weight spent from this IP address in the window. */
  usedHeader?: string;
}

/** What a request costs of a limit. */
export interface Charge {
  budget: RateBudget;
  weight: number;
}

/** An exchange that answers HTTP 200 with an error inside. */
export interface Refusal {
  kind: 'rate-limited' | 'refused';
  reason: string;
}

/** One public GET or POST; plain data but for `readRefusal`. */
export interface FeedRequest {
  url: string;
  method: 'GET' | 'POST';
  /** JSON text of a POST. */
  body?: string;
  headers?: Record<string, string>;
  charges: Charge[];
  /** One answer serves every equal request for this long, ms: all-symbol tables, daily lists. */
  shareMs?: number;
  /** For long downloads; 15 s otherwise. */
  timeoutMs?: number;
  /** Told the bytes received so far while the body arrives. */
  onBytes?: (received: number) => void;
  /** Reads the exchange's own error envelope; null when the answer is good. */
  readRefusal?: (payload: unknown) => Refusal | null;
}

/** A half-open span of time. */
export interface TimeSpan {
  /** Unix ms, inclusive. */
  fromMs: number;
  /** Unix ms, exclusive. */
  toMs: number;
}

/** What a parser may know besides the payload. */
export interface ParseContext {
  exchange: ExchangeId;
  channel: string;
  instrument: Instrument;
  /** The exchange's clock, Unix ms; decides whether a bar is closed. */
  nowMs: number;
  /** Price nearest to a moment, quote currency; null before the first. Turns USD contracts into coins. */
  priceAt(timeMs: number): number | null;
}

/**
 * Payload -> events, pure. Events use the LISTED coin as the unit: for `1000PEPEUSDT` prices are per 1000 PEPE and
 * base amounts count thousands of PEPE, so that price x base = quote notional on every exchange.
 */
export type Parser = (payload: unknown, context: ParseContext) => Parsed<MarketEvent>;

/** One input's past. Requests of a span do not depend on each other, so that spans load newest first. */
export interface HistorySeries {
  channel: string;
  requests(instrument: Instrument, span: TimeSpan, nowMs: number): FeedRequest[];
  /** The following page where the exchange pages by cursor. */
  next?(payload: unknown, request: FeedRequest, span: TimeSpan): FeedRequest | null;
  parse: Parser;
  /** Nothing older than this exists, ms; Infinity when unknown. */
  maxAgeMs: number;
  /** Not used for anything younger than this, ms: another series tells it better. */
  minAgeMs: number;
}

/** Which series of the past are loaded, and in which steps. */
export interface HistoryPlan {
  /** Five-minute bars; also heals gaps after a disconnect. */
  candles: HistorySeries;
  others: HistorySeries[];
  /** Newest span fetched before anything else, ms: the first heat. */
  firstSpanMs: number;
  /** Length of the following spans, ms; about one page of the narrowest series. */
  spanMs: number;
}

/** Something asked for again and again. */
export interface Poll {
  channel: string;
  everyMs: number;
  /** Ms after the start of each period, for statistics that appear some seconds after the bar's end. */
  delayMs: number;
  /** An answer tells the last so many ms; after a longer silence the history of the same channel fills what lies before. */
  reachMs?: number;
  /** `fallback`: only while no socket tells the same. */
  when: 'always' | 'fallback';
  request(instrument: Instrument, nowMs: number): FeedRequest;
  parse: Parser;
}

/** Maintenance brackets: asked once a day; the fallback stands in when the exchange does not tell. */
export interface TierPlan {
  channel: string;
  request(instrument: Instrument): FeedRequest | null;
  parse: Parser;
  /** The table counts contracts: it can be read only once a price is known. The fallback is used until then. */
  needsPrice?: boolean;
  fallback(instrument: Instrument): LeverageTier[];
}

/** One connection, shared by every instrument with the same `url`. */
export interface SocketPlan {
  url: string;
  /** Texts sent after opening; equal texts of several instruments are sent once. */
  subscribe: string[];
  unsubscribe: string[];
  /** Application ping; browsers cannot send protocol pings. Null where the exchange needs none. */
  ping: { text(nowMs: number): string; everyMs: number } | null;
  /** Answer demanded by the exchange (Deribit's test_request). */
  reply?(message: unknown): string | null;
  /** The exchange announces its own restart. */
  wantsReconnect?(message: unknown): boolean;
  /** No frame at all for this long means the connection is dead, ms; pongs count. */
  silenceMs: number;
  /**
   * Matches a whole text that tells nothing but one forming bar; its two groups together name contract and bar. A newer text
   * of the same bar says all of it anew, so that only the last one of a second is read. Other orders of fields than the
   * documented one simply do not match, and every text is read.
   */
  formingBar?: RegExp;
  /** Whether a text holds nothing that is used; told from the text alone, because most texts of busy channels are so. */
  isIdle?(text: string): boolean;
  /** The exchange cuts the connection after this, ms. */
  maxLifeMs: number;
  /** The contract a message speaks of; null: hand it to every instrument. */
  symbolOf(message: unknown): string | null;
  /** The channel named in errors. */
  channelOf(message: unknown): string;
  parse: Parser;
}

/** How the list of contracts is asked for and read. */
export interface ListingPlan {
  requests: FeedRequest[];
  next?(payload: unknown, request: FeedRequest): FeedRequest | null;
  /** All payloads of `requests` in order, further pages directly behind their first one. */
  parse(payloads: readonly unknown[]): Parsed<Instrument>;
}

/** Everything the product knows about one exchange. An entry is an object literal checked with `satisfies`. */
export interface ExchangeFeed {
  id: ExchangeId;
  name: string;
  /** Match patterns for the manifest; the first one's host is the clock that counts. */
  restHosts: string[];
  /** Origins, `wss://host[:port]`. */
  socketHosts: string[];
  coverage: Record<CoverageInput, Coverage>;
  /** `fraction`: share of liquidated notional that the stream reports, 0..1, an assumption until learnt. */
  liquidationReporting: { kind: 'full' | 'sampled' | 'none'; fraction: number };
  listing: ListingPlan;
  history: HistoryPlan;
  polls: Poll[];
  tiers: TierPlan | null;
  sockets(instrument: Instrument): SocketPlan[];
}
