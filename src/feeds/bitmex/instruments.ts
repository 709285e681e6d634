import type { Instrument } from '../../core/market/instrument';
import { type Fields, list, positive, record, text } from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { readCoinName } from '../coin-names';
import type { ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { tiersEvent } from '../tier-rows';
import { fundingHours, PERPETUAL_TYPES } from './parse';

/** Smallest units of a settlement currency in one. */
const SMALLEST: Readonly<Record<string, number>> = { XBt: 1e8, USDt: 1e6 };
const STEPS = 10;

/** `/instrument/active`: perpetuals in coin or dollars. Quanto contracts pay in a third coin and are left out. */
export function parseBitmexListing(payloads: readonly unknown[]): Parsed<Instrument> {
  const origin = { exchange: 'bitmex', channel: 'instrument' };
  return parseList(payloads[0], origin, (value) => readInstrument(record(value, 'row')));
}

function readInstrument(row: Fields): Instrument | null {
  const kind = PERPETUAL_TYPES[String(row.typ)];
  if (row.state !== 'Open' || kind === undefined || row.isQuanto === true) return null;
  if (kind === 'inverse' && row.isInverse !== true) return null;
  const { base, multiplier } = readCoinName(text(row, 'rootSymbol'));
  const quote = text(row, 'quoteCurrency');
  return {
    exchange: 'bitmex',
    symbol: text(row, 'symbol'),
    base,
    quote,
    settle: kind === 'inverse' ? base : quote,
    kind,
    contractSize: kind === 'inverse' ? 1 : 1 / positive(row, 'underlyingToPositionMultiplier'),
    baseMultiplier: multiplier,
    tickSize: positive(row, 'tickSize'),
    maxLeverage: 1 / positive(row, 'initMargin'),
    fundingIntervalHours: fundingHours(row),
  };
}

/**
 * Risk limits of an instrument row: base margins up to `riskLimit`, one base margin more with each `riskStep`. The
 * rate counts for the whole position. Notional in coin on inverse contracts, as everywhere.
 */
export function parseRiskSteps(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = record(list(payload)[0], 'row');
    const unit =
      SMALLEST[String(row.settlCurrency)] ?? refuse('settlCurrency', `is ${String(row.settlCurrency)}`);
    const [limit, step] = [positive(row, 'riskLimit') / unit, positive(row, 'riskStep') / unit];
    const [initial, maintenance] = [positive(row, 'initMargin'), positive(row, 'maintMargin')];
    const tiers = Array.from({ length: STEPS }, (_, index) => ({
      notionalFloor: index === 0 ? 0 : limit + (index - 1) * step,
      notionalCap: index === STEPS - 1 ? Number.POSITIVE_INFINITY : limit + index * step,
      maxLeverage: 1 / (initial + index * maintenance),
      maintenanceMarginRate: maintenance * (index + 1),
      maintenanceAmount: 0,
    }));
    return tiersEvent(tiers, 'riskLimit', context);
  });
}
