import type { Instrument } from '../../core/market/instrument';
import { type Fields, has, list, positive, record, text } from '../border/fields';
import { parsePayload, parseRows, refuse } from '../border/refusal';
import { readCoinName } from '../coin-names';
import type { Parsed } from '../feed-error';

const KINDS = ['linear', 'inverse'] as const;

/** `/public/instruments?instType=SWAP`. */
export function parseOkxListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'okx', channel: 'instruments' };
  const page = parsePayload(origin, () => [...list(record(payloads[0]).data, 'data')]);
  const rows = parseRows(origin, page.events, (value) => readRow(record(value, 'data')));
  return { events: rows.events, errors: [...page.errors, ...rows.errors] };
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
