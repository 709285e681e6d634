import type { FeedRequest } from '../exchange-feed';
import type { Environment } from './environment';
import {
  type HostState,
  NO_ANSWER,
  noteAnswer,
  noteRateLimit,
  noteSilence,
  type Trouble,
} from './host-circuit';
import type { HttpAnswer } from './http';
import type { RateGate } from './rate-gate';
import type { ServerClock } from './server-clock';
import type { SignOfLife } from './sign-of-life';

/** An answer is the parsed JSON, or the trouble that stands in its place. */
export type Answer = { ok: true; payload: unknown } | { ok: false; trouble: Trouble };

const MAX_BODY_SHOWN = 400;

interface JudgeOptions {
  environment: Environment;
  gate: RateGate;
  clock: ServerClock;
  life: SignOfLife;
  /** A host that was silent has answered. */
  onReturn(): void;
}

/** Makes what came back over HTTP into an answer, and notes in `state`, gate and clock what it tells of the host. */
export type AnswerJudge = (request: FeedRequest, state: HostState, answer: HttpAnswer) => Answer;

/** The judge of one transport, over its own gate, clock and sign of life. */
export function createAnswerJudge({ environment, gate, clock, life, onReturn }: JudgeOptions): AnswerJudge {
  return (request, state, answer) => {
    const now = environment.now();
    if (answer.kind === 'silent') {
      life.noteSilence(now);
      return failed(noteSilence(state, answer.reason, now, environment.random()));
    }
    life.noteAnswer(now);
    if (answer.serverMs !== null) clock.note(state.host, answer.serverMs, answer.sentMs, answer.receivedMs);
    noteUsedHeaders(gate, request, answer);
    const wasSilent = state.lastStatus === NO_ANSWER;
    const shown = { ...answer, body: answer.body.slice(0, MAX_BODY_SHOWN) };
    const trouble = noteAnswer(state, shown, now, environment.random());
    if (wasSilent) onReturn();
    if (trouble !== null) return failed(trouble);
    const parsed = parseJson(answer.body);
    if (!parsed.ok) return parsed;
    const refusal = request.readRefusal?.(parsed.payload) ?? null;
    if (refusal === null) return parsed;
    if (refusal.kind === 'rate-limited')
      return failed(noteRateLimit(state, refusal.reason, now, environment.random()));
    return failed({ kind: 'refused', reason: refusal.reason, retryAtMs: 0 });
  };
}

function noteUsedHeaders(
  gate: RateGate,
  request: FeedRequest,
  answer: Extract<HttpAnswer, { kind: 'answer' }>,
): void {
  for (const { budget } of request.charges) {
    const used = budget.usedHeader === undefined ? null : answer.header(budget.usedHeader);
    if (used !== null && Number.isFinite(Number(used))) gate.noteUsed(budget, Number(used));
  }
}

/** The answer that is this trouble. */
export function failed(trouble: Trouble): Answer {
  return { ok: false, trouble };
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
