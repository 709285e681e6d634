import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import type { PositionSide } from '../../core/market/liquidation';

/** One bar of the upright map; x as a share of the width, height as a share of the tallest. */
export interface MiniMapBar {
  side: PositionSide;
  from: number;
  to: number;
  height: number;
}

export interface MiniMapShape {
  /** ln price at the left and right ends; the mark price is in the middle. */
  logLow: number;
  logHigh: number;
  bars: MiniMapBar[];
}

/** Bars of equal log width around the price, three days' standard deviations wide but at least 2 % a side. */
export function miniMapBars(frame: HeatmapFrame, count: number): MiniMapShape | null {
  const { profile, markPrice, sigmaDay } = frame;
  if (profile.bins === 0 || !(markPrice > 0)) return null;
  const reach = Math.max(0.02, Number.isFinite(sigmaDay) ? 3 * sigmaDay : 0.05);
  const logLow = Math.log(markPrice) - reach;
  const width = (2 * reach) / count;
  const sums = Array.from({ length: count }, () => ({ long: 0, short: 0 }));
  for (let bin = 0; bin < profile.bins; bin++) {
    const bar = sums[Math.floor((profile.logPriceMin + (bin + 0.5) * profile.logBin - logLow) / width)];
    if (!bar) continue;
    bar.long += profile.long[bin];
    bar.short += profile.short[bin];
  }
  const tallest = Math.max(...sums.map((bar) => Math.max(bar.long, bar.short)));
  if (!(tallest > 0)) return null;
  const bars = sums.map(
    ({ long, short }, index): MiniMapBar => ({
      side: long > short ? 'long' : 'short',
      from: index / count,
      to: (index + 1) / count,
      height: Math.max(long, short) / tallest,
    }),
  );
  return { logLow, logHigh: logLow + 2 * reach, bars };
}
