import { BTC_PERPETUAL } from '../core/market/btc-perpetual';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { DEFAULT_QUERY, type FrameQuery } from '../../src/core/frame/frame-query';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { Instrument } from '../../src/core/market/instrument';
import { instrumentKey } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { SourceStatus } from '../../src/core/market/source-status';
import { createEngine } from '../../src/engine/create-engine';
import type { EngineApi } from '../../src/engine/engine-api';

export const BAR = 300_000;
export const DAY = 86_400_000;
export const START = Date.UTC(2026, 9, 1);

export const BTC = BTC_PERPETUAL;

export const BYBIT_BTC: Instrument = { ...BTC, exchange: 'bybit' };

/** Uniform numbers in 0..1 that depend on the seed only. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A made-up market: `bars` five-minute bars from `START` on, with every kind of input. */
export function marketEvents(bars: number, seed = 1, startPrice = 60_000): MarketEvent[] {
  const random = seeded(seed);
  const events: MarketEvent[] = [];
  let price = startPrice;
  let openInterest = 80_000;
  for (let bar = 0; bar < bars; bar += 1) {
    const openTimeMs = START + bar * BAR;
    const open = price;
    const close = open * (1 + (random() - 0.5) * 0.004);
    const high = Math.max(open, close) * (1 + random() * 0.001);
    const low = Math.min(open, close) * (1 - random() * 0.001);
    const volumeBase = 300 + random() * 600;
    openInterest *= 1 + (random() - 0.5) * 0.004;
    events.push(
      {
        type: 'candle',
        candle: {
          openTimeMs,
          intervalMs: BAR,
          open,
          high,
          low,
          close,
          volumeBase,
          takerBuyBase: volumeBase * (0.3 + random() * 0.4),
          isClosed: true,
        },
      },
      {
        type: 'open-interest',
        openInterest: { timeMs: openTimeMs + BAR, base: openInterest, quote: null, counted: 'single' },
      },
    );
    if (bar % 12 === 0) {
      events.push({
        type: 'long-short-ratio',
        longShortRatio: { timeMs: openTimeMs + BAR, longShare: 0.4 + random() * 0.2, of: 'accounts' },
      });
    }
    if (random() < 0.3) {
      const base = random() * 5;
      events.push({
        type: 'liquidation',
        liquidation: {
          timeMs: openTimeMs + Math.floor(random() * BAR),
          positionSide: close < open ? 'long' : 'short',
          price: close,
          priceKind: 'average-fill',
          base,
          notionalUsd: base * close,
          isSampled: true,
        },
      });
    }
    price = close;
  }
  return events;
}

/** The moment, Unix ms, to which an event belongs. */
export function timeOf(event: MarketEvent): number {
  switch (event.type) {
    case 'candle':
      return event.candle.openTimeMs;
    case 'open-interest':
      return event.openInterest.timeMs - 1;
    case 'long-short-ratio':
      return event.longShortRatio.timeMs - 1;
    case 'liquidation':
      return event.liquidation.timeMs;
    default:
      return START;
  }
}

/** The same event at a later time. */
export function shifted(event: MarketEvent, byMs: number): MarketEvent {
  switch (event.type) {
    case 'candle':
      return { ...event, candle: { ...event.candle, openTimeMs: event.candle.openTimeMs + byMs } };
    case 'open-interest':
      return { ...event, openInterest: { ...event.openInterest, timeMs: event.openInterest.timeMs + byMs } };
    case 'long-short-ratio':
      return {
        ...event,
        longShortRatio: { ...event.longShortRatio, timeMs: event.longShortRatio.timeMs + byMs },
      };
    case 'liquidation':
      return { ...event, liquidation: { ...event.liquidation, timeMs: event.liquidation.timeMs + byMs } };
    default:
      throw new Error(`no such event in the made-up market: ${event.type}`);
  }
}

/** A source that has given all the history it was asked for. */
export function completeSource(instrument: Instrument): SourceStatus {
  return {
    exchange: instrument.exchange,
    instrument: instrumentKey(instrument),
    state: 'live',
    reason: '',
    lastDataMs: 0,
    retryAtMs: 0,
    refused: {},
    lastRefusal: null,
    historyMs: DAY,
    wantedHistoryMs: DAY,
  };
}

export const QUERY: FrameQuery = { ...DEFAULT_QUERY, rangeMs: DAY };

/** An engine with a clock that the test moves, over a profile that survives `restart`. */
export interface TestEngine {
  engine: EngineApi;
  clock: { nowMs: number };
  /** Throws the engine away as a killed Worker would be and starts another over the same profile. */
  restart(): EngineApi;
}

export function freshEngine(nowMs: number): TestEngine {
  globalThis.indexedDB = new IDBFactory();
  const clock = { nowMs };
  const start = (): EngineApi => createEngine({ databaseName: 'test', now: () => clock.nowMs });
  const test: TestEngine = {
    engine: start(),
    clock,
    restart() {
      test.engine = start();
      return test.engine;
    },
  };
  return test;
}

/** An engine that has taken in `events` and had the time in which slower pages could have followed. */
export async function filledEngine(
  events: MarketEvent[],
  nowMs: number,
  instrument = BTC,
): Promise<TestEngine> {
  const test = freshEngine(nowMs);
  await test.engine.ingest(instrument, events);
  test.clock.nowMs += QUIET_MS;
  return test;
}

/** Longer than the engine waits for slower pages. */
export const QUIET_MS = 10_000;

/** The frame, or a failed test when there is none. */
export async function frameOf(
  engine: EngineApi,
  instrument = BTC,
  query = QUERY,
  sources = [completeSource(instrument)],
): Promise<HeatmapFrame> {
  const frame = await engine.frame(instrument, query, sources);
  if (!frame) throw new Error('no frame');
  return frame;
}
