import type { PositionSide } from '../market/liquidation';

/** One isolated position; the numbers that decide where it is liquidated. */
export interface MarginTerms {
  kind: 'linear' | 'inverse';
  side: PositionSide;
  /** Quote currency. */
  entryPrice: number;
  /** Effective leverage: notional at entry over margin, above 0. */
  leverage: number;
  /** Fraction of notional, 0.005 = 0.5 %. */
  maintenanceMarginRate: number;
  /** Deduction of the bracket: quote currency (linear) or coin (inverse). */
  maintenanceAmount?: number;
  /** Base coins (linear) or USD (inverse). Needed only with an amount or extra margin. */
  size?: number;
  /** Closing fee that the venue counts into the requirement, fraction. */
  feeRate?: number;
  /** Margin added by hand: quote currency (linear) or coin (inverse). */
  extraMargin?: number;
}

/**
 * Liquidation price of an isolated position, quote currency; null where no price liquidates it (a 1x inverse short,
 * an over-collateralised long) and where the terms are not allowed (1/leverage at or below the requirement).
 * Triggered by the mark price. Source: exchanges.md 12 (Binance, Bybit, BitMEX formulas read 2026-11-21).
 */
export function liquidationPrice(terms: MarginTerms): number | null {
  const { entryPrice, leverage } = terms;
  if (!(entryPrice > 0) || !Number.isFinite(entryPrice))
    throw new Error(`invalid entry price: ${entryPrice}`);
  if (!(leverage > 0)) throw new Error(`invalid leverage: ${leverage}`);
  const ratio = liquidationRatio(terms);
  return ratio === null ? null : entryPrice * ratio;
}

/** `liquidationPrice / entryPrice`, a pure number; null as in {@link liquidationPrice}. */
export function liquidationRatio(terms: MarginTerms): number | null {
  const sign = terms.side === 'long' ? 1 : -1;
  const requirement = terms.maintenanceMarginRate + (terms.feeRate ?? 0);
  const share = cushionShare(terms);
  if (1 / terms.leverage + share <= requirement) return null;
  const ratio =
    terms.kind === 'linear'
      ? (1 - sign * (1 / terms.leverage + share)) / (1 - sign * requirement)
      : (1 + sign * requirement) / (1 + sign * (1 / terms.leverage + share));
  return ratio > 0 && Number.isFinite(ratio) ? ratio : null;
}

/** Deduction and extra margin as a fraction of the notional at entry. */
function cushionShare(terms: MarginTerms): number {
  const cushion = (terms.maintenanceAmount ?? 0) + (terms.extraMargin ?? 0);
  if (cushion === 0) return 0;
  const size = terms.size ?? 0;
  if (!(size > 0)) throw new Error(`size is needed with an amount or extra margin: ${size}`);
  return terms.kind === 'linear' ? cushion / (size * terms.entryPrice) : (cushion * terms.entryPrice) / size;
}
