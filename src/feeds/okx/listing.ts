import type { Instrument } from '../../core/market/instrument';
import { type Fields, has, positive, record, text } from '../border/fields';
import { refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { Parsed } from '../feed-error';
import { dataList } from './parse-rest';

const KINDS = ['linear', 'inverse'] as const;

/** `/public/instruments?instType=SWAP`. */
export function parseOkxListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'okx', channel: 'instruments' };
  return parseList(payloads[0], origin, (value) => readRow(record(value, 'data')), dataList);
}

/** `xperp` contracts pay funding but expire; they are no swaps. */
function readRow(row: Fields): Instrument | null {
  if (row.state !== 'live' || row.instType !== 'SWAP') return null;
  if (has(row, 'ruleType') && row.ruleType !== 'normal') return null;
  const symbol = text(row, 'instId');
  const [listedBase, quote] = symbol.split('-');
  const kind = KINDS.find((known) => known === row.ctType) ?? refuse('ctType', `of ${symbol} is unknown`);
  const { base, multiplier } = readCoinName(listedBase);
  return {
    exchange: 'okx',
    symbol,
    base,
    quote,
    settle: text(row, 'settleCcy'),
    kind,
    contractSize: positive(row, 'ctVal') * (has(row, 'ctMult') ? positive(row, 'ctMult') : 1),
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tickSz'),
    maxLeverage: has(row, 'lever') ? positive(row, 'lever') : 0,
    fundingIntervalHours: 8,
  };
}
