import type { Candle } from '../market/candle';

/**
 * Bars of `intervalMs` made from shorter ones (ascending), aligned to Unix time. A bar is kept even when some of its
 * parts are missing; its volume is null when any part's is. The last bar may still be forming.
 */
export function resample(candles: readonly Candle[], intervalMs: number): Candle[] {
  if (!(intervalMs > 0)) throw new Error(`invalid interval: ${intervalMs}`);
  const bars: Candle[] = [];
  for (const candle of candles) {
    const openTimeMs = Math.floor(candle.openTimeMs / intervalMs) * intervalMs;
    const last = bars.at(-1);
    if (last?.openTimeMs === openTimeMs) bars[bars.length - 1] = joined(last, candle);
    else
      bars.push({
        ...candle,
        openTimeMs,
        intervalMs,
        isClosed: endsTogether(candle, openTimeMs, intervalMs),
      });
  }
  return bars;
}

function joined(bar: Candle, part: Candle): Candle {
  return {
    ...bar,
    high: Math.max(bar.high, part.high),
    low: Math.min(bar.low, part.low),
    close: part.close,
    volumeBase: sum(bar.volumeBase, part.volumeBase),
    takerBuyBase: sum(bar.takerBuyBase, part.takerBuyBase),
    isClosed: endsTogether(part, bar.openTimeMs, bar.intervalMs),
  };
}

function endsTogether(part: Candle, openTimeMs: number, intervalMs: number): boolean {
  return part.isClosed && part.openTimeMs + part.intervalMs >= openTimeMs + intervalMs;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
