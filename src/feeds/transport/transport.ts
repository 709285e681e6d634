import type { FeedRequest, SocketPlan } from '../exchange-feed';
import { backOffMs } from './back-off';
import { type Environment, systemEnvironment, wait } from './environment';
import {
  freshHost,
  type HostState,
  NO_ANSWER,
  noteAnswer,
  noteRateLimit,
  noteReturn,
  noteSilence,
  standingTrouble,
  type Trouble,
} from './host-circuit';
import { type HttpAnswer, httpRequest } from './http';
import { createPulse } from './pulse';
import { createRateGate, type Priority } from './rate-gate';
import { createServerClock } from './server-clock';
import { createSharedAnswers } from './shared-answers';
import { createSignOfLife } from './sign-of-life';
import type { SocketEvents } from './socket-events';
import { createSocketHub } from './socket-hub';

/** An answer is the parsed JSON, or the trouble that stands in its place. */
export type Answer = { ok: true; payload: unknown } | { ok: false; trouble: Trouble };

/** The feeds' only way to the network, shared by all of them. */
export interface Transport {
  request(request: FeedRequest, priority: Priority, signal: AbortSignal): Promise<Answer>;
  /** Joins (or opens) the connection of `plan` for one contract; leaves on abort. */
  join(plan: SocketPlan, symbol: string, events: SocketEvents, signal: AbortSignal): void;
  /** Calls `beat` once a second until the signal aborts; sockets that were joined before hand over first. */
  onPulse(beat: () => void, signal: AbortSignal): void;
  /** This machine's clock, Unix ms. */
  now(): number;
  /** The exchange's clock, Unix ms. */
  serverNow(host: string): number;
  /** The host's clock or ours seems to have been set; the next answer decides. */
  isClockDoubtful(host: string): boolean;
  random(): number;
  /** When something answered for the first time after a silence, our clock in Unix ms; 0 = never. */
  returnedMs(): number;
  /** Every host asked so far; plain data, to be handed to the next transport after a restart. */
  hosts(): HostState[];
  /** What `hosts()` gave before the context died; hosts asked meanwhile keep what is newer. */
  recallHosts(states: readonly HostState[]): void;
  /** The user's click: forget the trouble of the host and try again. */
  retryHost(host: string): void;
}

/** What a transport is made with; everything has a default. `timeoutMs` in ms per request. */
export interface TransportOptions {
  environment?: Environment;
  /** What `hosts()` gave before the context died. */
  hosts?: HostState[];
  timeoutMs?: number;
  /** Whether the browser lets us reach the host at all; asked before each request. */
  mayReach?: (host: string) => Promise<boolean>;
}

const RETRIES = 2;
/** A host that is spared for a moment is asked when the moment is over, and not in vain before. */
const LONGEST_STAND_MS = 4000;
const MAX_BODY_SHOWN = 400;

/** Creates the one transport of a context. Runs in service workers and event pages. */
export function createTransport(options: TransportOptions = {}): Transport {
  const environment = options.environment ?? systemEnvironment();
  const timeoutMs = options.timeoutMs ?? 15_000;
  const gate = createRateGate(environment.now);
  const clock = createServerClock();
  const pulse = createPulse();
  const life = createSignOfLife();
  const hub = createSocketHub(environment, pulse, life, () => forgetSilence());
  let returnedMs = 0;
  let comeback = new AbortController();
  const shared = createSharedAnswers<Answer>((answer) => answer.ok);
  const hosts = new Map<string, HostState>((options.hosts ?? []).map((state) => [state.host, { ...state }]));

  const stateOf = (host: string): HostState => {
    const state = hosts.get(host) ?? freshHost(host);
    hosts.set(host, state);
    return state;
  };

  /** Anything that answers after a silence may mean that the whole network is back. */
  const forgetSilence = () => {
    returnedMs = environment.now();
    life.noteAnswer(returnedMs);
    for (const state of hosts.values()) noteReturn(state);
  };
  const noteSignOfLife = () => {
    forgetSilence();
    hub.wake();
    comeback.abort();
    comeback = new AbortController();
  };
  environment.onOnline?.(noteSignOfLife);

  const judge = (request: FeedRequest, state: HostState, answer: HttpAnswer): Answer => {
    const now = environment.now();
    if (answer.kind === 'silent') {
      life.noteSilence(now);
      return failed(noteSilence(state, answer.reason, now, environment.random()));
    }
    life.noteAnswer(now);
    if (answer.serverMs !== null) clock.note(state.host, answer.serverMs, answer.sentMs, answer.receivedMs);
    noteUsedHeaders(request, answer);
    const wasSilent = state.lastStatus === NO_ANSWER;
    const shown = { ...answer, body: answer.body.slice(0, MAX_BODY_SHOWN) };
    const trouble = noteAnswer(state, shown, now, environment.random());
    if (wasSilent) noteSignOfLife();
    if (trouble !== null) return failed(trouble);
    const parsed = parseJson(answer.body);
    if (!parsed.ok) return parsed;
    const refusal = request.readRefusal?.(parsed.payload) ?? null;
    if (refusal === null) return parsed;
    if (refusal.kind === 'rate-limited')
      return failed(noteRateLimit(state, refusal.reason, now, environment.random()));
    return failed({ kind: 'refused', reason: refusal.reason, retryAtMs: 0 });
  };

  const noteUsedHeaders = (request: FeedRequest, answer: HttpAnswer & { kind: 'answer' }) => {
    for (const { budget } of request.charges) {
      const used = budget.usedHeader === undefined ? null : answer.header(budget.usedHeader);
      if (used !== null && Number.isFinite(Number(used))) gate.noteUsed(budget, Number(used));
    }
  };

  const tryOnce = async (request: FeedRequest, priority: Priority, signal: AbortSignal): Promise<Answer> => {
    const state = stateOf(new URL(request.url).host);
    if (options.mayReach && !(await options.mayReach(state.host))) return failed(noPermission(state.host));
    const before = standingTrouble(state, environment.now());
    if (before !== null) return failed(before);
    await gate.pass(request.charges, priority, signal);
    if (signal.aborted) return failed(ABORTED);
    const meanwhile = standingTrouble(state, environment.now());
    if (meanwhile !== null) return failed(meanwhile);
    state.requests += 1;
    const answer = await httpRequest(environment, request, request.timeoutMs ?? timeoutMs, signal);
    return signal.aborted ? failed(ABORTED) : judge(request, state, answer);
  };

  const tryAgain = async (request: FeedRequest, priority: Priority, signal: AbortSignal): Promise<Answer> => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await tryOnce(request, priority, signal);
      if (answer.ok || attempt >= RETRIES || !isWorthRetrying(answer.trouble)) return answer;
      const standingMs = Math.min(LONGEST_STAND_MS, answer.trouble.retryAtMs - environment.now());
      const pauseMs = Math.max(backOffMs(attempt, 500, 4000, environment.random()), standingMs);
      await wait(pauseMs, AbortSignal.any([signal, comeback.signal]));
      if (signal.aborted) return failed(ABORTED);
    }
  };

  return {
    async request(request, priority, signal) {
      const answer = await shared.get(request, environment.now(), () => tryAgain(request, priority, signal));
      const isOthersAbort = !answer.ok && answer.trouble.kind === 'aborted' && !signal.aborted;
      return isOthersAbort ? tryAgain(request, priority, signal) : answer;
    },
    join: hub.join,
    onPulse: pulse.join,
    now: environment.now,
    random: environment.random,
    returnedMs: () => returnedMs,
    serverNow: (host) => environment.now() + clock.offsetMs(host),
    isClockDoubtful: clock.isDoubtful,
    hosts: () => [...hosts.values()].map((state) => ({ ...state })),
    recallHosts(states) {
      for (const state of states) if (!hosts.has(state.host)) hosts.set(state.host, { ...state });
    },
    retryHost(host) {
      const state = stateOf(host);
      state.trouble = null;
      state.failures = 0;
    },
  };
}

const ABORTED: Trouble = { kind: 'aborted', reason: 'no longer wanted', retryAtMs: 0 };

function failed(trouble: Trouble): Answer {
  return { ok: false, trouble };
}

function noPermission(host: string): Trouble {
  return {
    kind: 'no-permission',
    reason: `the browser does not allow ${host}`,
    why: { code: 'host-not-allowed', value: host },
    retryAtMs: 0,
  };
}

function isWorthRetrying(trouble: Trouble): boolean {
  return trouble.kind === 'server-error' || trouble.kind === 'offline';
}

function parseJson(body: string): Answer {
  try {
    return { ok: true, payload: JSON.parse(body) };
  } catch {
    const what = /^\s*</.test(body)
      ? 'is HTML, not JSON'
      : body === ''
        ? 'is empty'
        : 'is cut off or not JSON';
    return failed({ kind: 'refused', reason: what, retryAtMs: 0 });
  }
}
