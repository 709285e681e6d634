import type { Instrument } from '../../core/market/instrument';
import { codeRefusal, getRequest, oneOn } from '../border/request';
import type { FeedRequest, RateBudget } from '../exchange-feed';

const API = 'https://api.bitget.com/api';

/** 20 requests a second, of the data endpoints one, of the v3 liquidations five. */
const MARKET: RateBudget = { id: 'bitget:market', limit: 20, windowMs: 1000 };
const STATISTICS: RateBudget = { id: 'bitget:statistics', limit: 1, windowMs: 1000 };
const LIQUIDATIONS: RateBudget = { id: 'bitget:liquidations', limit: 5, windowMs: 1000 };

/** `{code: "00000"}` is good; 429 and 30007 mean too many requests. */
const readRefusal = codeRefusal({
  codeField: 'code',
  messageField: 'msg',
  good: '00000',
  limited: ['429', '30007'],
});

/** `usdt-futures` or `usdc-futures`. */
export function productOf(instrument: Instrument): string {
  return `${instrument.settle.toLowerCase()}-futures`;
}

/** A v2 market endpoint. */
export function bitgetGet(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/v2/mix/market/${path}`, query, oneOn(MARKET), readRefusal);
}

/** A v2 statistics endpoint. */
export function bitgetStatistic(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/v2/mix/market/${path}`, query, oneOn(STATISTICS), readRefusal);
}

/** The v3 list of past liquidations, three days deep. */
export function bitgetLiquidations(instrument: Instrument): FeedRequest {
  const query = { category: productOf(instrument).toUpperCase(), symbol: instrument.symbol, limit: 100 };
  return getRequest(`${API}/v3/market/liquidations`, query, oneOn(LIQUIDATIONS), readRefusal);
}
