import type { AtrTimeframe, TrueRanges } from '../context/atr-choice';
import type { HeatGrid, HeatmapFrame } from './heatmap-frame';

/**
 * The frame with every price times `factor`: a page may show PEPE where the contract counts 1000PEPE. Amounts in USD,
 * distances in percent and everything in time stay as they are; the tick follows by whole decimals, since no market counts
 * in 0.100003. Factor 1 gives the frame itself.
 */
export function scaleFrame(frame: HeatmapFrame, factor: number): HeatmapFrame {
  if (factor === 1) return frame;
  if (!(factor > 0)) throw new Error(`invalid price factor: ${factor}`);
  const { instrument, profile, observed, context } = frame;
  return {
    ...frame,
    instrument: { ...instrument, tickSize: instrument.tickSize * nearestPowerOfTen(factor) },
    markPrice: frame.markPrice * factor,
    atr1h: frame.atr1h * factor,
    ...(frame.trueRanges && { trueRanges: scaleRanges(frame.trueRanges, factor) }),
    priceFactor: (frame.priceFactor ?? 1) * factor,
    grid: scaleGrid(frame.grid, factor),
    profile: { ...profile, logPriceMin: profile.logPriceMin + Math.log(factor) },
    clusters: frame.clusters.map((cluster) => ({
      ...cluster,
      lowPrice: cluster.lowPrice * factor,
      highPrice: cluster.highPrice * factor,
      centrePrice: cluster.centrePrice * factor,
    })),
    observed: {
      ...observed,
      points: observed.points.map((point) => ({ ...point, price: point.price * factor })),
      flushes: observed.flushes.map((flush) => ({
        ...flush,
        lowPrice: flush.lowPrice * factor,
        highPrice: flush.highPrice * factor,
      })),
    },
    context: context && {
      ...context,
      range: context.range && {
        ...context.range,
        top: context.range.top * factor,
        bottom: context.range.bottom * factor,
      },
      levels: context.levels.map((level) => ({ ...level, price: level.price * factor })),
      broken: context.broken?.map((level) => ({ ...level, price: level.price * factor })),
    },
  };
}

function scaleRanges(ranges: TrueRanges, factor: number): TrueRanges {
  const scaled = (timeframe: AtrTimeframe) => ranges[timeframe].map((range) => range * factor);
  return {
    '5m': scaled('5m'),
    '15m': scaled('15m'),
    '1h': scaled('1h'),
    '4h': scaled('4h'),
    '1d': scaled('1d'),
  };
}

function scaleGrid(grid: HeatGrid, factor: number): HeatGrid {
  const scaled = (prices: Float32Array) => prices.map((price) => price * factor);
  return {
    ...grid,
    logPriceMin: grid.logPriceMin + Math.log(factor),
    high: scaled(grid.high),
    low: scaled(grid.low),
    close: scaled(grid.close),
  };
}

function nearestPowerOfTen(factor: number): number {
  return 10 ** Math.round(Math.log10(factor));
}
