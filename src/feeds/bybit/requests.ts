import type { Instrument } from '../../core/market/instrument';
import { codeRefusal, getRequest, oneOn } from '../border/request';
import type { FeedRequest, RateBudget } from '../exchange-feed';

const API = 'https://api.bybit.com/v5/market';

/** 600 requests in five seconds from one address. */
const BUDGET: RateBudget = { id: 'bybit:ip', limit: 600, windowMs: 5000 };

/** `{retCode, retMsg}`: 0 is good, 10006 and 10018 mean too many requests. */
const readRefusal = codeRefusal({
  codeField: 'retCode',
  messageField: 'retMsg',
  good: '0',
  limited: ['10006', '10018'],
});

/** `linear` (USDT and USDC) or `inverse`. */
export function categoryOf(instrument: Instrument): 'linear' | 'inverse' {
  return instrument.kind;
}

/** A public market endpoint. */
export function bybitGet(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/${path}`, query, oneOn(BUDGET), readRefusal);
}
