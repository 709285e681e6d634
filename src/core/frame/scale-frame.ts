import type { HeatGrid, HeatmapFrame } from './heatmap-frame';

/**
 * The frame with every price times `factor`: a page may show PEPE where the contract counts 1000PEPE. Amounts in USD,
 * distances in percent and everything in time stay as they are. Factor 1 gives the frame itself.
 */
export function scaleFrame(frame: HeatmapFrame, factor: number): HeatmapFrame {
  if (factor === 1) return frame;
  if (!(factor > 0)) throw new Error(`invalid price factor: ${factor}`);
  const { instrument, profile, observed, context } = frame;
  return {
    ...frame,
    instrument: { ...instrument, tickSize: instrument.tickSize * factor },
    markPrice: frame.markPrice * factor,
    atr1h: frame.atr1h * factor,
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
      levels: context.levels.map((level) => ({ ...level, price: level.price * factor })),
    },
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
