import type { Instrument } from '../../core/market/instrument';
import { type Fields, positive, record, text } from '../border/fields';
import { parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { Parsed } from '../feed-error';

/** `/perpetualMarkets`: active markets. */
export function parseDydxListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'dydx', channel: 'perpetualMarkets' };
  return parseList(
    payloads[0],
    origin,
    (value) => readMarket(record(value, 'markets')),
    (payload) => Object.values(record(record(payload).markets, 'markets')),
  );
}

function readMarket(row: Fields): Instrument | null {
  if (row.status !== 'ACTIVE') return null;
  const symbol = text(row, 'ticker');
  const { base, multiplier } = readCoinName(symbol.replace(/-USD$/, ''));
  return {
    exchange: 'dydx',
    symbol,
    base,
    quote: 'USD',
    settle: 'USDC',
    kind: 'linear',
    contractSize: 1,
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tickSize'),
    maxLeverage: 1 / positive(row, 'initialMarginFraction'),
    fundingIntervalHours: 1,
  };
}
