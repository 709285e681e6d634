import { getRequest } from '../border/request';
import {
  BAR_MS,
  type Charge,
  type FeedRequest,
  type RateBudget,
  type Refusal,
  type TimeSpan,
} from '../exchange-feed';
import { pagesOf } from '../spans';

/** A venue that speaks the dialect of Binance: Binance USD-M and COIN-M, Aster. */
export interface BinanceVenue {
  /** `https://fapi.binance.com/fapi/v1` */
  api: string;
  weight: RateBudget;
  funding: RateBudget;
}

/** One day less an hour short of the 30 days that the statistics reach back. */
export const STATISTICS_AGE_MS = 30 * 86_400_000 - 3_600_000;

/** A GET that knows this dialect's error body. */
export function binanceGet(
  url: string,
  query: Record<string, string | number>,
  charges: Charge[],
): FeedRequest {
  return getRequest(url, query, charges, readRefusal);
}

/** Request weight of a kline call with so many rows (exchange page of 2026-08). */
export function klineWeight(rows: number): number {
  if (rows < 100) return 1;
  if (rows < 500) return 2;
  return rows <= 1000 ? 5 : 10;
}

/** Klines (or mark price klines) that open inside the span, by pages of at most 1000 rows. */
export function klineRequests(
  venue: BinanceVenue,
  path: string,
  symbol: string,
  span: TimeSpan,
): FeedRequest[] {
  return pagesOf(span, BAR_MS, 1000).map(({ fromMs, toMs }) => {
    const rows = Math.ceil((toMs - fromMs) / BAR_MS);
    return binanceGet(
      `${venue.api}/${path}`,
      { symbol, interval: '5m', startTime: fromMs, endTime: toMs - 1, limit: rows },
      [{ budget: venue.weight, weight: klineWeight(rows) }],
    );
  });
}

/** The error body `{code, msg}`; -1003 and -1015 mean too many requests. */
function readRefusal(payload: unknown): Refusal | null {
  if (typeof payload !== 'object' || payload === null || !('code' in payload) || !('msg' in payload))
    return null;
  const code = Number(payload.code);
  if (!(code < 0)) return null;
  const reason = `code ${code}: ${String(payload.msg).slice(0, 80)}`;
  return { kind: code === -1003 || code === -1015 ? 'rate-limited' : 'refused', reason };
}
