import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { wordsOf } from '../../src/background/alert-words';
import type { AlertEvent } from '../../src/core/alerts/alert-state';
import en from '../../src/panel/locales/en.json';
import { tableLookup } from '../../src/panel/strings/table-lookup';
import { cluster } from '../core/alerts/samples';

beforeEach(() => {
  fakeBrowser.reset();
  const say = tableLookup(en);
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation(((key: string, parts: string[] = []) =>
    say(key, parts)) as never);
});

const event = (change: Partial<AlertEvent> = {}): AlertEvent => ({
  ruleId: 'r',
  kind: 'approach',
  key: 'binance:BTCUSDT',
  timeMs: 0,
  priceAgeMs: 41_000,
  price: 97_500,
  cluster: cluster(),
  zone: null,
  figure: 0.6,
  detail: '',
  ...change,
});

describe('wordsOf', () => {
  it('of an approach, names side, band, amount, price and its age', () => {
    const { title, message } = wordsOf(event(), 'BTCUSDT');
    expect(title).toBe('BTCUSDT: price near a cluster');
    expect(message).toMatch(/^SHORTS 97,940–98,120, est\. \$38M\. Price 97,500, 41 s old\./);
  });

  it('of an approach, lists what some do then as neutral options and says that nothing is traded', () => {
    const { message } = wordsOf(event(), 'BTCUSDT');
    for (const option of ['close a part', 'tighten the stop', 'stablecoin', 'or nothing'])
      expect(message).toContain(option);
    expect(message).toContain('Liqlens never trades.');
    expect(wordsOf(event({ kind: 'spike' }), 'BTCUSDT').message).not.toContain('stablecoin');
  });

  it('of a watched zone whose cluster the view does not show, names the zone', () => {
    const zone = { side: 'long', lowPrice: 95_910, highPrice: 96_050 } as const;
    expect(wordsOf(event({ cluster: null, zone }), 'BTCUSDT').message).toMatch(
      /^LONGS 95,910–96,050\. Price/,
    );
  });
});
