import type { Instrument } from '../../core/market/instrument';
import { type Fields, list, positive, record, text } from '../border/fields';
import { refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { Parsed } from '../feed-error';

const DEFAULT_FUNDING_HOURS = 8;

/** `exchangeInfo` and, where given, `fundingInfo` (which lists only contracts with an adjusted interval). */
export function parseBinanceListing(exchange: string, payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange, channel: 'exchangeInfo' };
  const hours = fundingHours(exchange, payloads[1]);
  const symbols = parseList(
    payloads[0],
    origin,
    (value) => readSymbol(exchange, record(value, 'symbols'), hours.byCode),
    (payload) => list(record(payload).symbols, 'symbols'),
  );
  return { events: symbols.events, errors: [...symbols.errors, ...hours.errors] };
}

function fundingHours(exchange: string, payload: unknown) {
  const byCode = new Map<string, number>();
  if (payload === undefined) return { byCode, errors: [] };
  const origin = { exchange, channel: 'fundingInfo' };
  const { errors } = parseList(payload, origin, (value) => {
    const row = record(value, 'row');
    byCode.set(text(row, 'symbol'), positive(row, 'fundingIntervalHours'));
    return null;
  });
  return { byCode, errors };
}

function readSymbol(exchange: string, row: Fields, hours: Map<string, number>): Instrument | null {
  const status = row.status ?? row.contractStatus;
  if (status !== 'TRADING' || row.contractType !== 'PERPETUAL') return null;
  const symbol = text(row, 'symbol');
  const { base, multiplier } = readCoinName(text(row, 'baseAsset'));
  const settle = text(row, 'marginAsset');
  const isInverse = settle === row.baseAsset;
  return {
    exchange,
    symbol,
    base,
    quote: text(row, 'quoteAsset'),
    settle,
    kind: isInverse ? 'inverse' : 'linear',
    contractSize: isInverse ? positive(row, 'contractSize') : 1,
    baseMultiplier: multiplier,
    tickSize: readTick(row),
    maxLeverage: 0,
    fundingIntervalHours: hours.get(symbol) ?? DEFAULT_FUNDING_HOURS,
  };
}

function readTick(row: Fields): number {
  const filters = list(row.filters, 'filters').map((value) => record(value, 'filters'));
  const filter = filters.find(({ filterType }) => filterType === 'PRICE_FILTER');
  return filter === undefined ? refuse('filters', 'lack PRICE_FILTER') : positive(filter, 'tickSize');
}
