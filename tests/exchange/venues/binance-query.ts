import type { Market, Range } from '../market/market';
import type { BinanceDialect } from './binance-dialect';
import { BINANCE_INTERVALS } from './binance-format';

const DAY_MS = 86_400_000;
const STATISTICS_DAYS = 30;

/** The error body `{code, msg}` of a 400. */
export class BinanceRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The coin of the `symbol` parameter; refuses what is missing or unlisted. */
export function listedCoin(dialect: BinanceDialect, query: URLSearchParams, market: Market): string {
  const symbol = query.get('symbol');
  if (symbol === null) throw missing('symbol');
  const coin = dialect.coinOf(symbol);
  if (coin === null || !market.has(dialect.venue, coin)) throw new BinanceRefusal(-1121, 'Invalid symbol.');
  return coin;
}

function missing(name: string): BinanceRefusal {
  return new BinanceRefusal(
    -1102,
    `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
  );
}

export function invalid(name: string): BinanceRefusal {
  return new BinanceRefusal(-1130, `Data sent for parameter '${name}' is not valid.`);
}

export function limitOf(query: URLSearchParams, standard: number, most: number): number {
  const limit = Number(query.get('limit') ?? standard);
  if (!Number.isInteger(limit) || limit < 1) throw invalid('limit');
  return Math.min(limit, most);
}

/** With a start the oldest `limit` rows, without one the newest: Binance's paging. */
export function page<T>(rows: T[], query: URLSearchParams, limit: number): T[] {
  return query.has('startTime') ? rows.slice(0, limit) : rows.slice(-limit);
}

export function rangeOf(query: URLSearchParams, market: Market, lookBackMs: number): Range {
  const toMs = Number(query.get('endTime') ?? market.nowMs());
  const fromMs = Number(query.get('startTime') ?? toMs - lookBackMs);
  if (fromMs > toMs) throw new BinanceRefusal(-1023, 'Start time is greater than end time.');
  return { fromMs, toMs };
}

/** Statistics: a period of 5 min or more, 500 rows and 30 days at most; COIN-M asks by `pair`. */
export function statisticsOf(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const coin =
    dialect.quoteAsset === 'USD' ? pairCoin(dialect, query, market) : listedCoin(dialect, query, market);
  const periodMs = BINANCE_INTERVALS[query.get('period') ?? ''];
  if (periodMs === undefined || periodMs < 300_000) throw invalid('period');
  const limit = limitOf(query, 30, 500);
  const range = rangeOf(query, market, limit * periodMs);
  if (
    Number(query.get('startTime') ?? Number.POSITIVE_INFINITY) <
    market.nowMs() - STATISTICS_DAYS * DAY_MS
  ) {
    throw new BinanceRefusal(-1130, "parameter 'startTime' is invalid.");
  }
  return { coin, periodMs, limit, range };
}

function pairCoin(dialect: BinanceDialect, query: URLSearchParams, market: Market): string {
  const pair = query.get('pair');
  if (pair === null) throw missing('pair');
  const coin = market.source.coins(dialect.venue).find((candidate) => dialect.pairOf(candidate) === pair);
  if (coin === undefined) throw new BinanceRefusal(-1121, 'Invalid symbol.');
  return coin;
}
