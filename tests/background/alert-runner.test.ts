import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { AlertRunner } from '../../src/background/alert-runner';
import type { SettingsBox } from '../../src/background/settings-box';
import { newAlertRule } from '../../src/core/alerts/alert-rule';
import type { AlertEvent } from '../../src/core/alerts/alert-state';
import { DEFAULT_LOOK, DEFAULT_SETTINGS } from '../../src/core/settings/settings';
import { sampleFrame } from '../panel/frame-samples';

const KEY = 'binance:BTCUSDT';
const frame = () => sampleFrame({ asOfMs: Date.now(), markPrice: 96_812 });

let fired: AlertEvent[];

function runnerWith(kind: 'approach' | 'offline', withinAtr: number): AlertRunner {
  const rule = { ...newAlertRule(kind, KEY, 'r1'), withinAtr };
  const alerts = { ...DEFAULT_SETTINGS.alerts, rules: [rule] };
  return new AlertRunner({
    settings: { current: { ...DEFAULT_SETTINGS, alerts } } as SettingsBox,
    pollFrames: async () => [],
    isOpen: () => true,
    onFired: (event) => fired.push(event),
  });
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockReturnValue('words');
  Object.assign(fakeBrowser.notifications, { create: vi.fn(async () => 'id') });
  fired = [];
});

describe('AlertRunner.notePrice', () => {
  it('rings at the price that comes near, without another frame, and once', async () => {
    const runner = runnerWith('approach', 0.3);
    runner.judge(frame(), DEFAULT_LOOK);
    await settled();
    expect(fired).toEqual([]);
    const priceMs = Date.now() - 400;
    for (const price of [97_500, 97_900, 97_910, 97_920]) runner.notePrice(KEY, price, priceMs);
    await settled();
    expect(fired.map(({ price }) => price)).toEqual([97_900]);
    expect(fired[0].priceAgeMs).toBeGreaterThanOrEqual(400);
    runner.notePrice(KEY, 97_900, Date.now());
    await settled();
    expect(fired).toHaveLength(1);
  });

  it('takes prices in the unit of the frame', async () => {
    const runner = runnerWith('approach', 0.3);
    runner.judge({ ...frame(), priceFactor: 0.001 }, DEFAULT_LOOK);
    await settled();
    runner.notePrice(KEY, 97_900_000, Date.now());
    await settled();
    expect(fired).toHaveLength(1);
  });

  it('before any frame, then nothing', async () => {
    const runner = runnerWith('approach', 0.3);
    runner.notePrice(KEY, 97_900, Date.now());
    await settled();
    expect(fired).toEqual([]);
  });

  it('after everything was deleted, then nothing', async () => {
    const runner = runnerWith('approach', 0.3);
    runner.judge(frame(), DEFAULT_LOOK);
    await runner.halt();
    runner.notePrice(KEY, 97_900, Date.now());
    await settled();
    expect(fired).toEqual([]);
  });
});

describe('AlertRunner.judge', () => {
  it('a replayed frame, then nothing', async () => {
    const runner = runnerWith('approach', 9);
    runner.judge({ ...frame(), badge: 'replay' }, DEFAULT_LOOK);
    await settled();
    expect(fired).toEqual([]);
  });
});
