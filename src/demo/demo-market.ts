import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { Candle } from '../core/market/candle';
import type { Instrument } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import { advanceMarket, createMarket, formingCandle } from '../core/simulate/market';
import type { SimulatedMarket } from '../core/simulate/market-state';
import { trueProfile } from '../core/simulate/truth';

const BAR_MS = 300_000;
const DAY_MS = 86_400_000;

/** The demo's contract; no exchange lists it. */
export const DEMO_INSTRUMENT: Instrument = {
  exchange: 'demo',
  symbol: 'DEMOUSDT',
  base: 'DEMO',
  quote: 'USDT',
  settle: 'USDT',
  kind: 'linear',
  contractSize: 1,
  baseMultiplier: 1,
  tickSize: 0.1,
  maxLeverage: 125,
  fundingIntervalHours: 8,
};

/** A market that begins `days` before `endMs`, not yet lived through. */
export function demoMarket(seed: number, days: number, endMs: number): SimulatedMarket {
  const startMs = Math.floor(endMs / BAR_MS) * BAR_MS - days * DAY_MS;
  return createMarket({ seed, startMs, startPrice: 64_000, sizeScale: 6, prerollDays: 3 });
}

/** Runs the market on and collects what the engine reads: the events of five-minute bars. */
export function collectEvents(market: SimulatedMarket, untilMs: number): MarketEvent[] {
  const events: MarketEvent[] = [];
  advanceMarket(market, untilMs, {
    event(event) {
      if (event.type !== 'candle' || event.candle.intervalMs === BAR_MS) events.push(event);
    },
  });
  return events;
}

export function closedCandles(events: readonly MarketEvent[]): Candle[] {
  return events.flatMap((event) => (event.type === 'candle' ? [event.candle] : []));
}

/** The bar that is forming and the mark price, as live feeds would give them. */
export function formingEvents(market: SimulatedMarket): MarketEvent[] {
  const candle = formingCandle(market, '5m');
  const markPrice = { timeMs: market.nowMs, price: candle.close, indexPrice: null };
  return [
    { type: 'candle', candle },
    { type: 'mark-price', markPrice },
  ];
}

/** The frame with the true liquidation prices in its profile, USD per bin. */
export function withTruth(frame: HeatmapFrame, market: SimulatedMarket): HeatmapFrame {
  const { logPriceMin, logBin, bins } = frame.profile;
  const truth = trueProfile(market, { logPriceMin, logBin, bins });
  return {
    ...frame,
    profile: {
      logPriceMin,
      logBin,
      bins,
      long: Float32Array.from(truth.long),
      short: Float32Array.from(truth.short),
      groups: Float32Array.from(truth.groups),
    },
  };
}
