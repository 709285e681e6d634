import { checkTiers } from '../core/margin/tier-table';
import type { Candle } from '../core/market/candle';
import type { ExactPosition } from '../core/market/exact-position';
import type { LeverageTier } from '../core/market/leverage-tier';
import type { MarketEvent } from '../core/market/market-event';

/** Length of the estimator's bar, ms; candles, mark ranges and taker volumes of another length are refused. */
export const BAR_MS = 300_000;

/** Earliest time that can be meant, Unix ms. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);
/** Clocks may differ by this much, ms. */
const CLOCK_SKEW_MS = 10 * 60_000;
/** A price this many times away from the last one is a fault of the source, not a market. */
const MAX_PRICE_RATIO = 10;

/** What is known when a batch arrives. */
export interface CheckContext {
  nowMs: number;
  /** A recent price to compare with, null before the first. */
  referencePrice: number | null;
}

/** What is wrong with an event, null when nothing is. */
export type Fault = { field: string; reason: string } | null;

/** The first field that is not finite, impossible or absurd. */
export function faultOf(event: MarketEvent, context: CheckContext): Fault {
  switch (event.type) {
    case 'candle':
      return candleFault(event.candle, context);
    case 'mark-range': {
      const { high, low, openTimeMs, intervalMs } = event.markRange;
      if (high < low) return wrong('high', high);
      return barFault(openTimeMs, intervalMs, context) ?? priceFault({ high, low }, context);
    }
    case 'open-interest': {
      const { timeMs, base, quote } = event.openInterest;
      return (
        timeFault(timeMs, context) ??
        sizeFault('base', base) ??
        (quote === null ? null : sizeFault('quote', quote))
      );
    }
    case 'funding-rate': {
      const { timeMs, ratePerInterval, intervalHours } = event.fundingRate;
      if (!(Math.abs(ratePerInterval) < 1)) return wrong('ratePerInterval', ratePerInterval);
      return intervalHours > 0 ? timeFault(timeMs, context) : wrong('intervalHours', intervalHours);
    }
    case 'long-short-ratio': {
      const { timeMs, longShare } = event.longShortRatio;
      return longShare >= 0 && longShare <= 1 ? timeFault(timeMs, context) : wrong('longShare', longShare);
    }
    case 'taker-volume': {
      const { openTimeMs, intervalMs, buyBase, sellBase } = event.takerVolume;
      return (
        barFault(openTimeMs, intervalMs, context) ??
        sizeFault('buyBase', buyBase) ??
        sizeFault('sellBase', sellBase)
      );
    }
    case 'mark-price': {
      const { timeMs, price } = event.markPrice;
      return timeFault(timeMs, context) ?? priceFault({ price }, context);
    }
    case 'liquidation': {
      const { timeMs, price, base, notionalUsd } = event.liquidation;
      return (
        timeFault(timeMs, context) ??
        priceFault({ price }, context) ??
        sizeFault('base', base) ??
        sizeFault('notionalUsd', notionalUsd)
      );
    }
    case 'leverage-tiers':
      return tiersFault(event.tiers);
    case 'exact-positions':
      return timeFault(event.asOfMs, context) ?? firstFault(event.positions, context);
  }
}

function tiersFault(tiers: readonly LeverageTier[]): Fault {
  const table = checkTiers(tiers);
  return table.ok ? null : { field: 'tiers', reason: `${table.problem.reason} in row ${table.problem.row}` };
}

function firstFault(positions: readonly ExactPosition[], context: CheckContext): Fault {
  for (const { timeMs, base, liquidationPrice } of positions) {
    const fault = timeFault(timeMs, context) ?? sizeFault('base', base);
    if (fault) return fault;
    if (liquidationPrice !== null && !(liquidationPrice > 0))
      return wrong('liquidationPrice', liquidationPrice);
  }
  return null;
}

function candleFault(candle: Candle, context: CheckContext): Fault {
  const { openTimeMs, intervalMs, open, high, low, close, volumeBase, takerBuyBase, isClosed } = candle;
  if (high < Math.max(open, close)) return wrong('high', high);
  if (low > Math.min(open, close)) return wrong('low', low);
  if (isClosed && openTimeMs + intervalMs > context.nowMs + CLOCK_SKEW_MS)
    return wrong('isClosed', 'not over');
  return (
    barFault(openTimeMs, intervalMs, context) ??
    priceFault({ open, high, low, close }, context) ??
    (volumeBase === null ? null : sizeFault('volumeBase', volumeBase)) ??
    (takerBuyBase === null ? null : sizeFault('takerBuyBase', takerBuyBase))
  );
}

function barFault(openTimeMs: number, intervalMs: number, context: CheckContext): Fault {
  if (intervalMs !== BAR_MS) return wrong('intervalMs', intervalMs);
  if (openTimeMs % BAR_MS !== 0) return wrong('openTimeMs', openTimeMs);
  return timeFault(openTimeMs, context);
}

function timeFault(timeMs: number, { nowMs }: CheckContext): Fault {
  return timeMs >= EARLIEST_MS && timeMs <= nowMs + CLOCK_SKEW_MS ? null : wrong('timeMs', timeMs);
}

function priceFault(prices: Record<string, number>, { referencePrice }: CheckContext): Fault {
  for (const [field, price] of Object.entries(prices)) {
    if (!(price > 0) || !Number.isFinite(price)) return wrong(field, price);
    if (referencePrice === null) continue;
    const ratio = price / referencePrice;
    if (ratio > MAX_PRICE_RATIO || ratio < 1 / MAX_PRICE_RATIO) return wrong(field, price);
  }
  return null;
}

function sizeFault(field: string, size: number): Fault {
  return size >= 0 && Number.isFinite(size) ? null : wrong(field, size);
}

function wrong(field: string, value: unknown): Fault {
  return { field, reason: `not possible: ${String(value)}` };
}
