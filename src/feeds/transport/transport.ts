import type { FeedRequest, SocketPlan } from '../exchange-feed';
import { type Answer, createAnswerJudge } from './answer-judge';
import { type Environment, systemEnvironment } from './environment';
import type { HostState } from './host-circuit';
import { createHostRegister } from './host-register';
import { createPersistentRequest } from './persistent-request';
import { createPulse } from './pulse';
import { createRateGate, type Priority } from './rate-gate';
import { createServerClock } from './server-clock';
import { createSharedAnswers } from './shared-answers';
import { createSignOfLife } from './sign-of-life';
import type { SocketEvents } from './socket-events';
import { createSocketHub } from './socket-hub';

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

/** Creates the one transport of a context. Runs in service workers and event pages. */
export function createTransport(options: TransportOptions = {}): Transport {
  const environment = options.environment ?? systemEnvironment();
  const gate = createRateGate(environment.now);
  const clock = createServerClock();
  const pulse = createPulse();
  const life = createSignOfLife();
  const hosts = createHostRegister(options.hosts ?? []);
  const hub = createSocketHub(environment, pulse, life, () => forgetSilence());
  const shared = createSharedAnswers<Answer>((answer) => answer.ok);
  let returnedMs = 0;
  let comeback = new AbortController();

  /** Anything that answers after a silence may mean that the whole network is back. */
  const forgetSilence = () => {
    returnedMs = environment.now();
    life.noteAnswer(returnedMs);
    hosts.noteReturn();
  };
  const onReturn = () => {
    forgetSilence();
    hub.wake();
    comeback.abort();
    comeback = new AbortController();
  };
  environment.onOnline?.(onReturn);

  const ask = createPersistentRequest({
    environment,
    hosts,
    gate,
    judge: createAnswerJudge({ environment, gate, clock, life, onReturn }),
    timeoutMs: options.timeoutMs ?? 15_000,
    mayReach: options.mayReach,
    comeback: () => comeback.signal,
  });

  return {
    async request(request, priority, signal) {
      const answer = await shared.get(request, environment.now(), () => ask(request, priority, signal));
      const isOthersAbort = !answer.ok && answer.trouble.kind === 'aborted' && !signal.aborted;
      return isOthersAbort ? ask(request, priority, signal) : answer;
    },
    join: hub.join,
    onPulse: pulse.join,
    now: environment.now,
    random: environment.random,
    returnedMs: () => returnedMs,
    serverNow: (host) => environment.now() + clock.offsetMs(host),
    isClockDoubtful: clock.isDoubtful,
    hosts: hosts.copies,
    recallHosts: hosts.recall,
    retryHost: hosts.forgive,
  };
}
