import { describe, expect, test } from 'vitest';
import type { ScenarioFamily } from '../../../src/core/simulate/scenario';
import { simulateHistory } from '../../../src/core/simulate/simulate-history';

const START_MS = 1_760_000_100_000 - (1_760_000_100_000 % 300_000);

function worldOf(seed: number, family: ScenarioFamily, days: number) {
  const { events, closings } = simulateHistory({ seed, family, days, startMs: START_MS });
  let volume = 0;
  let interest = 0;
  let readings = 0;
  for (const event of events) {
    if (event.type === 'candle' && event.candle.intervalMs === 300_000)
      volume += event.candle.volumeBase ?? 0;
    if (event.type !== 'open-interest') continue;
    interest += event.openInterest.base;
    readings++;
  }
  const perDay = (interest / readings) * days;
  const forced = closings.reduce((sum, { liquidation }) => sum + liquidation.base, 0);
  return { turnover: volume / perDay, forced: forced / perDay };
}

describe('simulateHistory', () => {
  test('truth is handed out every two hours, after the bar that ends then', () => {
    const times: number[] = [];
    const { events } = simulateHistory(
      { seed: 1, days: 1, startMs: START_MS, prerollDays: 1 },
      (market, count) => {
        times.push(market.nowMs - START_MS);
        expect(count).toBeGreaterThan(0);
      },
    );
    expect(times).toEqual(Array.from({ length: 12 }, (_, i) => (i + 1) * 7_200_000));
    expect(events[0].type).toBe('leverage-tiers');
  });

  test.each([
    [101, 'settings'],
    [105, 'settings'],
    [102, 'log-normal'],
  ] as const)('seed %i, %s: turnover and forced closings lie in the documented ranges', (seed, family) => {
    const { turnover, forced } = worldOf(seed, family, 6);
    expect(turnover).toBeGreaterThan(1.4);
    expect(turnover).toBeLessThan(4.5);
    expect(forced).toBeGreaterThan(0.002);
    expect(forced).toBeLessThan(0.09);
  });
});
