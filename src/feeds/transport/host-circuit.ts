import type { SourceWhy } from '../../core/market/source-status';
import { backOffMs } from './back-off';

/** Why a request brought no answer; a state to show, not an exception. */
export interface Trouble {
  kind: 'blocked' | 'rate-limited' | 'offline' | 'server-error' | 'refused' | 'no-permission' | 'aborted';
  /** Plain words. */
  reason: string;
  /** The same for the panel; absent where no user sees it. */
  why?: SourceWhy;
  /** Unix ms before which the host is left alone; 0 = may be tried at any time. */
  retryAtMs: number;
}

/** One host's condition; plain data, so that it survives the death of the context. */
export interface HostState {
  host: string;
  requests: number;
  /** `200`, `429`, `no answer`, .. */
  lastStatus: string;
  lastMs: number;
  /** Failures in a row, for the back-off. */
  failures: number;
  /** When it was first asked in vain since it last answered, Unix ms; 0 while it answers. */
  silentSinceMs: number;
  trouble: Trouble | null;
}

/** `lastStatus` of a host that said nothing. */
export const NO_ANSWER = 'no answer';

const DAY_MS = 86_400_000;
const FAILURES_TO_OPEN = 3;
/** A host with errors is asked again after this at the latest: one request in seconds harms nobody. */
const LONGEST_PAUSE_MS = 4000;
/** A host that says nothing is asked this often at first, and after a long silence after this share of it. */
const SILENT_PAUSE_MS = 2000;
const SILENT_SHARE = 0.01;
const LONGEST_SILENT_PAUSE_MS = 60_000;

/** A host never asked. */
export function freshHost(host: string): HostState {
  return { host, requests: 0, lastStatus: '', lastMs: 0, failures: 0, silentSinceMs: 0, trouble: null };
}

/** The trouble that still stands at `nowMs`; null when the host may be asked. */
export function standingTrouble(state: HostState, nowMs: number): Trouble | null {
  return state.trouble !== null && state.trouble.retryAtMs > nowMs ? state.trouble : null;
}

/** An answer with HTTP status `status` and its first characters. Changes `state`; returns the trouble it means, if any. */
export function noteAnswer(
  state: HostState,
  answer: { status: number; body: string; retryAfterMs: number | null },
  nowMs: number,
  random: number,
): Trouble | null {
  state.lastStatus = String(answer.status);
  state.lastMs = nowMs;
  state.silentSinceMs = 0;
  if (answer.status < 400 || isOwnFault(answer.status)) {
    state.failures = 0;
    state.trouble = null;
    return answer.status < 400 ? null : refusedBy(answer);
  }
  state.failures += 1;
  const trouble = troubleOf(state, answer, nowMs, random);
  if (trouble.kind !== 'server-error' || state.failures >= FAILURES_TO_OPEN) state.trouble = trouble;
  return trouble;
}

/** No answer at all: network down, name not found, time-out. */
export function noteSilence(state: HostState, reason: string, nowMs: number, random: number): Trouble {
  state.lastStatus = NO_ANSWER;
  state.lastMs = nowMs;
  state.failures += 1;
  state.silentSinceMs ||= nowMs;
  const silentMs = nowMs - state.silentSinceMs;
  const capMs = Math.min(LONGEST_SILENT_PAUSE_MS, Math.max(SILENT_PAUSE_MS, silentMs * SILENT_SHARE));
  const retryAtMs = nowMs + backOffMs(state.failures - 1, 1000, capMs, random);
  const trouble: Trouble = { kind: 'offline', reason, why: { code: 'no-answer' }, retryAtMs };
  if (state.failures >= FAILURES_TO_OPEN) state.trouble = trouble;
  return trouble;
}

/** The network shows a sign of life: a host that only seemed to be away may be asked at once. */
export function noteReturn(state: HostState): void {
  if (state.trouble?.kind === 'offline') state.trouble = null;
}

/** The exchange said "too many requests" inside a good answer. */
export function noteRateLimit(state: HostState, reason: string, nowMs: number, random: number): Trouble {
  state.failures += 1;
  const retryAtMs = nowMs + backOffMs(state.failures - 1, 10_000, 600_000, random);
  state.trouble = { kind: 'rate-limited', reason, why: { code: 'says', value: reason }, retryAtMs };
  return state.trouble;
}

function isOwnFault(status: number): boolean {
  return status < 500 && ![403, 418, 429, 451].includes(status);
}

function refusedBy(answer: { status: number; body: string }): Trouble {
  const detail = /^\s*</.test(answer.body) ? '' : `: ${answer.body.slice(0, 80)}`;
  return { kind: 'refused', reason: `answered ${answer.status}${detail}`, retryAtMs: 0 };
}

const TOO_MANY: SourceWhy = { code: 'too-many-requests' };

function troubleOf(
  state: HostState,
  answer: { status: number; body: string; retryAfterMs: number | null },
  nowMs: number,
  random: number,
): Trouble {
  const { status, body, retryAfterMs } = answer;
  const after = (fallbackMs: number) => nowMs + (retryAfterMs ?? fallbackMs);
  const attempt = state.failures - 1;
  if (status === 451 || (status === 403 && !/rate|too many|frequen/i.test(body))) {
    const why: SourceWhy = { code: 'region' };
    return { kind: 'blocked', reason: 'not available in your region', why, retryAtMs: after(DAY_MS) };
  }
  if (status === 418) {
    const retryAtMs = after(backOffMs(attempt, 600_000, DAY_MS, random));
    const reason = 'the exchange banned this address for a while';
    return { kind: 'rate-limited', reason, why: { code: 'banned' }, retryAtMs };
  }
  const tooMany = { kind: 'rate-limited', reason: 'too many requests', why: TOO_MANY } as const;
  if (status === 403) return { ...tooMany, retryAtMs: after(600_000) };
  if (status === 429) {
    const retryAtMs = after(backOffMs(attempt, 10_000, 600_000, random));
    return { ...tooMany, retryAtMs };
  }
  const retryAtMs = after(backOffMs(attempt, 1000, LONGEST_PAUSE_MS, random));
  const why: SourceWhy = { code: 'http-status', value: status };
  return { kind: 'server-error', reason: `answered ${status}`, why, retryAtMs };
}
