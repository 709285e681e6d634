import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  has,
  list,
  nonNegative,
  positive,
  rate,
  record,
  text,
  timeIso,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  fundingEvent,
  hasEnded,
  markPriceEvent,
  openInterestEvent,
} from '../source-events';
import { flatTiers, tiersEvent } from '../tier-rows';

const PRICES = ['open', 'high', 'low', 'close'];

/** `/candles`, newest first; each row also tells the open interest at its start, in coins. */
export const parseCandles = objectRows(
  { pick: (payload) => list(record(payload).candles, 'candles'), name: 'candles' },
  candleRow,
);

/** What a row says, of REST or socket. */
export function candleRow(row: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'ticker', context.instrument.symbol);
  if (text(row, 'resolution') !== '5MINS') refuse('resolution', `is ${row.resolution}, not 5MINS`);
  const openTimeMs = timeIso(row, 'startedAt');
  const candle = candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row, PRICES),
    volumeBase: nonNegative(row, 'baseTokenVolume'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
  if (!has(row, 'startingOpenInterest')) return [candle];
  return [openInterestEvent(openTimeMs, nonNegative(row, 'startingOpenInterest')), candle];
}

/** `/historicalFunding`: hourly, newest first. */
export const parseFunding = objectRows(
  {
    pick: (payload) => list(record(payload).historicalFunding, 'historicalFunding'),
    name: 'historicalFunding',
    symbolField: 'ticker',
  },
  (row) => fundingEvent(timeIso(row, 'effectiveAt'), rate(row, 'rate'), 1),
);

function ownMarket(payload: unknown, { instrument }: ParseContext): Fields {
  return record(record(record(payload).markets, 'markets')[instrument.symbol], instrument.symbol);
}

/** `/perpetualMarkets?ticker=`: oracle price, open interest, the coming rate; it carries no time. */
export function parseMarket(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = ownMarket(payload, context);
    const events = [
      oracleEvent(context.nowMs, positive(row, 'oraclePrice')),
      openInterestEvent(context.nowMs, nonNegative(row, 'openInterest')),
    ];
    if (!has(row, 'nextFundingRate')) return events;
    return [...events, fundingEvent(context.nowMs, rate(row, 'nextFundingRate'), 1)];
  });
}

/** `/perpetualMarkets?ticker=` as the one bracket of the market. */
export function parseTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = ownMarket(payload, context);
    const [initial, maintenance] = [
      positive(row, 'initialMarginFraction'),
      positive(row, 'maintenanceMarginFraction'),
    ];
    if (initial > 1 || maintenance > initial)
      refuse('maintenanceMarginFraction', `is ${maintenance} of ${initial}`);
    const tiers = flatTiers(1 / initial, maintenance);
    return tiersEvent(tiers, 'maintenanceMarginFraction', context);
  });
}

/** The oracle price is the only price told: mark and index at once. */
export function oracleEvent(timeMs: number, price: number): MarketEvent {
  return markPriceEvent(timeMs, price, price);
}
