import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { LAYER_OF_CLASS } from '../../src/core/estimate/leverage-classes';
import { runBars } from '../../src/core/estimate/run-estimator';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { engineConfig } from '../../src/engine/instrument-config';
import { hasSharedData, numberAt, readMarketCsv } from '../score/shared-data';
import { frameFromDensities, INSTRUMENT } from './synthetic-frame';

const FILE = 'btcusdt_5m_binance_price_oi_funding.csv.gz';

/** Two weeks of real five-minute BTC bars with open interest; null when the data folder is not there. */
function realBars(): EstimatorBar[] | null {
  if (!hasSharedData()) return null;
  return readMarketCsv(FILE).map((row) => ({
    openTimeMs: numberAt(row, 'time_ms'),
    intervalMs: 300_000,
    open: numberAt(row, 'open'),
    high: numberAt(row, 'high'),
    low: numberAt(row, 'low'),
    close: numberAt(row, 'close'),
    markHigh: null,
    markLow: null,
    volumeBase: null,
    takerBuyBase: null,
    openInterestBase: numberAt(row, 'oi_usd') / numberAt(row, 'close'),
    longAccountShare: null,
    liquidations: null,
    isSampled: true,
  }));
}

/** The product's own estimate of the newest `columns` bars of real BTC; null without the data folder. */
export function realFrame(columns: number, reach: number, isHighLeverage: boolean): HeatmapFrame | null {
  const bars = realBars();
  if (bars === null) return null;
  const config = engineConfig(INSTRUMENT, null, null);
  const close = bars[bars.length - 1].close;
  const logBin = config.binWidth;
  const bins = Math.round((2 * reach) / logBin);
  const first = Math.floor((Math.log(close) - config.logOrigin) / logBin) - bins / 2;
  const grid = { logPriceMin: config.logOrigin + first * logBin, logBin, bins };
  const classes = LAYER_OF_CLASS.flatMap((layer, index) => (!isHighLeverage || layer >= 2 ? [index] : []));
  const run = runBars(bars, {
    config,
    columns: { grid, columnMs: 300_000, selection: { classes } },
    profiles: { grid, timesMs: [bars[bars.length - 1].openTimeMs + 300_000] },
  });
  const all = run.columns.startsMs.length;
  const from = Math.max(0, all - columns);
  const densities = Array.from({ length: all - from }, (_, column) =>
    run.columns.data.slice((from + column) * bins, (from + column + 1) * bins),
  );
  const shown = bars.slice(bars.length - densities.length).map((bar) => ({
    timeMs: bar.openTimeMs,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    openedUsd: 0,
  }));
  return frameFromDensities(shown, densities, grid, 300_000, run.profiles[0]?.profile);
}
