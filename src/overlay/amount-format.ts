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

/** Calls `make` when first needed: a format costs a page some milliseconds, and most are for the tooltip alone. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function createAmountFormat(options: AmountFormatOptions): AmountFormat {
  const { locale, unit, base, markPrice } = options;
  const compact = lazy(
    () => new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }),
  );
  const decimals = Math.min(
    12,
    Math.max(0, -Math.floor(Math.log10(options.tickSize > 0 ? options.tickSize : 0.01))),
  );
  const price = lazy(() => new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }));
  const moment = lazy(
    () =>
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  );
  const plain = (value: number, digits: number) =>
    Number.isFinite(value) ? compact().format(Number(value.toPrecision(digits))) : '–';
  const amount = (usd: number, digits: number) => {
    if (!Number.isFinite(usd)) return '–';
    const isCoin = unit === 'coin' && markPrice > 0;
    return isCoin ? `${plain(usd / markPrice, digits)} ${base}` : `$${plain(usd, digits)}`;
  };
  return {
    estimate: (usd) => amount(usd, 2),
    observed: (usd) => amount(usd, 3),
    price: (value) => (Number.isFinite(value) ? price().format(value) : '–'),
    moment: (timeMs) => (Number.isFinite(timeMs) ? moment().format(timeMs) : '–'),
    number: (value) => plain(value, 2),
  };
}
