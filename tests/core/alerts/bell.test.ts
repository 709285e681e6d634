import { describe, expect, it } from 'vitest';
import { DEFAULT_ALERT_SETTINGS, newAlertRule } from '../../../src/core/alerts/alert-rule';
import { clusterAtZone, liesInZone, rulesInUnit, zoneOfCluster } from '../../../src/core/alerts/alert-zone';
import { bellOf, withBell } from '../../../src/core/alerts/bell';
import { SAMPLE_INSTRUMENT } from '../../panel/frame-samples';
import { cluster } from './samples';

const FRAME = { instrument: SAMPLE_INSTRUMENT };

describe('withBell', () => {
  it('on, adds one approach rule for the band of the cluster', () => {
    const { rules } = withBell(DEFAULT_ALERT_SETTINGS, FRAME, 'approach', cluster(), true);
    expect(rules).toMatchObject([
      {
        kind: 'approach',
        key: 'binance:BTCUSDT',
        isOn: true,
        rearms: true,
        zone: { side: 'short', lowPrice: 97_940, highPrice: 98_120 },
      },
    ]);
  });

  it('off, deletes the rules of that cluster, spent ones too, and leaves every other', () => {
    const general = newAlertRule('approach', 'binance:BTCUSDT', 'general');
    const on = withBell({ ...DEFAULT_ALERT_SETTINGS, rules: [general] }, FRAME, 'approach', cluster(), true);
    const spent = { ...on, rules: on.rules.map((rule) => ({ ...rule, isOn: false })) };
    const off = withBell(spent, FRAME, 'approach', cluster({ lowPrice: 97_950 }), false);
    expect(off.rules.map(({ id }) => id)).toEqual(['general']);
  });

  it('on for a clearing, fires once', () => {
    const { rules } = withBell(DEFAULT_ALERT_SETTINGS, FRAME, 'cleared', cluster(), true);
    expect(rules).toMatchObject([{ kind: 'cleared', rearms: false }]);
  });
});

describe('bellOf', () => {
  const alerts = withBell(DEFAULT_ALERT_SETTINGS, FRAME, 'approach', cluster(), true);

  it('finds the armed rule of a cluster that has drifted a little', () => {
    const drifted = cluster({ id: 'x', lowPrice: 97_980, highPrice: 98_150 });
    expect(bellOf(alerts, FRAME, 'approach', drifted)?.kind).toBe('approach');
  });

  it('is null for the other side, another kind, another market and a rule that is off', () => {
    expect(bellOf(alerts, FRAME, 'approach', cluster({ side: 'long' }))).toBeNull();
    expect(bellOf(alerts, FRAME, 'cleared', cluster())).toBeNull();
    const ether = { instrument: { ...SAMPLE_INSTRUMENT, symbol: 'ETHUSDT' } };
    expect(bellOf(alerts, ether, 'approach', cluster())).toBeNull();
    const off = { ...alerts, rules: alerts.rules.map((rule) => ({ ...rule, isOn: false })) };
    expect(bellOf(off, FRAME, 'approach', cluster())).toBeNull();
  });

  it('finds a rule made on a page that counts in another unit', () => {
    const thousandth = cluster({ lowPrice: 97.94, highPrice: 98.12 });
    const frame = { ...FRAME, priceFactor: 0.001 };
    expect(bellOf(alerts, frame, 'approach', thousandth)?.zone?.lowPrice).toBeCloseTo(97.94, 9);
  });
});

describe('liesInZone', () => {
  const zone = zoneOfCluster(cluster());

  it.each([
    [97_940, 98_120, true],
    [98_030, 98_210, true],
    [98_040, 98_220, false],
    [97_980, 98_000, true],
    [98_500, 98_600, false],
  ])('of %s to %s against 97,940 to 98,120 is %s', (lowPrice, highPrice, expected) => {
    expect(liesInZone(cluster({ lowPrice, highPrice }), zone)).toBe(expected);
  });
});

describe('clusterAtZone', () => {
  it('prefers a living cluster to one that ended in the same band', () => {
    const ended = cluster({ id: 'old', life: 'cleared' });
    expect(clusterAtZone([ended, cluster()], zoneOfCluster(cluster()))?.id).toBe('short 98000');
    expect(clusterAtZone([ended], zoneOfCluster(cluster()))?.id).toBe('old');
    expect(clusterAtZone([], zoneOfCluster(cluster()))).toBeNull();
  });
});

describe('rulesInUnit', () => {
  it('leaves rules without a zone and zones of the same unit as they are', () => {
    const general = newAlertRule('approach', 'binance:BTCUSDT', 'general');
    const own = { ...general, zone: zoneOfCluster(cluster(), 0.001) };
    expect(rulesInUnit([general, own], 0.001)).toEqual([general, own]);
  });

  it('turns a zone of a page in thousands back into the unit of the contract', () => {
    const rule = {
      ...newAlertRule('approach', 'binance:BTCUSDT', 'r'),
      zone: zoneOfCluster(cluster(), 0.001),
    };
    expect(rulesInUnit([rule], 1)[0].zone?.lowPrice).toBeCloseTo(97_940_000, 3);
  });
});
