import type { Candle } from '../core/market/candle';
import type { Liquidation } from '../core/market/liquidation';
import type { MarketEvent } from '../core/market/market-event';
import { refuse } from './border/refusal';
import type { ParseContext } from './exchange-feed';

/** A candle event whose prices contain each other; refuses impossible bars. */
export function candleEvent(candle: Candle): MarketEvent {
  const { open, high, low, close } = candle;
  if (low > Math.min(open, close)) refuse('low', `is ${low}, above the body`);
  if (high < Math.max(open, close)) refuse('high', `is ${high}, below the body`);
  const { takerBuyBase, volumeBase } = candle;
  if (takerBuyBase !== null && (volumeBase === null || takerBuyBase > volumeBase * 1.000001)) {
    refuse('takerBuy', `is ${takerBuyBase}, above the volume ${volumeBase}`);
  }
  return { type: 'candle', candle };
}

/** A mark range event; refuses a range that does not contain its close. */
export function markRangeEvent(
  openTimeMs: number,
  intervalMs: number,
  prices: { high: number; low: number; close: number },
): MarketEvent {
  const { high, low, close } = prices;
  if (low > close || high < close) refuse('close', `is ${close}, outside ${low}..${high}`);
  return { type: 'mark-range', markRange: { openTimeMs, intervalMs, high, low, close } };
}

/** A linear forced closing: size in listed coins. */
export function linearLiquidation(
  fields: Pick<Liquidation, 'timeMs' | 'positionSide' | 'price' | 'priceKind' | 'base' | 'isSampled'>,
): MarketEvent {
  return { type: 'liquidation', liquidation: { ...fields, notionalUsd: fields.price * fields.base } };
}

/** An inverse forced closing: size in USD. */
export function inverseLiquidation(
  fields: Pick<Liquidation, 'timeMs' | 'positionSide' | 'price' | 'priceKind' | 'notionalUsd' | 'isSampled'>,
): MarketEvent {
  return { type: 'liquidation', liquidation: { ...fields, base: fields.notionalUsd / fields.price } };
}

/** Price at `timeMs` for turning USD into coins; refuses when none is known yet. */
export function knownPrice(context: ParseContext, timeMs: number, field: string): number {
  return context.priceAt(timeMs) ?? refuse(field, 'cannot be turned into coins before the first price');
}

/** Whether a bar that began at `openTimeMs` has ended on the exchange's clock. */
export function hasEnded(openTimeMs: number, intervalMs: number, nowMs: number): boolean {
  return openTimeMs + intervalMs <= nowMs;
}
