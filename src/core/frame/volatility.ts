/** The prices of one closed bar. */
export interface PriceBar {
  openTimeMs: number;
  high: number;
  low: number;
  close: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const ATR_BARS = 14;
/** Half-life of the moving variance, days (assumed). */
const HALF_LIFE_DAYS = 1;
const LEAST_RETURNS = 12;

/** Average true range of 14 one-hour bars (Wilder), quote currency; NaN before there are 15 hours. */
export function atr1h(bars: readonly PriceBar[]): number {
  const hours = hourBars(bars);
  if (hours.length <= ATR_BARS) return Number.NaN;
  let atr = 0;
  for (let index = 1; index < hours.length; index += 1) {
    const range = trueRange(hours[index], hours[index - 1].close);
    atr = index <= ATR_BARS ? atr + range / ATR_BARS : (atr * (ATR_BARS - 1) + range) / ATR_BARS;
  }
  return atr;
}

/** Standard deviation of a day's log return from closes of any spacing, weighted to the last days; NaN when unknown. */
export function sigmaDay(bars: readonly PriceBar[]): number {
  let squares = 0;
  let days = 0;
  for (let index = 1; index < bars.length; index += 1) {
    const elapsed = (bars[index].openTimeMs - bars[index - 1].openTimeMs) / DAY_MS;
    const kept = 2 ** (-elapsed / HALF_LIFE_DAYS);
    squares = squares * kept + Math.log(bars[index].close / bars[index - 1].close) ** 2;
    days = days * kept + elapsed;
  }
  return bars.length > LEAST_RETURNS && days > 0 ? Math.sqrt(squares / days) : Number.NaN;
}

function hourBars(bars: readonly PriceBar[]): PriceBar[] {
  const hours: PriceBar[] = [];
  for (const bar of bars) {
    const openTimeMs = Math.floor(bar.openTimeMs / HOUR_MS) * HOUR_MS;
    const last = hours[hours.length - 1];
    if (last?.openTimeMs === openTimeMs) {
      last.high = Math.max(last.high, bar.high);
      last.low = Math.min(last.low, bar.low);
      last.close = bar.close;
    } else {
      hours.push({ openTimeMs, high: bar.high, low: bar.low, close: bar.close });
    }
  }
  return hours;
}

function trueRange(bar: PriceBar, previousClose: number): number {
  return Math.max(bar.high, previousClose) - Math.min(bar.low, previousClose);
}
