import type { Instrument } from '../../core/market/instrument';
import type { LeverageTier } from '../../core/market/leverage-tier';
import { nonNegative, positive, record } from '../border/fields';
import { parsePayload } from '../border/refusal';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { knownPrice } from '../source-events';
import { flatTiers, tiersEvent } from '../tier-rows';
import { dataList } from './parse-rest';

const FAMILY_RATE: Readonly<Record<string, number>> = { BTC: 0.004, ETH: 0.004 };

/** First bracket as seen live by others on 2026-09-25 (exchanges.md 13.3); half of the initial margin elsewhere. */
export function okxFallback(instrument: Instrument): LeverageTier[] {
  return flatTiers(instrument.maxLeverage, FAMILY_RATE[instrument.base]);
}

/**
 * `/public/position-tiers`: sizes in contracts, turned into notional with the price of now (coins on inverse
 * contracts). The rate counts for the whole position, so there is no deduction.
 */
export function parsePositionTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const unit = notionalOfContract(context);
    const rows = dataList(payload).map((value) => record(value, 'data'));
    rows.sort((a, b) => nonNegative(a, 'minSz') - nonNegative(b, 'minSz'));
    const tiers = rows.map((row, index) => ({
      notionalFloor: index === 0 ? 0 : positive(rows[index - 1], 'maxSz') * unit,
      notionalCap: positive(row, 'maxSz') * unit,
      maxLeverage: positive(row, 'maxLever'),
      maintenanceMarginRate: positive(row, 'mmr'),
      maintenanceAmount: 0,
    }));
    return tiersEvent(tiers, 'data', context);
  });
}

function notionalOfContract(context: ParseContext): number {
  const price = knownPrice(context, context.nowMs, 'maxSz');
  const { kind, contractSize } = context.instrument;
  return kind === 'linear' ? contractSize * price : contractSize / price;
}
