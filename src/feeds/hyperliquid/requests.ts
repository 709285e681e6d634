import type { FeedRequest, RateBudget } from '../exchange-feed';

const INFO = 'https://api.hyperliquid.xyz/info';

/** 1200 weight a minute from one address, shared by everything. */
export const HYPERLIQUID_BUDGET: RateBudget = { id: 'hyperliquid:ip', limit: 1200, windowMs: 60_000 };

/** Everything is a POST of one JSON object; `weight` as documented for the type. */
export function infoRequest(body: Record<string, unknown>, weight: number, shareMs?: number): FeedRequest {
  return {
    url: INFO,
    method: 'POST',
    body: JSON.stringify(body),
    charges: [{ budget: HYPERLIQUID_BUDGET, weight }],
    shareMs,
  };
}
