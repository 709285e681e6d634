import { describe, expect, it } from 'vitest';
import { makeMovable } from './movable-source';
import { openSimulatedSource } from './simulated-source';

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

describe('makeMovable', () => {
  const source = makeMovable(
    openSimulatedSource({ seed: 3, nowMs: NOW, historyDays: 1, coins: ['BTC', 'ETH'] }),
  );
  const bars = () => source.bars('binance', 'BTC', MINUTE, NOW - 5 * MINUTE, NOW + 2 * MINUTE);
  const before = bars();

  it('moveTo puts last and mark price of every venue there from that minute on, and changes no earlier bar', () => {
    source.moveTo('BTC', 70_000, NOW + 30_000);
    const after = bars();
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    for (const bar of after.slice(5)) {
      expect([bar.open, bar.high, bar.low, bar.close]).toEqual([70_000, 70_000, 70_000, 70_000]);
    }
    const [mark] = source.markBars('okx', 'BTC', MINUTE, NOW, NOW);
    expect(mark.close).toBe(70_000);
  });

  it('moveTo leaves other coins alone', () => {
    const [bar] = source.bars('binance', 'ETH', MINUTE, NOW, NOW);
    expect(bar.close).toBeLessThan(10_000);
  });
});
