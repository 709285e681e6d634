import type { Instrument } from '../market/instrument';
import type { LeverageTier } from '../market/leverage-tier';
import { type FallbackTable, tiersFromRows } from './fallback-table';
import { binanceFallback } from './fallbacks/binance';
import { bitgetFallback } from './fallbacks/bitget';
import { bitmexFallback } from './fallbacks/bitmex';
import { bybitFallback } from './fallbacks/bybit';
import { deribitFallback } from './fallbacks/deribit';
import { dydxFallback } from './fallbacks/dydx';
import { gateFallback } from './fallbacks/gate';
import { hyperliquidFallback } from './fallbacks/hyperliquid';
import { okxFallback } from './fallbacks/okx';

/** Tables that hold until an exchange's own brackets are known. */
export const FALLBACK_TABLES: readonly FallbackTable[] = [
  binanceFallback,
  bybitFallback,
  okxFallback,
  hyperliquidFallback,
  bitgetFallback,
  gateFallback,
  dydxFallback,
  bitmexFallback,
  deribitFallback,
];

/** Brackets to start from, and the closing fee that the venue counts in. */
export interface FallbackTiers {
  tiers: LeverageTier[];
  feeRate: number;
  asOfMs: number;
}

/**
 * Fallback brackets of an instrument; an unknown exchange gets Binance's table for the coin. Inverse notionals are in
 * coin. Where an exchange has no inverse table for the coin, one bracket with the first linear rate is given.
 */
export function fallbackTiers(instrument: Pick<Instrument, 'exchange' | 'base' | 'kind'>): FallbackTiers {
  const table = FALLBACK_TABLES.find((entry) => entry.exchange === instrument.exchange) ?? binanceFallback;
  const linear = table.byBase[instrument.base] ?? table.other;
  const first = linear[0];
  const inverse = table.inverseByBase[instrument.base] ?? [[0, null, first[2], first[3]] as const];
  const rows = instrument.kind === 'inverse' ? inverse : linear;
  return { tiers: tiersFromRows(rows, table.hasDeductions), feeRate: table.feeRate, asOfMs: table.asOfMs };
}
