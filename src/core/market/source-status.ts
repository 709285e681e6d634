import type { ExchangeId, InstrumentKey } from './instrument';

/** What a user may need to know about one source; expected trouble is one of these, never an exception. */
export type SourceState =
  | 'loading'
  | 'live'
  | 'ageing'
  | 'stale'
  | 'offline'
  | 'rate-limited'
  | 'blocked'
  | 'unsupported'
  | 'no-permission'
  | 'quarantined';

/** Why a source is in trouble, for the panel to say in the user's language. */
export interface SourceWhy {
  code: /** `value`: time without a price, ms. */
    | 'no-price'
    | 'no-answer'
    | 'region'
    | 'banned'
    | 'too-many-requests'
    /** `value`: HTTP status. */
    | 'http-status'
    /** `value`: the exchange's own words. */
    | 'says'
    /** `value`: host. */
    | 'host-not-allowed'
    /** `value`: distance from the other exchanges' price, 0..1. */
    | 'price-off'
    /** `value`: times its usual open interest. */
    | 'interest-own'
    /** `value`: times the open interest of all others together. */
    | 'interest-others';
  value?: number | string;
}

/** A reason in plain English for logs, and as a code for the panel. */
export interface SourceFault {
  reason: string;
  why: SourceWhy;
}

/** One exchange's condition for one instrument. */
export interface SourceStatus {
  exchange: ExchangeId;
  instrument: InstrumentKey;
  state: SourceState;
  /** Plain English; empty when live. The panel says `why` instead where it is given. */
  reason: string;
  why?: SourceWhy | null;
  /** When the newest price was told, Unix ms by this machine's clock however the exchange's is set; 0 before the first. */
  lastDataMs: number;
  /** Unix ms until which nothing is tried, 0 when not waiting. */
  retryAtMs: number;
  /** Messages refused since start, by channel. */
  refused: Record<string, number>;
  /** Last refusal, as `exchange channel: field reason`; null when none. */
  lastRefusal: string | null;
  /** History on hand, and wanted as far as the exchange has it, ms; equal when all of it is there. */
  historyMs: number;
  wantedHistoryMs: number;
}
