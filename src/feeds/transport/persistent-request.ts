import type { FeedRequest } from '../exchange-feed';
import { type Answer, type AnswerJudge, failed } from './answer-judge';
import { backOffMs } from './back-off';
import { type Environment, wait } from './environment';
import { standingTrouble, type Trouble } from './host-circuit';
import type { HostRegister } from './host-register';
import { httpRequest } from './http';
import type { Priority, RateGate } from './rate-gate';

const RETRIES = 2;
/** A host that is spared for a moment is asked when the moment is over, and not in vain before. */
const LONGEST_STAND_MS = 4000;
const ABORTED: Trouble = { kind: 'aborted', reason: 'no longer wanted', retryAtMs: 0 };

interface RequestOptions {
  environment: Environment;
  hosts: HostRegister;
  gate: RateGate;
  judge: AnswerJudge;
  timeoutMs: number;
  mayReach?: (host: string) => Promise<boolean>;
  /** Aborts when the network is back: nobody then waits out a pause. */
  comeback(): AbortSignal;
}

/** One request with its permission, its host's trouble, its rate budget and its retries. */
export type PersistentRequest = (
  request: FeedRequest,
  priority: Priority,
  signal: AbortSignal,
) => Promise<Answer>;

/** The way of every request of one transport; `timeoutMs` in ms for one try. */
export function createPersistentRequest(options: RequestOptions): PersistentRequest {
  const { environment, hosts, gate } = options;

  const tryOnce: PersistentRequest = async (request, priority, signal) => {
    const state = hosts.of(new URL(request.url).host);
    if (options.mayReach && !(await options.mayReach(state.host))) return failed(noPermission(state.host));
    const before = standingTrouble(state, environment.now());
    if (before !== null) return failed(before);
    await gate.pass(request.charges, priority, signal);
    if (signal.aborted) return failed(ABORTED);
    const meanwhile = standingTrouble(state, environment.now());
    if (meanwhile !== null) return failed(meanwhile);
    state.requests += 1;
    const answer = await httpRequest(environment, request, request.timeoutMs ?? options.timeoutMs, signal);
    return signal.aborted ? failed(ABORTED) : options.judge(request, state, answer);
  };

  return async (request, priority, signal) => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await tryOnce(request, priority, signal);
      if (answer.ok || attempt >= RETRIES || !isWorthRetrying(answer.trouble)) return answer;
      const standingMs = Math.min(LONGEST_STAND_MS, answer.trouble.retryAtMs - environment.now());
      const pauseMs = Math.max(backOffMs(attempt, 500, 4000, environment.random()), standingMs);
      await wait(pauseMs, AbortSignal.any([signal, options.comeback()]));
      if (signal.aborted) return failed(ABORTED);
    }
  };
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
