import type { MarketEvent } from '../market/market-event';
import { advanceMarket, createMarket } from './market';
import type { ForcedClosing, MarketOptions, SimulatedMarket } from './market-state';

const TRUTH_STEP_MS = 2 * 3_600_000;

/** A stretch of simulated history, collected. */
export interface SimulatedHistory {
  /** In order of time, leverage brackets first. */
  events: MarketEvent[];
  /** Every forced closing, in order of time. */
  closings: ForcedClosing[];
  market: SimulatedMarket;
}

/**
 * Runs a market for `days` and collects what public feeds give. `atTruth` is called every two hours, after the
 * bar that ends then, with the market as it stands and the number of events collected so far.
 */
export function simulateHistory(
  options: MarketOptions & { days: number },
  atTruth: (market: SimulatedMarket, eventCount: number) => void = () => {},
): SimulatedHistory {
  const market = createMarket(options);
  const events: MarketEvent[] = [
    { type: 'leverage-tiers', tiers: market.tiers, source: 'exchange', asOfMs: options.startMs },
  ];
  const closings: ForcedClosing[] = [];
  const endMs = options.startMs + options.days * 86_400_000;
  const sink = {
    event: (event: MarketEvent) => void events.push(event),
    fullLiquidation: (liquidation: ForcedClosing['liquidation'], liquidationPrice: number) =>
      void closings.push({ liquidation, liquidationPrice }),
  };
  while (market.nowMs < endMs) {
    advanceMarket(market, Math.min(endMs, market.nowMs + TRUTH_STEP_MS), sink);
    atTruth(market, events.length);
  }
  return { events, closings, market };
}
