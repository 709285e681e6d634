import { describe, expect, it } from 'vitest';
import { type AlertKind, type AlertSettings, newAlertRule } from '../../../src/core/alerts/alert-rule';
import { type AlertMemory, type AlertMoment, emptyAlertMemory } from '../../../src/core/alerts/alert-state';
import { isPriceNews, isQuietHour, judgeAlerts } from '../../../src/core/alerts/judge-alerts';
import { cluster } from './samples';

const MINUTE_MS = 60_000;
const NOON = 12;

const moment = (change: Partial<AlertMoment> = {}): AlertMoment => ({
  key: 'binance:BTCUSDT',
  timeMs: 1_750_000_000_000,
  priceAgeMs: 1000,
  price: 96_800,
  atr: 700,
  clusters: [cluster()],
  shown: change.clusters ?? [cluster()],
  liquidatedLastMinuteUsd: 0,
  usualPerMinuteUsd: 10_000,
  isOffline: false,
  ...change,
});

const settingsWith = (kind: AlertKind, change: Partial<AlertSettings> = {}): AlertSettings => ({
  rules: [newAlertRule(kind, 'binance:BTCUSDT', 'r1')],
  quietHours: [0, 0],
  capPerHour: 6,
  ...change,
});

/** Feeds moments in order; returns the kinds fired at each. */
function play(settings: AlertSettings, moments: AlertMoment[], hour = NOON) {
  let memory: AlertMemory = emptyAlertMemory();
  return moments.map((next) => {
    const judgement = judgeAlerts(settings, memory, next, null, hour);
    memory = judgement.memory;
    return judgement.events;
  });
}

describe('judgeAlerts, approach of one cluster', () => {
  const zone = { side: 'short', lowPrice: 97_940, highPrice: 98_120 } as const;
  const rule = { ...newAlertRule('approach', 'binance:BTCUSDT', 'bell'), zone };
  const settings = { ...settingsWith('approach'), rules: [rule] };
  const at = (minute: number, change: Partial<AlertMoment>): AlertMoment =>
    moment({ timeMs: moment().timeMs + minute * MINUTE_MS, ...change });

  it('fires for its own cluster whatever its rank, and for no other', () => {
    const other = cluster({ id: 'other', lowPrice: 96_850, highPrice: 96_900, importance: 9 });
    const fired = play(settings, [
      at(0, { price: 96_800, clusters: [other, cluster()] }),
      at(1, { price: 97_500, clusters: [other, cluster()] }),
    ]);
    expect(fired.map((events) => events.length)).toEqual([0, 1]);
    expect(fired[1][0]).toMatchObject({ zone, cluster: { id: 'short 98000' } });
  });

  it('knows its cluster by its edges when the view gives it another id', () => {
    const renamed = cluster({ id: 'short-77', lowPrice: 97_960, highPrice: 98_140 });
    const [events] = play(settings, [at(0, { price: 97_500, clusters: [renamed] })]);
    expect(events[0].cluster?.id).toBe('short-77');
  });

  it('fires by the zone alone when the view judged does not show the cluster', () => {
    const [events] = play(settings, [at(0, { price: 97_500, clusters: [] })]);
    expect(events).toMatchObject([{ cluster: null, zone }]);
  });

  it('is switched off without a word once its cluster is cleared', () => {
    const gone = at(0, { price: 97_500, clusters: [cluster({ life: 'cleared' })] });
    const judgement = judgeAlerts(settings, emptyAlertMemory(), gone, null, NOON);
    expect(judgement.events).toEqual([]);
    expect(judgement.spentRuleIds).toEqual(['bell']);
  });
});

describe('judgeAlerts, cleared of one cluster', () => {
  it('fires when that one clears and stays silent for others', () => {
    const zone = { side: 'short', lowPrice: 97_940, highPrice: 98_120 } as const;
    const rule = { ...newAlertRule('cleared', 'binance:BTCUSDT', 'wait'), zone, rearms: false };
    const settings = { ...settingsWith('cleared'), rules: [rule] };
    const own = cluster();
    const other = cluster({ id: 'other', lowPrice: 99_000, highPrice: 99_100 });
    const at = (minute: number, clusters: AlertMoment['clusters']): AlertMoment =>
      moment({ timeMs: moment().timeMs + minute * MINUTE_MS, clusters });
    const fired = play(settings, [
      at(0, [own, other]),
      at(1, [own, { ...other, life: 'cleared' }]),
      at(2, [{ ...own, life: 'cleared' }, other]),
    ]);
    expect(fired.map((events) => events.map((event) => event.cluster?.id))).toEqual([
      [],
      [],
      ['short 98000'],
    ]);
  });
});

describe('judgeAlerts, approach', () => {
  const far = moment({ price: 96_000 });
  const near = (minute: number) => moment({ price: 97_500, timeMs: moment().timeMs + minute * MINUTE_MS });

  it('fires once when the price comes within the distance and stays silent while it remains there', () => {
    const fired = play(settingsWith('approach'), [far, near(1), near(20), near(40)]);
    expect(fired.map((events) => events.length)).toEqual([0, 1, 0, 0]);
    expect(fired[1][0].figure).toBeCloseTo(440 / 700, 6);
    expect(fired[1][0].cluster?.id).toBe('short 98000');
  });

  it('does not fire again for a small step back over the threshold (hysteresis)', () => {
    const justOutside = moment({ price: 97_200, timeMs: moment().timeMs + 20 * MINUTE_MS });
    const fired = play(settingsWith('approach'), [near(1), justOutside, near(40)]);
    expect(fired.map((events) => events.length)).toEqual([1, 0, 0]);
  });

  it('fires again after the price has clearly left and the cooldown is over', () => {
    const away = moment({ price: 96_000, timeMs: moment().timeMs + 10 * MINUTE_MS });
    const fired = play(settingsWith('approach'), [near(1), away, near(30)]);
    expect(fired.map((events) => events.length)).toEqual([1, 0, 1]);
  });

  it('keeps still within the cooldown even after leaving', () => {
    const away = moment({ price: 96_000, timeMs: moment().timeMs + 2 * MINUTE_MS });
    const fired = play(settingsWith('approach'), [near(1), away, near(4)]);
    expect(fired.map((events) => events.length)).toEqual([1, 0, 0]);
  });

  it('ignores clusters without a card', () => {
    const away = cluster({ id: 'a', lowPrice: 110_000, highPrice: 110_100 });
    const near = cluster({ id: 'c', class: 'scattered' });
    const at = (shown: AlertMoment['shown']) => moment({ price: 97_500, clusters: [away, near], shown });
    expect(play(settingsWith('approach'), [at([away])])[0]).toEqual([]);
    expect(play(settingsWith('approach'), [at([away, near])])[0]).toHaveLength(1);
  });

  it('stays silent without an ATR instead of guessing one', () => {
    expect(play(settingsWith('approach'), [moment({ price: 98_000, atr: Number.NaN })])[0]).toEqual([]);
  });
});

describe('judgeAlerts, other kinds', () => {
  const later = (minutes: number, change: Partial<AlertMoment>) =>
    moment({ timeMs: moment().timeMs + minutes * MINUTE_MS, ...change });

  it('spike fires when a large cluster grows by half within a quarter of an hour', () => {
    const grown = later(10, { clusters: [cluster({ notionalUsd: 60e6 })] });
    const fired = play(settingsWith('spike'), [moment(), grown]);
    expect(fired.map((events) => events.length)).toEqual([0, 1]);
    expect(fired[1][0].figure).toBeCloseTo((60 / 38 - 1) * 100, 6);
  });

  it('LIVE-03 spike stays silent for the growth of a cluster that is not among the largest tenth', () => {
    const others = Array.from({ length: 20 }, (_, index) =>
      cluster({ id: `large ${index}`, notionalUsd: 1e9 }),
    );
    const grown = later(10, { clusters: [cluster({ notionalUsd: 60e6 }), ...others] });
    const before = moment({ clusters: [cluster({}), ...others] });
    expect(play(settingsWith('spike'), [before, grown]).flat()).toEqual([]);
  });

  it('spike stays silent when the same growth took an hour', () => {
    const slow = [0, 15, 30, 45, 60].map((minutes) =>
      later(minutes, { clusters: [cluster({ notionalUsd: 38e6 * 1.12 ** (minutes / 15) })] }),
    );
    expect(play(settingsWith('spike'), slow).flat()).toEqual([]);
  });

  it('cleared fires at the change of life and not for a cluster first seen cleared', () => {
    const cleared = (minutes: number) => later(minutes, { clusters: [cluster({ life: 'cleared' })] });
    expect(play(settingsWith('cleared'), [moment(), cleared(1), cleared(2)]).map((e) => e.length)).toEqual([
      0, 1, 0,
    ]);
    expect(play(settingsWith('cleared'), [cleared(1)])[0]).toEqual([]);
  });

  it('spike and cleared stay silent for scattered clusters, which nothing shows', () => {
    const noise = (change: Partial<ReturnType<typeof cluster>>) => [
      cluster({ class: 'scattered', ...change }),
    ];
    const grown = later(10, { clusters: noise({ notionalUsd: 60e6 }) });
    expect(play(settingsWith('spike'), [moment({ clusters: noise({}) }), grown]).flat()).toEqual([]);
    const gone = later(1, { clusters: noise({ life: 'cleared' }) });
    expect(play(settingsWith('cleared'), [moment({ clusters: noise({}) }), gone]).flat()).toEqual([]);
  });

  it('cascade needs both a burst of liquidations and a price inside a cluster', () => {
    const burst = { liquidatedLastMinuteUsd: 200_000 };
    expect(play(settingsWith('cascade'), [moment({ ...burst, price: 98_000 })])[0]).toHaveLength(1);
    expect(play(settingsWith('cascade'), [moment({ ...burst, price: 96_000 })])[0]).toEqual([]);
    expect(play(settingsWith('cascade'), [moment({ price: 98_000 })])[0]).toEqual([]);
  });

  it('offline fires once per outage', () => {
    const fired = play(settingsWith('offline'), [
      moment({ isOffline: true }),
      later(5, { isOffline: true }),
      later(10, {}),
      later(30, { isOffline: true }),
    ]);
    expect(fired.map((events) => events.length)).toEqual([1, 0, 0, 1]);
  });

  it('plan tells of a stop that a cluster has grown over and of a cluster before the own liquidation', () => {
    const plan = { side: 'long' as const, stop: 95_980, liquidationPrice: 87_558 };
    const below = cluster({
      id: 'long 96000',
      side: 'long',
      lowPrice: 95_910,
      highPrice: 96_050,
      centrePrice: 95_980,
    });
    const { events } = judgeAlerts(
      settingsWith('plan'),
      emptyAlertMemory(),
      moment({ clusters: [below] }),
      plan,
      NOON,
    );
    expect(events.map((event) => event.detail).sort()).toEqual(['before-liquidation', 'stop-inside']);
  });
});

describe('judgeAlerts, limits', () => {
  const ringing = moment({ price: 98_000 });

  it('tells nothing in quiet hours', () => {
    expect(play(settingsWith('approach', { quietHours: [23, 7] }), [ringing], 3)[0]).toEqual([]);
  });

  it('tells no more than the cap per hour and instrument', () => {
    const many = moment({
      price: 98_000,
      clusters: [cluster({ id: 'a' }), cluster({ id: 'b' }), cluster({ id: 'c' })],
    });
    const settings = settingsWith('approach', { capPerHour: 2 });
    expect(play(settings, [many])[0]).toHaveLength(2);
  });

  it('leaves rules of other instruments and rules switched off alone', () => {
    const settings = settingsWith('approach');
    expect(play(settings, [moment({ price: 98_000, key: 'binance:ETHUSDT' })])[0]).toEqual([]);
    settings.rules[0].isOn = false;
    expect(play(settings, [ringing])[0]).toEqual([]);
  });

  it('names rules that do not re-arm as spent', () => {
    const settings = settingsWith('approach');
    settings.rules[0].rearms = false;
    expect(judgeAlerts(settings, emptyAlertMemory(), ringing, null, NOON).spentRuleIds).toEqual(['r1']);
  });

  it('is pure: the memory it was given is unchanged and a second run gives the same', () => {
    const memory = emptyAlertMemory();
    const first = judgeAlerts(settingsWith('approach'), memory, ringing, null, NOON);
    expect(memory).toEqual(emptyAlertMemory());
    expect(judgeAlerts(settingsWith('approach'), memory, ringing, null, NOON)).toEqual(first);
  });
});

describe('isPriceNews', () => {
  const { rules } = settingsWith('approach');
  const near = moment({ price: 97_500 });
  const after = judgeAlerts(settingsWith('approach'), emptyAlertMemory(), near, null, NOON).memory;

  it('is true for a price that comes near, and no more once that was judged', () => {
    expect(isPriceNews(rules, emptyAlertMemory(), moment({ price: 96_000 }))).toBe(false);
    expect(isPriceNews(rules, emptyAlertMemory(), near)).toBe(true);
    expect(isPriceNews(rules, after, near)).toBe(false);
  });

  it('is true for a price inside a cluster while closings come in a burst', () => {
    const cascade = settingsWith('cascade').rules;
    const burst = moment({ price: 98_000, liquidatedLastMinuteUsd: 200_000 });
    expect(isPriceNews(cascade, emptyAlertMemory(), burst)).toBe(true);
    expect(isPriceNews(cascade, emptyAlertMemory(), moment({ price: 98_000 }))).toBe(false);
  });

  it('is false for rules that are off, of other instruments, or of what no price decides', () => {
    expect(isPriceNews([{ ...rules[0], isOn: false }], emptyAlertMemory(), near)).toBe(false);
    expect(isPriceNews(rules, emptyAlertMemory(), { ...near, key: 'binance:ETHUSDT' })).toBe(false);
    expect(isPriceNews(settingsWith('offline').rules, emptyAlertMemory(), { ...near, isOffline: true })).toBe(
      false,
    );
  });
});

describe('isQuietHour', () => {
  it('runs over midnight', () => {
    expect([22, 23, 0, 6, 7, 12].map((hour) => isQuietHour([23, 7], hour))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is never quiet when both hours are equal', () => {
    expect(isQuietHour([0, 0], 0)).toBe(false);
  });
});
