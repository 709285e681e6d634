import type { FeedRequest } from '../exchange-feed';

/** Answers that several contracts may use: equal requests within `shareMs` go out once. */
export interface SharedAnswers<A> {
  /** The answer in flight or on hand, else the one that `ask` brings. Failures are not kept. */
  get(request: FeedRequest, nowMs: number, ask: () => Promise<A>): Promise<A>;
}

interface Kept<A> {
  untilMs: number;
  answer: Promise<A>;
}

/** `isGood` tells which answers are worth keeping. */
export function createSharedAnswers<A>(isGood: (answer: A) => boolean): SharedAnswers<A> {
  const kept = new Map<string, Kept<A>>();
  return {
    async get(request, nowMs, ask) {
      if (request.shareMs === undefined) return ask();
      for (const [key, entry] of kept) if (entry.untilMs <= nowMs) kept.delete(key);
      const key = `${request.url} ${request.body ?? ''}`;
      const known = kept.get(key);
      if (known !== undefined) return known.answer;
      const entry = { untilMs: nowMs + request.shareMs, answer: ask() };
      kept.set(key, entry);
      const answer = await entry.answer;
      if (!isGood(answer) && kept.get(key) === entry) kept.delete(key);
      return answer;
    },
  };
}
