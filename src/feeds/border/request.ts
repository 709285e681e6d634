import type { Charge, FeedRequest, RateBudget, Refusal } from '../exchange-feed';
import { fieldsOf } from './fields';

type Query = Readonly<Record<string, string | number>>;

/** A GET with query parameters in the given order. */
export function getRequest(
  url: string,
  query: Query,
  charges: Charge[],
  readRefusal?: (payload: unknown) => Refusal | null,
): FeedRequest {
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  ).toString();
  return { url: text === '' ? url : `${url}?${text}`, method: 'GET', charges, readRefusal };
}

/** The same request with one more query parameter, or with another value of one it has. */
export function withQuery(request: FeedRequest, key: string, value: string | number): FeedRequest {
  const url = new URL(request.url);
  url.searchParams.set(key, String(value));
  return { ...request, url: url.toString() };
}

/** One request on one budget. */
export function oneOn(budget: RateBudget, weight = 1): Charge[] {
  return [{ budget, weight }];
}

/** How an exchange says in its envelope whether an answer is good. */
export interface ResultCodes {
  codeField: string;
  messageField: string;
  good: string;
  /** Codes that mean too many requests. */
  limited: readonly string[];
}

/** Reads such an envelope; errors come with HTTP 200, and an answer without a code is none. */
export function codeRefusal({ codeField, messageField, good, limited }: ResultCodes) {
  return (payload: unknown): Refusal | null => {
    const envelope = fieldsOf(payload);
    if (envelope === null || !(codeField in envelope))
      return { kind: 'refused', reason: `lacks ${codeField}` };
    const code = String(envelope[codeField]);
    if (code === good) return null;
    const message = messageField in envelope ? String(envelope[messageField]).slice(0, 80) : '';
    return {
      kind: limited.includes(code) ? 'rate-limited' : 'refused',
      reason: `code ${code}: ${message}`,
    };
  };
}

/** The texts of a socket that takes `{op, args}`, one for each group of arguments. */
export function opTexts(groups: readonly (readonly unknown[])[]) {
  const texts = (op: string) => groups.map((args) => JSON.stringify({ op, args }));
  return { subscribe: texts('subscribe'), unsubscribe: texts('unsubscribe') };
}
