import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { type Fields, finite, has, list, positive, record, text } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { parseLists } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { type CapFields, flatTiers, tiersEvent, tiersFromCaps } from '../tier-rows';

/** `/contracts` of both settlements. `quanto_multiplier` 0 marks the inverse contract of one USD. */
export function parseGateListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'gate', channel: 'contracts' };
  return parseLists(payloads, origin, (value) => readContract(record(value, 'row')));
}

function readContract(row: Fields): Instrument | null {
  if (row.in_delisting === true || (has(row, 'status') && row.status !== 'trading')) return null;
  const symbol = text(row, 'name');
  const [listedBase, quote] = symbol.split('_');
  if (quote === undefined) refuse('name', `is ${symbol}, not a pair`);
  const size = finite(row, 'quanto_multiplier');
  const { base, multiplier } = readCoinName(listedBase);
  return {
    exchange: 'gate',
    symbol,
    base,
    quote,
    settle: size === 0 ? base : quote,
    kind: size === 0 ? 'inverse' : 'linear',
    contractSize: size === 0 ? 1 : positive(row, 'quanto_multiplier'),
    baseMultiplier: multiplier,
    tickSize: positive(row, 'order_price_round'),
    maxLeverage: positive(row, 'leverage_max'),
    fundingIntervalHours: positive(row, 'funding_interval') / 3600,
  };
}

/** First bracket of BTC as seen by others on 2026-09-25; half of the initial margin elsewhere. */
export function gateFallback(instrument: Instrument): LeverageTier[] {
  return instrument.symbol === 'BTC_USDT' ? flatTiers(200, 0.003) : flatTiers(instrument.maxLeverage);
}

const NAMES: CapFields = {
  cap: 'risk_limit',
  leverage: 'leverage_max',
  rate: 'maintenance_rate',
  deduction: 'deduction',
};

/** `/risk_limit_tiers`: caps in quote currency (coin on the inverse contract). */
export function parseRiskTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const rows = list(payload).map((value) => record(value, 'row'));
    return tiersEvent(tiersFromCaps(rows, NAMES), 'risk_limit', context);
  });
}
