import { codeRefusal, getRequest, oneOn } from '../border/request';
import type { FeedRequest, RateBudget } from '../exchange-feed';

const API = 'https://www.okx.com/api/v5';

/** Requests in two seconds by endpoint; the statistics' own limits count per contract, ours per address. */
const LIMITS: Readonly<Record<string, number>> = {
  'market/candles': 40,
  'public/instruments': 20,
  'public/open-interest': 20,
  'public/mark-price': 10,
  'public/liquidation-orders': 20,
  'market/history-candles': 20,
  'market/mark-price-candles': 20,
  'public/funding-rate': 10,
  'public/funding-rate-history': 10,
  'public/position-tiers': 10,
  'rubik/stat/contracts/open-interest-history': 10,
};
const STATISTICS_LIMIT = 5;

/** `{code: "0"}` is good; errors come with HTTP 200. 50011 and 50061 mean too many requests. */
const readRefusal = codeRefusal({
  codeField: 'code',
  messageField: 'msg',
  good: '0',
  limited: ['50011', '50061'],
});

/** A public endpoint on its own budget. */
export function okxGet(path: string, query: Record<string, string | number>): FeedRequest {
  const budget: RateBudget = { id: `okx:${path}`, limit: LIMITS[path] ?? STATISTICS_LIMIT, windowMs: 2000 };
  return getRequest(`${API}/${path}`, query, oneOn(budget), readRefusal);
}
