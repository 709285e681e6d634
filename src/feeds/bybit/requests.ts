import type { Instrument } from '../../core/market/instrument';
import { getRequest, oneOn } from '../border/request';
import type { FeedRequest, RateBudget, Refusal } from '../exchange-feed';

const API = 'https://api.bybit.com/v5/market';

/** 600 requests in five seconds from one address. */
const BUDGET: RateBudget = { id: 'bybit:ip', limit: 600, windowMs: 5000 };

/** `linear` (USDT and USDC) or `inverse`. */
export function categoryOf(instrument: Instrument): 'linear' | 'inverse' {
  return instrument.kind;
}

/** A public market endpoint. */
export function bybitGet(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/${path}`, query, oneOn(BUDGET), readRefusal);
}

/** `{retCode, retMsg}`: 0 is good, 10006 and 10018 mean too many requests. */
function readRefusal(payload: unknown): Refusal | null {
  if (typeof payload !== 'object' || payload === null || !('retCode' in payload)) {
    return { kind: 'refused', reason: 'lacks retCode' };
  }
  const code = Number(payload.retCode);
  if (code === 0) return null;
  const message = 'retMsg' in payload ? String(payload.retMsg).slice(0, 80) : '';
  return {
    kind: code === 10_006 || code === 10_018 ? 'rate-limited' : 'refused',
    reason: `code ${code}: ${message}`,
  };
}
