import { expect, it } from 'vitest';
import type { AlertEvent } from '../../../src/core/alerts/alert-state';
import { isRung, RUNG_MS, type RungAlert } from '../../../src/panel/status/rung-cluster';
import { sampleCluster } from '../frame-samples';

const NOW_MS = 1_767_000_000_000;
const told = sampleCluster({ side: 'short', lowPrice: 102, highPrice: 103 });

function rung(change: Partial<AlertEvent> = {}): RungAlert {
  const event: AlertEvent = {
    ruleId: 'a',
    kind: 'spike',
    key: 'binance:BTCUSDT',
    timeMs: NOW_MS,
    priceAgeMs: 0,
    price: 100,
    cluster: told,
    zone: null,
    figure: 60,
    detail: '',
    ...change,
  };
  return { event, heardMs: NOW_MS };
}

it('isRung(cluster of the alert) is true for a minute', () => {
  expect(isRung(rung(), told, 100, NOW_MS)).toBe(true);
  expect(isRung(rung(), told, 100, NOW_MS + RUNG_MS - 1)).toBe(true);
  expect(isRung(rung(), told, 100, NOW_MS + RUNG_MS)).toBe(false);
});

it('isRung(another zone or side) is false', () => {
  expect(isRung(rung(), sampleCluster({ side: 'short', lowPrice: 104, highPrice: 105 }), 100, NOW_MS)).toBe(
    false,
  );
  expect(isRung(rung(), sampleCluster({ side: 'long', lowPrice: 102, highPrice: 103 }), 100, NOW_MS)).toBe(
    false,
  );
});

it('isRung(same zone in the prices of another market) is true', () => {
  const thousandfold = sampleCluster({ side: 'short', lowPrice: 102_000, highPrice: 103_000 });
  expect(isRung(rung(), thousandfold, 100_000, NOW_MS)).toBe(true);
});

it('isRung(alert without a cluster) is false', () => {
  expect(isRung(rung({ kind: 'offline', cluster: null }), told, 100, NOW_MS)).toBe(false);
});
