import { bandOf } from '../estimate/uncertainty';
import type { LeverageGroup } from '../frame/frame-query';
import type { LiquidationProfile } from '../frame/heatmap-frame';
import { SURROUNDINGS } from '../frame/salience';
import type { PositionSide } from '../market/liquidation';
import type { Cluster } from './cluster';
import { classifyZones } from './cluster-class';
import { findZones, type Zone } from './find-zones';
import { importance } from './importance';
import { priceAtBin, sumBins } from './price-profile';
import { reachLabel, reachProbability } from './reach';
import { SMOOTHING } from './smooth-profile';

/** A cluster before it is matched with those seen earlier. */
export type ClusterDraft = Omit<Cluster, 'id' | 'life' | 'firstSeenMs'>;

/** What zones are measured from; prices in quote currency, `atr1h` likewise, `sigmaDay` in ln price. */
export interface ClusterInput {
  profile: LiquidationProfile;
  /** USD per bin of each exchange in the sum, both sides together. */
  exchangeUsd: readonly Float32Array[];
  /** Bins for which the estimate is known; a zone that reaches their outer end is cut off and left out. */
  coverage: { firstBin: number; lastBin: number };
  markPrice: number;
  atr1h: number;
  sigmaDay: number;
  /** Quantity that moves price 10 bp, USD; NaN when unknown. */
  q10Usd: number;
  /** One-sided open interest of the exchanges in the sum, USD; NaN when unknown. Small parts of it get wide bands. */
  openInterestUsd: number;
  /** True once the user's own history has been scored: bands lose their extra step. */
  isScored: boolean;
  /** Equal liquidations that the level of the estimate rests on: the fewer, the wider the bands; typical when left out. */
  levelEvents?: number;
  /** ln of estimated over reported liquidations where they contradict each other, else 0 or left out. */
  levelDoubt?: number;
  /** Mass-weighted age of the bins from first to last, ms. */
  ageMs(side: PositionSide, firstBin: number, lastBin: number): number;
}

/** All zones of both sides with their figures, most important first. */
export function measureClusters(input: ClusterInput): ClusterDraft[] {
  const drafts = [...measureSide(input, 'long'), ...measureSide(input, 'short')];
  return drafts.sort((a, b) => b.importance - a.importance);
}

function measureSide(input: ClusterInput, side: PositionSide): ClusterDraft[] {
  const { profile } = input;
  const usd = side === 'long' ? profile.long : profile.short;
  const totalUsd = sumBins(usd, 0, usd.length - 1);
  if (!(totalUsd > 0)) return [];
  const zones = findZones(usd, profile.logBin).filter((zone) =>
    isWhole(zone, input.coverage, profile.logBin),
  );
  const classes = classifyZones(
    zones.map((zone) => ({
      ...edges(profile, zone),
      peakUsd: zone.peakUsd,
      surroundingUsd: surroundingUsd(usd, zone.peakBin, profile.logBin),
    })),
    input.atr1h,
  );
  return zones
    .map((zone, index) => ({ ...measureZone(input, side, usd, zone, totalUsd), class: classes[index] }))
    .filter(({ notionalUsd }) => notionalUsd > 0);
}

/** Within the smoothing of the end of what is known a fall may be the end itself. */
function isWhole(zone: Zone, { firstBin, lastBin }: ClusterInput['coverage'], logBin: number): boolean {
  const margin = Math.ceil((2 * SMOOTHING) / logBin);
  return zone.firstBin > firstBin + margin && zone.lastBin < lastBin - margin;
}

function measureZone(
  input: ClusterInput,
  side: PositionSide,
  usd: Float32Array,
  zone: Zone,
  totalUsd: number,
): Omit<ClusterDraft, 'class'> {
  const { profile, markPrice, atr1h, sigmaDay } = input;
  const { lowPrice, highPrice } = edges(profile, zone);
  const notionalUsd = sumBins(usd, zone.firstBin, zone.lastBin);
  const nearEdge = nearerEdge(lowPrice, highPrice, markPrice);
  const distance = Math.log(nearEdge / markPrice);
  const distanceAtr = Math.abs(nearEdge - markPrice) / atr1h;
  const { openInterestUsd, isScored, levelEvents, levelDoubt } = input;
  const band = bandOf(notionalUsd / openInterestUsd, isScored, levelEvents, levelDoubt);
  const reachProbability24h = reachProbability(distance, sigmaDay, 1);
  return {
    side,
    lowPrice,
    highPrice,
    centrePrice: centrePrice(profile, usd, zone),
    notionalUsd,
    notionalLowUsd: notionalUsd * band.low,
    notionalHighUsd: notionalUsd * band.high,
    share: notionalUsd / totalUsd,
    distancePct: (nearEdge / markPrice - 1) * 100,
    distanceAtr,
    reach: reachLabel(distance, distanceAtr, sigmaDay),
    reachProbability24h,
    importance: importance(notionalUsd, reachProbability24h, input.q10Usd),
    ageMs: input.ageMs(side, zone.firstBin, zone.lastBin),
    groupShare: groupShare(profile, zone),
    exchanges: contributors(input.exchangeUsd, zone),
  };
}

function edges(profile: LiquidationProfile, zone: Zone): { lowPrice: number; highPrice: number } {
  return { lowPrice: priceAtBin(profile, zone.firstBin), highPrice: priceAtBin(profile, zone.lastBin + 1) };
}

function nearerEdge(lowPrice: number, highPrice: number, markPrice: number): number {
  if (lowPrice > markPrice) return lowPrice;
  return highPrice < markPrice ? highPrice : markPrice;
}

function centrePrice(profile: LiquidationProfile, usd: Float32Array, zone: Zone): number {
  let weighted = 0;
  let total = 0;
  for (let bin = zone.firstBin; bin <= zone.lastBin; bin += 1) {
    weighted += usd[bin] * (bin + 0.5);
    total += usd[bin];
  }
  return priceAtBin(profile, total > 0 ? weighted / total : zone.peakBin + 0.5);
}

function surroundingUsd(usd: Float32Array, peakBin: number, logBin: number): number {
  const reach = Math.round(SURROUNDINGS / logBin);
  const first = Math.max(0, peakBin - reach);
  const last = Math.min(usd.length - 1, peakBin + reach);
  return sumBins(usd, first, last) / (last - first + 1);
}

const GROUPS: readonly LeverageGroup[] = ['low', 'medium', 'high'];

function groupShare(profile: LiquidationProfile, zone: Zone): Record<LeverageGroup, number> {
  const sums = GROUPS.map((_, group) => {
    const from = group * profile.bins;
    return sumBins(profile.groups.subarray(from, from + profile.bins), zone.firstBin, zone.lastBin);
  });
  const total = sums[0] + sums[1] + sums[2];
  const part = (group: number): number => (total > 0 ? sums[group] / total : 0);
  return { low: part(0), medium: part(1), high: part(2) };
}

/** Exchanges with at least a tenth of an even share of the zone. */
function contributors(exchangeUsd: readonly Float32Array[], zone: Zone): number {
  const sums = exchangeUsd.map((usd) => sumBins(usd, zone.firstBin, zone.lastBin));
  const total = sums.reduce((sum, part) => sum + part, 0);
  return sums.filter((part) => part > 0 && part >= (0.1 * total) / sums.length).length;
}
