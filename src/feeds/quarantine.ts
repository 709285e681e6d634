import type { SourceFault } from '../core/market/source-status';

/** What one venue says of a coin, for comparison with the others. */
export interface VenueReading {
  exchange: string;
  /** Price of one coin in dollars (multipliers removed), null before the first. */
  price: number | null;
  /** Unix ms of that price. */
  priceMs: number;
  /** One-sided open interest in USD now, null when unknown. */
  openInterestUsd: number | null;
  /** Median of its own open interest over the last day or so, USD, null when unknown. */
  usualOpenInterestUsd: number | null;
}

const FRESH_MS = 120_000;
/** Beyond this share of the others' price a venue is shut out; it comes back within half of it. */
const PRICE_SHARE = 0.2;
const RETURN_SHARE = 0.1;
/** So many others must agree before anybody is judged. */
const JUDGES = 2;
/** Judges themselves must lie this close together. */
const JUDGES_APART = 0.1;
/** An open interest beyond this factor of its own usual, or of all others together, is a unit error. */
const OWN_FACTOR = 20;
const OTHERS_FACTOR = 50;

/**
 * Venues that are not to be believed, with the reason. `standing` are the ones shut out before: they
 * return only when they are clearly right again. Pure; with fewer than two other venues nobody is judged by price.
 */
export function judgeVenues(
  readings: readonly VenueReading[],
  nowMs: number,
  standing: ReadonlySet<string>,
): Map<string, SourceFault> {
  const verdicts = new Map<string, SourceFault>();
  for (const reading of readings) {
    const fault = priceFault(reading, readings, nowMs, standing) ?? interestFault(reading, readings);
    if (fault !== null) verdicts.set(reading.exchange, fault);
  }
  return verdicts;
}

function priceFault(
  reading: VenueReading,
  readings: readonly VenueReading[],
  nowMs: number,
  standing: ReadonlySet<string>,
): SourceFault | null {
  if (reading.price === null) return null;
  const others = readings
    .filter((other) => other.exchange !== reading.exchange && !standing.has(other.exchange))
    .filter((other) => nowMs - other.priceMs <= FRESH_MS)
    .flatMap(({ price }) => (price === null ? [] : [price]))
    .sort((a, b) => a - b);
  if (others.length < JUDGES) return null;
  const median = others[Math.floor(others.length / 2)];
  if (spread(others, median) > JUDGES_APART && others.length === JUDGES) return null;
  const off = Math.abs(reading.price - median) / median;
  const limit = standing.has(reading.exchange) ? RETURN_SHARE : PRICE_SHARE;
  if (off <= limit) return null;
  const reason = `its price is ${percent(off)} off the other exchanges`;
  return { reason, why: { code: 'price-off', value: off } };
}

function spread(sorted: readonly number[], median: number): number {
  return (sorted[sorted.length - 1] - sorted[0]) / median;
}

function interestFault(reading: VenueReading, readings: readonly VenueReading[]): SourceFault | null {
  const { openInterestUsd, usualOpenInterestUsd } = reading;
  if (openInterestUsd === null) return null;
  if (usualOpenInterestUsd !== null && openInterestUsd > usualOpenInterestUsd * OWN_FACTOR) {
    const times = Math.round(openInterestUsd / usualOpenInterestUsd);
    return {
      reason: `its open interest is ${times} times its usual`,
      why: { code: 'interest-own', value: times },
    };
  }
  const others = readings.filter(({ exchange }) => exchange !== reading.exchange);
  const sum = others.reduce((total, other) => total + (other.openInterestUsd ?? 0), 0);
  if (others.length < JUDGES || sum <= 0 || openInterestUsd <= sum * OTHERS_FACTOR) return null;
  const times = Math.round(openInterestUsd / sum);
  const reason = `its open interest is ${times} times that of all others together`;
  return { reason, why: { code: 'interest-others', value: times } };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
