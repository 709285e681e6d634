import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import { BAR, BTC, filledEngine, marketEvents, QUERY, START, shifted, timeOf } from './market-fixture';

const BARS = 12;
const END = START + BARS * BAR;
const SECOND = 1000;

let filled: Awaited<ReturnType<typeof filledEngine>>;

/** What a feed tells every second while nothing closes: the bar at work and the mark price. */
function ticksAt(timeMs: number): MarketEvent[] {
  const candle = {
    openTimeMs: END,
    intervalMs: BAR,
    open: 60_000,
    high: 60_050,
    low: 59_950,
    close: 60_010,
    volumeBase: 5,
    takerBuyBase: 2,
    isClosed: false,
  };
  return [
    { type: 'candle', candle },
    { type: 'mark-price', markPrice: { timeMs, price: 60_005, indexPrice: null } },
  ];
}

/** Has the engine take in the ticks of a moment, which tell every input until `wholeUntilMs`. */
function tick(timeMs: number, wholeUntilMs = timeMs) {
  filled.clock.nowMs = timeMs;
  return filled.engine.ingest(BTC, ticksAt(timeMs), timeMs, wholeUntilMs);
}

function closingAt(timeMs: number): MarketEvent {
  const closing = marketEvents(60).find(({ type }) => type === 'liquidation');
  if (!closing) throw new Error('no liquidation');
  return shifted(closing, timeMs - timeOf(closing));
}

const wholeUntil = async () => (await filled.engine.resumePoint(BTC)).wholeUntilMs;

beforeEach(async () => {
  filled = await filledEngine(marketEvents(BARS), END + SECOND);
  await tick(END + SECOND);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('ticks that leave nothing to store', () => {
  test('open no transaction that writes, and the store stays less than ten seconds behind', async () => {
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction');
    for (let second = 2; second <= 10; second += 1) await tick(END + second * SECOND);
    expect(opened.mock.calls.filter(([, mode]) => mode === 'readwrite')).toHaveLength(0);
    expect(await wholeUntil()).toBe(END + SECOND);
    await tick(END + 11 * SECOND);
    expect(await wholeUntil()).toBe(END + 11 * SECOND);
  });

  test('are taken in all the same', async () => {
    await tick(END + 2 * SECOND);
    const frame = await filled.engine.frame(BTC, QUERY, []);
    expect(frame?.markPrice).toBe(60_005);
  });

  test('move the mark back at once where the feed knows less than it said', async () => {
    await tick(END + 2 * SECOND, END - 60 * SECOND);
    expect(await wholeUntil()).toBe(END - 60 * SECOND);
  });

  test('leave the mark where it is while the feed owes something', async () => {
    filled.clock.nowMs = END + 60 * SECOND;
    await filled.engine.ingest(BTC, ticksAt(END + 60 * SECOND), END + 60 * SECOND);
    expect(await wholeUntil()).toBe(END + SECOND);
  });

  test('are written by the next engine, which knows nothing of the last', async () => {
    filled.restart();
    await tick(END + 3 * SECOND);
    expect(await wholeUntil()).toBe(END + 3 * SECOND);
  });
});

describe('what is to be stored among ticks', () => {
  test('is stored at once, with the moment until when everything is told', async () => {
    const timeMs = END + 2 * SECOND;
    filled.clock.nowMs = timeMs;
    const fresh = closingAt(timeMs);
    const receipt = await filled.engine.ingest(BTC, [...ticksAt(timeMs), fresh], timeMs, timeMs);
    expect(receipt.stored).toBe(1);
    expect(await wholeUntil()).toBe(timeMs);
  });

  test('and could not be has every tick try again', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('disk is full', 'QuotaExceededError');
    });
    filled.clock.nowMs = END + 2 * SECOND;
    const closing = closingAt(END + 2 * SECOND);
    await expect(filled.engine.ingest(BTC, [closing])).rejects.toThrow('disk is full');
    await expect(tick(END + 3 * SECOND)).rejects.toThrow('disk is full');
    vi.restoreAllMocks();
    await tick(END + 4 * SECOND);
    expect(await wholeUntil()).toBe(END + 4 * SECOND);
  });
});
