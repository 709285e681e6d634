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

/** One exchange's condition for one instrument. */
export interface SourceStatus {
  exchange: ExchangeId;
  instrument: InstrumentKey;
  state: SourceState;
  /** Plain words for the user; empty when live. */
  reason: string;
  /** Unix ms of the newest price, 0 before the first. */
  lastDataMs: number;
  /** Unix ms until which nothing is tried, 0 when not waiting. */
  retryAtMs: number;
  /** Messages refused since start, by channel. */
  refused: Record<string, number>;
  /** Last refusal, as `exchange channel: field reason`; null when none. */
  lastRefusal: string | null;
  /** History on hand and wanted, ms; equal when complete. */
  historyMs: number;
  wantedHistoryMs: number;
}
