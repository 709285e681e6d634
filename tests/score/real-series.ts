import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { numberAt, readMarketCsv } from './shared-data';

const HOUR_MS = 3_600_000;

/** One scored step of a real series: the bars that make it up, and what was reported in it. */
export interface RealStep {
  bars: EstimatorBar[];
  reported: { long: number; short: number };
}

/** A real series; steps in order of time. */
export interface RealSeries {
  id: string;
  name: string;
  base: string;
  stepMs: number;
  steps: RealStep[];
}

interface HourCandle {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** Hourly BTC: spot prices, Binance open interest, liquidations of three venues. */
export function btcHourly(): RealSeries {
  const volumes = hourCandles('BTC');
  const rows = readMarketCsv('btc_1h_coinglass.csv.gz');
  const ratio = volumePerRange(rows, volumes);
  const steps = rows.map((row) => {
    const timeMs = numberAt(row, 'time_ms');
    const candle = candleOf(row);
    const known = volumes.get(timeMs)?.volume;
    // Perpetual volume ends in February: the range stands in, at the mean ratio of the months before.
    const volumeBase = known ?? ratio * Math.log(candle.high / candle.low);
    return stepOf(row, [bare(timeMs, HOUR_MS, candle, volumeBase)], candle.close);
  });
  return { id: 'btc1h', name: 'BTC 1 h', base: 'BTC', stepMs: HOUR_MS, steps };
}

/** Four-hourly BTC with account and taker ratios. */
export function btcFourHourly(): RealSeries {
  const prices = new Map(
    readMarketCsv('btc_4h_coinglass_price.csv.gz').map((row) => [numberAt(row, 'time_ms'), row]),
  );
  const ratios = new Map(
    readMarketCsv('btc_4h_coinglass_ratios.csv.gz').map((row) => [numberAt(row, 'time_ms'), row]),
  );
  const steps = readMarketCsv('btc_4h_coinglass_oi_liq_funding.csv.gz').flatMap((row) => {
    const timeMs = numberAt(row, 'time_ms');
    const price = prices.get(timeMs);
    const ratio = ratios.get(timeMs);
    if (!price || !ratio) return [];
    const candle = candleOf(price);
    const bar = bare(timeMs, 4 * HOUR_MS, candle, numberAt(price, 'volume_usd') / candle.close);
    const buy = numberAt(ratio, 'taker_buy_usd');
    bar.takerBuyBase = ((bar.volumeBase ?? 0) * buy) / (buy + numberAt(ratio, 'taker_sell_usd'));
    bar.longAccountShare = numberAt(ratio, 'global_account_long_pct') / 100;
    return [stepOf(row, [bar], candle.close)];
  });
  return { id: 'btc4h', name: 'BTC 4 h', base: 'BTC', stepMs: 4 * HOUR_MS, steps };
}

/** Four-hourly ETH; prices and volume are Binance's hours put together. */
export function ethFourHourly(): RealSeries {
  const hours = hourCandles('ETH');
  const steps = readMarketCsv('eth_4h_coinglass_oi_liq_funding.csv.gz').flatMap((row) => {
    const timeMs = numberAt(row, 'time_ms');
    const parts = [0, 1, 2, 3].flatMap((hour) => hours.get(timeMs + hour * HOUR_MS) ?? []);
    if (parts.length < 4) return [];
    const candle = {
      open: parts[0].open,
      high: Math.max(...parts.map((part) => part.high)),
      low: Math.min(...parts.map((part) => part.low)),
      close: parts[3].close,
    };
    const volume = parts.reduce((sum, part) => sum + part.volume, 0);
    return [stepOf(row, [bare(timeMs, 4 * HOUR_MS, candle, volume)], candle.close)];
  });
  return { id: 'eth4h', name: 'ETH 4 h', base: 'ETH', stepMs: 4 * HOUR_MS, steps };
}

/** Hourly candles of the Binance perpetual by start. */
export function hourCandles(coin: string): Map<number, HourCandle> {
  const rows = readMarketCsv('binance_perp_1h_candles.csv.gz').filter((row) => row.coin === coin);
  return new Map(
    rows.map((row) => [numberAt(row, 'time_ms'), { ...candleOf(row), volume: numberAt(row, 'volume') }]),
  );
}

function candleOf(row: Record<string, string>): Omit<HourCandle, 'volume'> {
  return {
    open: numberAt(row, 'open'),
    high: numberAt(row, 'high'),
    low: numberAt(row, 'low'),
    close: numberAt(row, 'close'),
  };
}

/** A bar with price and volume only. */
export function bare(
  openTimeMs: number,
  intervalMs: number,
  candle: Omit<HourCandle, 'volume'>,
  volumeBase: number,
): EstimatorBar {
  const { open, high, low, close } = candle;
  return {
    openTimeMs,
    intervalMs,
    open,
    high,
    low,
    close,
    markHigh: null,
    markLow: null,
    volumeBase,
    takerBuyBase: null,
    openInterestBase: null,
    longAccountShare: null,
    liquidations: null,
    isSampled: false,
  };
}

/** Open interest and liquidations belong to the last bar of the step. */
function stepOf(row: Record<string, string>, bars: EstimatorBar[], close: number): RealStep {
  const reported = { long: numberAt(row, 'liq_long_usd'), short: numberAt(row, 'liq_short_usd') };
  const last = bars[bars.length - 1];
  last.openInterestBase = numberAt(row, 'oi_usd_close') / close;
  last.liquidations = [
    { positionSide: 'long', price: null, base: reported.long / close },
    { positionSide: 'short', price: null, base: reported.short / close },
  ];
  return { bars, reported };
}

function volumePerRange(rows: Record<string, string>[], volumes: Map<number, HourCandle>): number {
  let volume = 0;
  let range = 0;
  for (const row of rows) {
    const candle = volumes.get(numberAt(row, 'time_ms'));
    if (!candle) continue;
    volume += candle.volume;
    range += Math.log(numberAt(row, 'high') / numberAt(row, 'low'));
  }
  return volume / range;
}
