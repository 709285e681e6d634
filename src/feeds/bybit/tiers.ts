import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { expectSymbol, type Fields, positive, record } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  type CapFields,
  flatTiers,
  type TierRow,
  tiersEvent,
  tiersFromCaps,
  tiersFromRows,
} from '../tier-rows';
import { resultList } from './parse-rest';

/** Undated page of a mirror, older than 2026 (exchanges.md 13.2). */
const BTC_ROWS: readonly TierRow[] = [
  [0, 2e6, 100, 0.005, 0],
  [2e6, 2.6e6, 90, 0.0056, 1200],
  [2.6e6, 3.2e6, 80, 0.0063, 3020],
  [3.2e6, 3.8e6, 75, 0.0067, 4300],
  [3.8e6, 4.4e6, 70, 0.0071, 5820],
  [4.4e6, 5e6, 65, 0.0077, 8460],
  [5e6, 5.6e6, 55, 0.0091, 15_460],
  [5.6e6, 8.5e6, 50, 0.01, 20_500],
  [8.5e6, 1e7, 45, 0.013, 46_000],
  [1e7, 1.4e7, 40, 0.015, 66_000],
  [1.4e7, 2e7, 35, 0.016, 80_000],
  [2e7, 2.8e7, 30, 0.02, 160_000],
  [2.8e7, 3.8e7, 25, 0.025, 300_000],
  [3.8e7, 5e7, 20, 0.029, 452_000],
  [5e7, 5.5e7, 19, 0.03, 502_000],
  [5.5e7, 6e7, 18, 0.035, 777_000],
  [6e7, 6.5e7, 17, 0.036, 837_000],
  [6.5e7, 7e7, 16, 0.038, 967_000],
  [7e7, 7.5e7, 15, 0.04, 1_107_000],
  [7.5e7, null, 14, 0.045, 1_482_000],
];

/** The shipped table, or one bracket at the contract's largest leverage. */
export function bybitFallback(instrument: Instrument): LeverageTier[] {
  return instrument.symbol === 'BTCUSDT' ? tiersFromRows(BTC_ROWS) : flatTiers(instrument.maxLeverage);
}

/**
 * `/risk-limit`, in no order. The documentation shows percent where the exchange answers fractions: a table whose
 * initial margin is not near 1 / max leverage is refused.
 */
export function parseRiskLimits(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const rows = resultList(payload, context).map((value) => checkedRow(value, context));
    return tiersEvent(tiersFromCaps(rows, NAMES), 'list', context);
  });
}

const NAMES: CapFields = {
  cap: 'riskLimitValue',
  leverage: 'maxLeverage',
  rate: 'maintenanceMargin',
  deduction: 'mmDeduction',
};

function checkedRow(value: unknown, context: ParseContext): Fields {
  const row = record(value, 'row');
  expectSymbol(row, 'symbol', context.instrument.symbol);
  const maxLeverage = positive(row, 'maxLeverage');
  const initialTimesLeverage = positive(row, 'initialMargin') * maxLeverage;
  if (initialTimesLeverage < 0.5 || initialTimesLeverage > 2) {
    refuse('initialMargin', `is ${row.initialMargin}, not 1 / ${maxLeverage}`);
  }
  return row;
}
