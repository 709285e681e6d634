import type { Instrument } from '../../core/market/instrument';
import { getRequest, oneOn } from '../border/request';
import type { FeedRequest, Refusal } from '../exchange-feed';

const API = 'https://api.gateio.ws/api/v4/futures';

/** Path segment of the settlement currency. */
export function settleOf(instrument: Instrument): 'usdt' | 'btc' {
  return instrument.kind === 'inverse' ? 'btc' : 'usdt';
}

/** 200 requests in ten seconds, by endpoint. Sizes may have decimals only for those who ask for them. */
export function gateGet(
  settle: 'usdt' | 'btc',
  path: string,
  query: Record<string, string | number>,
): FeedRequest {
  const endpoint = path.split('/')[0];
  const budget = { id: `gate:${endpoint}`, limit: 200, windowMs: 10_000 };
  const request = getRequest(`${API}/${settle}/${path}`, query, oneOn(budget), readRefusal);
  return { ...request, headers: { accept: 'application/json', 'x-gate-size-decimal': '1' } };
}

/** Errors are `{label, message}`. */
function readRefusal(payload: unknown): Refusal | null {
  if (typeof payload !== 'object' || payload === null || !('label' in payload)) return null;
  const label = String(payload.label);
  return { kind: label === 'TOO_MANY_REQUESTS' ? 'rate-limited' : 'refused', reason: label.slice(0, 80) };
}
