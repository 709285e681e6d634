import type { Instrument } from '../../core/market/instrument';
import { type Fields, oneOf, positive, record, text } from '../border/fields';
import { parseLists } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { Parsed } from '../feed-error';
import { resultList } from './parse-rest';

/** `get_instruments`, one payload a currency: perpetual futures. */
export function parseDeribitListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'deribit', channel: 'get_instruments' };
  return parseLists(payloads, origin, (value) => readInstrument(record(value, 'result')), resultList);
}

function readInstrument(row: Fields): Instrument | null {
  if (row.settlement_period !== 'perpetual' || row.kind !== 'future' || row.is_active === false) return null;
  const kind = oneOf(row, 'instrument_type', { reversed: 'inverse', linear: 'linear' } as const);
  const { base, multiplier } = readCoinName(text(row, 'base_currency'));
  return {
    exchange: 'deribit',
    symbol: text(row, 'instrument_name'),
    base,
    quote: text(row, 'quote_currency'),
    settle: text(row, 'settlement_currency'),
    kind,
    // Every size that the exchange sends is USD or coins already, not contracts.
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tick_size'),
    maxLeverage: positive(row, 'max_leverage'),
    fundingIntervalHours: 8,
  };
}
