import { type LabCandle, labCandles, seededRandom } from './lab-candles';
import { labCase } from './lab-chart';

/** Chance of one wild chart, and the market that it shows. */
export interface WildMarket {
  random: () => number;
  /** One of some, by chance. */
  pick<T>(choices: readonly T[]): T;
  candles: LabCandle[];
  /** Digits after the point that the chart's labels have. */
  decimals: number;
}

/** Coins cost from a millionth to a million; most charts show few digits more than their labels need. */
const LEAST_LOG10 = -6;
const SPAN_LOG10 = 12;
const VOLATILITIES = [0.0004, 0.002, 0.006, 0.006, 0.02, 0.06];
const SIGNIFICANT = [2, 3, 3, 4, 4, 5, 5, 6];

/** What the seed in the address (`?case=12`) stands for. */
export function wildMarket(): WildMarket {
  const random = seededRandom(7919 * (Number(labCase()) || 1));
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)];
  const price = 10 ** (LEAST_LOG10 + SPAN_LOG10 * random());
  const candles = labCandles(price, pick(VOLATILITIES), 900, Math.floor(1e6 * random()));
  const decimals = Math.max(0, pick(SIGNIFICANT) - 1 - Math.floor(Math.log10(price)));
  return { random, pick, candles, decimals };
}

/** The same in the chart's language: plain, grouped, with a decimal comma, a currency or a suffix. */
export function wildFormat({ pick, decimals }: WildMarket): ((price: number) => string) | undefined {
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return pick([
    undefined,
    undefined,
    (price: number) => price.toLocaleString('en-US', fixed),
    (price: number) => price.toLocaleString('de-DE', fixed),
    (price: number) => `$${price.toLocaleString('en-US', fixed)}`,
  ]);
}

/** The same, or rounded further than its ticks stand: to a few digits, to thousands with a suffix. */
export function roundedFormat(market: WildMarket): ((price: number) => string) | undefined {
  const digits = market.pick([2, 3, 4]);
  const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: digits });
  return market.pick([
    wildFormat(market),
    wildFormat(market),
    (price: number) => price.toFixed(market.decimals),
    (price: number) => String(Number(price.toPrecision(digits))),
    (price: number) => compact.format(price),
  ]);
}

/** Volume of a bar, in units of the coin: a hundred to a million. */
export function volumeOf(index: number): number {
  return 10 ** (2 + (4 * ((index * 7919) % 97)) / 97);
}

/** Gives the chart's element the size of a window large or small, px. */
export function wildBox({ random }: WildMarket, root: HTMLElement): { width: number; height: number } {
  const size = { width: Math.round(420 + 700 * random()), height: Math.round(130 + 560 * random()) };
  root.style.width = `${size.width}px`;
  root.style.height = `${size.height}px`;
  return size;
}
