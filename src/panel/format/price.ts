import { numberFormat } from './number-locale';

/** Decimals that a tick needs: 0.1 -> 1, 0.0005 -> 4, 5 -> 0. Ticks outside (0, 1e9) give 2. */
export function tickDecimals(tickSize: number): number {
  if (!(tickSize > 0) || tickSize > 1e9) return 2;
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = tickSize * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

/** A price rounded to the market's tick: `96,812.5`. */
export function formatPrice(price: number, tickSize: number): string {
  if (!Number.isFinite(price)) return '–';
  const decimals = tickDecimals(tickSize);
  const rounded = tickSize > 0 ? Math.round(price / tickSize) * tickSize : price;
  return numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(rounded);
}

/** A price band, printed with no more decimals than its width makes sense of: `97,940–98,120`. */
export function formatPriceBand(low: number, high: number, tickSize: number): string {
  const step = bandStep(high - low, tickSize);
  return `${formatPrice(low, step)}–${formatPrice(high, step)}`;
}

/** One edge of a band of that width, with the decimals that `formatPriceBand` would print. */
export function formatBandEdge(price: number, width: number, tickSize: number): string {
  return formatPrice(price, bandStep(width, tickSize));
}

/** A price of three or four figures for tight places: `98.0K`, `0.0123`. */
export function formatShortPrice(price: number): string {
  if (!Number.isFinite(price)) return '–';
  if (price >= 10_000) {
    return numberFormat({
      notation: 'compact',
      minimumFractionDigits: 1,
      maximumFractionDigits: price >= 100_000 ? 1 : 2,
    }).format(price);
  }
  return numberFormat({ maximumSignificantDigits: 4 }).format(price);
}

/** The tick, coarsened to a power of ten no larger than a tenth of the band. */
function bandStep(width: number, tickSize: number): number {
  if (!(width > 0)) return tickSize;
  return Math.max(tickSize, 10 ** Math.floor(Math.log10(width / 10)));
}
