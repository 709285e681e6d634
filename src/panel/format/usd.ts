import { numberFormat, numberLocale } from './number-locale';

function compactUsd(digits: number): Intl.NumberFormat {
  return numberFormat({
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumSignificantDigits: 1,
    maximumSignificantDigits: digits,
  });
}

/** An estimate in USD: two significant digits, never more, with the sign of an approximation: `~$38M`. */
export function formatEstimatedUsd(usd: number): string {
  return Number.isFinite(usd) ? `~${compactUsd(2).format(usd)}` : '–';
}

/** The 10 % to 90 % band of an estimate: `$20–61M`, the unit once where both ends share it. */
export function formatUsdBand(lowUsd: number, highUsd: number): string {
  if (!Number.isFinite(lowUsd) || !Number.isFinite(highUsd)) return '–';
  const ends = [lowUsd, highUsd].sort((a, b) => a - b).map((usd) => Number(usd.toPrecision(2)));
  return rangeText(ends[0], ends[1]);
}

const MAX_RANGES = 200;
const ranges = new Map<string, string>();

/** Formatting a range takes a millisecond in browsers, and with two digits the same ranges come again and again. */
function rangeText(low: number, high: number): string {
  const key = `${numberLocale()} ${low} ${high}`;
  const known = ranges.get(key);
  if (known !== undefined) return known;
  if (ranges.size >= MAX_RANGES) ranges.clear();
  const made = compactUsd(2).formatRange(low, high);
  ranges.set(key, made);
  return made;
}

/** An observed sum in USD, three significant digits: `$4.21M`. */
export function formatObservedUsd(usd: number): string {
  return Number.isFinite(usd) ? compactUsd(3).format(usd) : '–';
}

/** An amount of the user's own plan, in whole and hundredth USD: `$1,234.50`. */
export function formatExactUsd(usd: number): string {
  if (!Number.isFinite(usd)) return '–';
  return numberFormat({
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 2,
  }).format(usd);
}
