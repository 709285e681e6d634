import type { Instrument } from '../../core/market/instrument';
import { type Fields, list, positive, record, text } from '../border/fields';
import { withQuery } from '../border/request';
import { parseLists } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { FeedRequest } from '../exchange-feed';
import type { Parsed } from '../feed-error';

const KINDS: Readonly<Record<string, Instrument['kind']>> = {
  LinearPerpetual: 'linear',
  InversePerpetual: 'inverse',
};

/** Pages of `/instruments-info`, linear and inverse. */
export function parseBybitListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'bybit', channel: 'instruments-info' };
  return parseLists(
    payloads,
    origin,
    (value) => readRow(record(value, 'row')),
    (payload) => list(record(record(payload).result, 'result').list, 'list'),
  );
}

/** The next page by cursor; the list has more than one page of 1000. */
export function nextCursorPage(payload: unknown, request: FeedRequest): FeedRequest | null {
  const result = (payload as { result?: { nextPageCursor?: unknown } }).result;
  const cursor = result?.nextPageCursor;
  return typeof cursor === 'string' && cursor !== '' ? withQuery(request, 'cursor', cursor) : null;
}

function readRow(row: Fields): Instrument | null {
  const kind = KINDS[String(row.contractType)];
  if (row.status !== 'Trading' || kind === undefined) return null;
  const { base, multiplier } = readCoinName(text(row, 'baseCoin'));
  return {
    exchange: 'bybit',
    symbol: text(row, 'symbol'),
    base,
    quote: text(row, 'quoteCoin'),
    settle: text(row, 'settleCoin'),
    kind,
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(record(row.priceFilter, 'priceFilter'), 'tickSize'),
    maxLeverage: positive(record(row.leverageFilter, 'leverageFilter'), 'maxLeverage'),
    // The exchange counts minutes.
    fundingIntervalHours: positive(row, 'fundingInterval') / 60,
  };
}
