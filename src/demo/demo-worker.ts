import { expose } from 'comlink';
import type { MarketEvent } from '../core/market/market-event';
import type { SimulatedMarket } from '../core/simulate/market-state';
import { createEngine } from '../engine/create-engine';
import type { DemoApi, DemoStep } from './demo-api';
import {
  closedCandles,
  collectEvents,
  DEMO_INSTRUMENT,
  demoMarket,
  formingEvents,
  withTruth,
} from './demo-market';

const DAY_MS = 86_400_000;
/** Simulated in pieces, so that progress can be told. */
const PIECE_MS = DAY_MS / 8;

/** Answers the demo page; its database is its own and is emptied at every start. */
export function demoWorkerApi(): DemoApi {
  const clock = { nowMs: Date.now() };
  const engine = createEngine({ databaseName: 'liqlens-demo', now: () => clock.nowMs });
  let market: SimulatedMarket | null = null;

  const take = async (running: SimulatedMarket, events: MarketEvent[]): Promise<DemoStep> => {
    clock.nowMs = running.nowMs;
    const forming = formingEvents(running);
    await engine.ingest(DEMO_INSTRUMENT, [...events, ...forming]);
    const [candle, mark] = forming;
    const candles = closedCandles([...events, candle]);
    return {
      candles,
      markPrice: mark.type === 'mark-price' ? mark.markPrice.price : Number.NaN,
      nowMs: running.nowMs,
    };
  };

  return {
    async start(seed, days, endMs, onProgress) {
      await engine.deleteEverything();
      const running = demoMarket(seed, days, endMs);
      const startMs = running.nowMs;
      const events: MarketEvent[] = [
        { type: 'leverage-tiers', tiers: running.tiers, source: 'exchange', asOfMs: startMs },
      ];
      while (running.nowMs + PIECE_MS <= endMs) {
        events.push(...collectEvents(running, running.nowMs + PIECE_MS));
        onProgress((running.nowMs - startMs) / (endMs - startMs));
      }
      events.push(...collectEvents(running, endMs));
      market = running;
      return take(running, events);
    },
    async step(byMs) {
      if (!market) throw new Error('the demo was not started');
      return take(market, collectEvents(market, market.nowMs + byMs));
    },
    async frame(query, isTruth) {
      const frame = await engine.frame(DEMO_INSTRUMENT, query, []);
      if (!frame || !market) return null;
      const demo = { ...frame, badge: 'demo' as const };
      return isTruth ? withTruth(demo, market) : demo;
    },
  };
}

export function runDemoWorker(): void {
  expose(demoWorkerApi());
}
