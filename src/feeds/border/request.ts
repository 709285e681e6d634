import type { Charge, FeedRequest, RateBudget, Refusal } from '../exchange-feed';

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
