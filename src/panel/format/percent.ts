import { numberFormat } from './number-locale';

/** A signed change in percent with two decimals: `+1.23%`, `-0.84%`; the argument is percent already. */
export function formatSignedPercent(percent: number, decimals = 2): string {
  if (!Number.isFinite(percent)) return '–';
  return numberFormat({
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(percent / 100);
}

/** A size in percent without a sign: `0.4%`; two significant digits. */
export function formatPercent(percent: number): string {
  if (!Number.isFinite(percent)) return '–';
  return numberFormat({ style: 'percent', maximumSignificantDigits: 2 }).format(percent / 100);
}

/** A share 0..1 in whole percent: `62%`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  return numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A number with its sign and one decimal: `+1.3`. */
export function formatSigned(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return numberFormat({
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}

/** A plain number with a fixed count of decimals. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  return numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}
