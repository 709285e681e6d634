import type { Instrument } from '../../core/market/instrument';
import { instrumentKey } from '../../core/market/instrument';
import type { SourceFault, SourceState, SourceStatus, SourceWhy } from '../../core/market/source-status';
import { describeFeedError, type FeedError } from '../feed-error';
import type { Trouble } from '../transport/host-circuit';

/** Ages after which a price counts as ageing, stale, gone: with sockets, and when polled once a minute. */
const AGES = {
  sockets: { ageingMs: 20_000, staleMs: 90_000, offlineMs: 600_000 },
  polling: { ageingMs: 150_000, staleMs: 330_000, offlineMs: 900_000 },
};

/** What is known of a source's health; `statusAt` turns it into words. */
export interface SourceCondition {
  instrument: Instrument;
  mode: keyof typeof AGES;
  startedMs: number;
  /** Our clock when the newest price arrived, 0 before the first. */
  priceReceivedMs: number;
  /** The exchange's stamp of the newest price, by its clock. */
  lastDataMs: number;
  /** That stamp by our clock. */
  lastDataOursMs: number;
  hasHistory: boolean;
  trouble: Trouble | null;
  quarantine: SourceFault | null;
  refused: Record<string, number>;
  lastRefusal: string | null;
  historyMs: number;
  wantedHistoryMs: number;
}

/** The condition of a source at `startedMs` (unix ms), before it has said anything; it wants `wantedHistoryMs` of past. */
export function freshCondition(
  instrument: Instrument,
  mode: keyof typeof AGES,
  startedMs: number,
  wantedHistoryMs: number,
): SourceCondition {
  return {
    instrument,
    mode,
    startedMs,
    priceReceivedMs: 0,
    lastDataMs: 0,
    lastDataOursMs: 0,
    hasHistory: false,
    trouble: null,
    quarantine: null,
    refused: {},
    lastRefusal: null,
    historyMs: 0,
    wantedHistoryMs,
  };
}

/** Counts a refused message. */
export function countRefusal(condition: SourceCondition, error: FeedError): void {
  condition.refused[error.channel] = (condition.refused[error.channel] ?? 0) + 1;
  condition.lastRefusal = describeFeedError(error);
}

/** How many messages were refused so far. */
export function countRefused({ refused }: SourceCondition): number {
  return Object.values(refused).reduce((sum, count) => sum + count, 0);
}

/** The status at `nowMs`, a fresh value. */
export function statusAt(condition: SourceCondition, nowMs: number): SourceStatus {
  const { state, reason, why = null } = stateAt(condition, nowMs);
  return {
    exchange: condition.instrument.exchange,
    instrument: instrumentKey(condition.instrument),
    state,
    reason,
    why,
    lastDataMs: condition.lastDataOursMs,
    retryAtMs: condition.trouble?.retryAtMs ?? 0,
    refused: { ...condition.refused },
    lastRefusal: condition.lastRefusal,
    historyMs: condition.historyMs,
    wantedHistoryMs: condition.wantedHistoryMs,
  };
}

const TROUBLE_STATES: Partial<Record<Trouble['kind'], SourceState>> = {
  blocked: 'blocked',
  'rate-limited': 'rate-limited',
  'no-permission': 'no-permission',
};

interface Judged {
  state: SourceState;
  reason: string;
  why?: SourceWhy;
}

function stateAt(condition: SourceCondition, nowMs: number): Judged {
  if (condition.quarantine !== null) return { state: 'quarantined', ...condition.quarantine };
  const { trouble } = condition;
  const ageMs = nowMs - Math.max(condition.priceReceivedMs, condition.startedMs);
  const ages = AGES[condition.mode];
  const isFlowing = condition.priceReceivedMs > 0 && ageMs < ages.ageingMs;
  const troubled = trouble === null ? undefined : TROUBLE_STATES[trouble.kind];
  if (trouble !== null && troubled !== undefined && !isFlowing)
    return { state: troubled, ...wordsOf(trouble) };
  if (condition.priceReceivedMs === 0 || !condition.hasHistory)
    return beginning(trouble, ageMs, ages.staleMs);
  if (isFlowing) return { state: 'live', reason: '' };
  if (ageMs < ages.staleMs) return { state: 'ageing', ...silence(ageMs) };
  if (ageMs < ages.offlineMs && trouble === null) return { state: 'stale', ...silence(ageMs) };
  return { state: 'offline', ...(trouble ? wordsOf(trouble) : silence(ageMs)) };
}

function wordsOf({ reason, why }: Trouble): Omit<Judged, 'state'> {
  return { reason, why };
}

function silence(ageMs: number): SourceFault {
  return { reason: `no price for ${seconds(ageMs)}`, why: { code: 'no-price', value: ageMs } };
}

function beginning(trouble: Trouble | null, ageMs: number, patienceMs: number): Judged {
  if (trouble !== null) return { state: 'offline', ...wordsOf(trouble) };
  return ageMs < patienceMs
    ? { state: 'loading', reason: '' }
    : { state: 'offline', reason: 'no answer so far', why: { code: 'no-answer' } };
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
