import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { decodeUsd } from '../core/frame/quantise';
import type { AmountFormat } from './amount-format';
import { topPercent } from './code-scale';
import { fill, type OverlayStrings } from './overlay-strings';

/** Label and value of one line. */
export type TooltipRow = readonly [label: string, value: string];

/** What is at one place of the chart, in words. */
export interface Tooltip {
  title: string;
  tag: string;
  rows: TooltipRow[];
}

/** Relative error of a stored amount that is not the newest column's. */
const OBSERVED_REACH = 1.5;

/**
 * What the estimate says at a price and moment; `timeMs` NaN means now. Null outside the grid. `counts` are the
 * histogram of the salience codes, for the rank.
 */
export function tooltipRows(
  frame: HeatmapFrame,
  counts: Uint32Array,
  price: number,
  timeMs: number,
  words: OverlayStrings,
  format: AmountFormat,
): Tooltip | null {
  const { grid } = frame;
  const bin = Math.floor((Math.log(price) - grid.logPriceMin) / grid.logBin);
  const column = Number.isNaN(timeMs)
    ? grid.columns - 1
    : Math.min(grid.columns - 1, Math.floor((timeMs - grid.startMs) / grid.columnMs));
  if (!(bin >= 0 && bin < grid.bins && column >= 0)) return null;
  const cell = column * grid.bins + bin;
  const isNow = column === grid.columns - 1;
  const usd = isNow
    ? newestUsd(frame, bin)
    : decodeUsd(grid.usd[cell], { floor: grid.usdFloor, ceil: grid.usdCeil });
  const side = bin < grid.split[column] ? words.longs : words.shorts;
  const edge = (index: number) => Math.exp(grid.logPriceMin + index * grid.logBin);
  const tooltip: Tooltip = {
    title: `${side} ${format.price(edge(bin))}–${format.price(edge(bin + 1))}`,
    tag: words.estimated,
    rows: [],
  };
  if (!(usd > 0)) {
    tooltip.rows.push([words.noEstimate, '']);
  } else {
    tooltip.rows.push([words.notional, amountWithBand(frame, bin, usd, isNow, format)]);
    const percent = topPercent(counts, grid.salience[cell]);
    if (grid.salience[cell] > 0 && Number.isFinite(percent))
      tooltip.rows.push([words.rank, fill(words.topOf, format.number(percent))]);
    const mix = isNow ? leverageMix(frame, bin, words) : '';
    if (mix !== '') tooltip.rows.push([words.leverage, mix]);
    addCluster(tooltip, frame, price, isNow, words, format);
  }
  addFlush(tooltip, frame, price, words, format);
  return tooltip;
}

function newestUsd({ profile, grid }: HeatmapFrame, bin: number): number {
  return profile.bins === grid.bins ? profile.long[bin] + profile.short[bin] : Number.NaN;
}

/** The amount with the relative band of the cluster it lies in, where there is one. */
function amountWithBand(
  frame: HeatmapFrame,
  bin: number,
  usd: number,
  isNow: boolean,
  format: AmountFormat,
): string {
  const price = Math.exp(frame.grid.logPriceMin + (bin + 0.5) * frame.grid.logBin);
  const cluster = isNow ? clusterAt(frame, price) : undefined;
  if (cluster === undefined || !(cluster.notionalUsd > 0)) return format.estimate(usd);
  const low = (usd * cluster.notionalLowUsd) / cluster.notionalUsd;
  const high = (usd * cluster.notionalHighUsd) / cluster.notionalUsd;
  return `${format.estimate(usd)} (${format.estimate(low)}–${format.estimate(high)})`;
}

function clusterAt(frame: HeatmapFrame, price: number) {
  return frame.clusters.find((cluster) => price >= cluster.lowPrice && price <= cluster.highPrice);
}

function leverageMix({ profile }: HeatmapFrame, bin: number, words: OverlayStrings): string {
  const amounts = [0, 1, 2].map((group) => profile.groups[group * profile.bins + bin]);
  const sum = amounts[0] + amounts[1] + amounts[2];
  if (!(sum > 0)) return '';
  return [words.groupLow, words.groupMedium, words.groupHigh]
    .map((name, group) => [name, Math.round((amounts[group] / sum) * 100)] as const)
    .filter(([, share]) => share > 0)
    .map(([name, share]) => `${name} ${share} %`)
    .join(', ');
}

function addCluster(
  tooltip: Tooltip,
  frame: HeatmapFrame,
  price: number,
  isNow: boolean,
  words: OverlayStrings,
  format: AmountFormat,
): void {
  const cluster = isNow ? clusterAt(frame, price) : undefined;
  if (cluster === undefined) return;
  tooltip.rows.push([words.since, format.moment(cluster.firstSeenMs)]);
  tooltip.rows.push([words.exchanges, format.number(cluster.exchanges)]);
  tooltip.rows.push([words.reach, `${format.number(cluster.reachProbability24h * 100)} %`]);
}

/** Observed and estimated amounts stay apart: the row says which it is. */
function addFlush(
  tooltip: Tooltip,
  frame: HeatmapFrame,
  price: number,
  words: OverlayStrings,
  format: AmountFormat,
): void {
  const flush = frame.observed.flushes.find(({ lowPrice, highPrice }) => {
    const middle = (lowPrice + highPrice) / 2;
    const reach = ((highPrice - lowPrice) / 2) * OBSERVED_REACH;
    return Math.abs(price - middle) <= reach;
  });
  if (flush === undefined) return;
  const sum = format.observed(flush.longUsd + flush.shortUsd);
  const amount = frame.observed.isLowerBound ? fill(words.atLeast, sum) : sum;
  tooltip.rows.push([words.actual, `${fill(words.flushed, amount)}, ${format.moment(flush.lastMs)}`]);
}
