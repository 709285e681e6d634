/** Writes amounts, prices and times for the layer; made once per language and instrument. */
export interface AmountFormat {
  /** An estimate: two significant digits. `usd` is always USD, converted when coins are wanted. */
  estimate(usd: number): string;
  /** An observed sum: three significant digits. */
  observed(usd: number): string;
  price(price: number): string;
  moment(timeMs: number): string;
  number(value: number): string;
}

export interface AmountFormatOptions {
  /** BCP 47 tag; undefined = the browser's. */
  locale: string | undefined;
  unit: 'usd' | 'coin';
  base: string;
  markPrice: number;
  tickSize: number;
}

export function createAmountFormat(options: AmountFormatOptions): AmountFormat {
  const { locale, unit, base, markPrice } = options;
  const compact = (digits: number) =>
    new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: digits });
  const [two, three] = [compact(2), compact(3)];
  const decimals = Math.min(
    12,
    Math.max(0, -Math.floor(Math.log10(options.tickSize > 0 ? options.tickSize : 0.01))),
  );
  const price = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals });
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const amount = (format: Intl.NumberFormat, usd: number) => {
    if (!Number.isFinite(usd)) return '–';
    const isCoin = unit === 'coin' && markPrice > 0;
    return isCoin ? `${format.format(usd / markPrice)} ${base}` : `$${format.format(usd)}`;
  };
  return {
    estimate: (usd) => amount(two, usd),
    observed: (usd) => amount(three, usd),
    price: (value) => (Number.isFinite(value) ? price.format(value) : '–'),
    moment: (timeMs) => (Number.isFinite(timeMs) ? moment.format(timeMs) : '–'),
    number: (value) => (Number.isFinite(value) ? two.format(value) : '–'),
  };
}
