import type { Candle } from '../market/candle';
import { type FundingRate, fundingPer8h } from '../market/funding-rate';
import type { Liquidation, PositionSide } from '../market/liquidation';
import type { LongShortRatio } from '../market/long-short-ratio';
import type { OpenInterest } from '../market/open-interest';
import { brokenLevels } from './broken-levels';
import { calendarLevels } from './calendar-levels';
import { rsiDivergence } from './divergence';
import type { MarketContext } from './market-context';
import { type FlushHour, momentumCheck } from './momentum';
import { openInterestChange } from './open-interest-change';
import { MAX_SWINGS, priceLevels } from './price-levels';
import { isAbnormalRegime, relativeVolume } from './regime';
import { resample } from './resample';
import { swingLevels } from './swings';
import { tradingRange } from './trading-range';
import { trendDirection } from './trend';
import { averageTrueRange, relativeStrength } from './wilder';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the context is measured from: one instrument's stored history, everything ascending in time. */
export interface ContextInput {
  /** Bars of an hour or less; 30 days are enough. */
  candles: readonly Candle[];
  openInterest: readonly OpenInterest[];
  /** Newest first known; null before. */
  funding: FundingRate | null;
  longShortRatio: LongShortRatio | null;
  /** Observed forced closings of the same span; null when no stream was on. */
  liquidations: readonly Liquidation[] | null;
  nowMs: number;
}

/** The market around the clusters; null before the first bar. Fields that cannot be known are null or NaN. */
export function measureContext(input: ContextInput): MarketContext | null {
  const price = input.candles.at(-1)?.close;
  if (price === undefined) return null;
  const hours = resample(input.candles, HOUR_MS);
  const closes = hours.map((bar) => bar.close);
  const fundingNow = input.funding ? fundingPer8h(input.funding) : Number.NaN;
  const breakable = [...calendarLevels(hours, input.nowMs), ...swingLevels(hours).slice(-4 * MAX_SWINGS)];
  const atrPct = (averageTrueRange(hours) / price) * 100;
  return {
    trend4h: trendDirection(resample(hours, 4 * HOUR_MS).map((bar) => bar.close)),
    trend1d: trendDirection(resample(hours, DAY_MS).map((bar) => bar.close)),
    rsi: relativeStrength(closes).at(-1) ?? Number.NaN,
    relativeVolume: relativeVolume(hours),
    divergence: rsiDivergence(hours.slice(-168)),
    fundingPer8h: fundingNow,
    fundingAnnualised: fundingNow * 3 * 365,
    openInterestChange1h: openInterestChange(input.openInterest, HOUR_MS),
    openInterestChange24h: openInterestChange(input.openInterest, DAY_MS),
    volumeDayUsd: turnoverUsd(hours.slice(-24)),
    longShare: input.longShortRatio?.longShare ?? Number.NaN,
    momentum: input.liquidations ? momentumCheck(flushHours(hours, input.liquidations), atrPct) : null,
    range: tradingRange(hours),
    isAbnormal: isAbnormalRegime(hours),
    observedLongUsd1h: observedUsd(input, 'long'),
    observedShortUsd1h: observedUsd(input, 'short'),
    levels: priceLevels(hours, price, input.nowMs),
    broken: brokenLevels(input.candles, breakable, input.nowMs),
  };
}

function turnoverUsd(bars: readonly Candle[]): number {
  return bars.reduce((sum, bar) => sum + (bar.volumeBase ?? Number.NaN) * bar.close, 0);
}

function observedUsd({ liquidations, nowMs }: ContextInput, side: PositionSide): number {
  if (!liquidations) return Number.NaN;
  return liquidations
    .filter((item) => item.positionSide === side && item.timeMs > nowMs - HOUR_MS)
    .reduce((sum, item) => sum + item.notionalUsd, 0);
}

/** Hours from the first observed forced closing on; earlier ones would count as hours without any. */
function flushHours(hours: readonly Candle[], liquidations: readonly Liquidation[]): FlushHour[] {
  const sums = new Map<number, { long: number; short: number }>();
  for (const { timeMs, positionSide, notionalUsd } of liquidations) {
    const hour = Math.floor(timeMs / HOUR_MS) * HOUR_MS;
    const sum = sums.get(hour) ?? { long: 0, short: 0 };
    sum[positionSide] += notionalUsd;
    sums.set(hour, sum);
  }
  const firstMs = liquidations[0]?.timeMs ?? Number.POSITIVE_INFINITY;
  return hours.slice(1).flatMap((bar, index) => {
    if (bar.openTimeMs < firstMs) return [];
    const { long = 0, short = 0 } = sums.get(bar.openTimeMs) ?? {};
    return [{ movePct: (bar.close / hours[index].close - 1) * 100, longUsd: long, shortUsd: short }];
  });
}
