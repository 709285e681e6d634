import { describe, expect, it } from 'vitest';
import { type Badge, badgeOf } from '../../src/background/action-badge';
import type { SourceStatus } from '../../src/core/market/source-status';
import type { AnchorReport } from '../../src/messages/page-protocol';
import en from '../../src/panel/locales/en.json';
import { tableLookup } from '../../src/panel/strings/table-lookup';
import { BTC_PERPETUAL } from '../core/market/btc-perpetual';

const instrument = { ...BTC_PERPETUAL, symbol: 'DOGEUSDT', base: 'DOGE' };
const source = (state: SourceStatus['state'], reason = ''): SourceStatus => ({
  exchange: 'binance',
  instrument: 'binance:DOGEUSDT',
  state,
  reason,
  lastDataMs: 0,
  retryAtMs: 0,
  refused: {},
  lastRefusal: null,
  historyMs: 0,
  wantedHistoryMs: 0,
});
const anchor = (state: AnchorReport['state']): AnchorReport => ({
  state,
  source: 'axis-tap',
  hasPrice: true,
  hasTime: true,
  reason: '',
  rmsPx: 0.1,
});

const words = ({ title }: Badge): string => tableLookup(en)(title.key, title.parts);

describe('badgeOf', () => {
  it('says "on" only when data and chart are both there', () => {
    const badge = badgeOf({ state: 'ready', instrument }, anchor('locked'), [source('live')]);
    expect(badge.text).toBe('on');
    expect(words(badge)).toContain('estimated heat');
  });

  it('says that the chart is not aligned instead of "on"', () => {
    const badge = badgeOf({ state: 'ready', instrument }, anchor('ambiguous'), [source('live')]);
    expect(badge.text).not.toBe('on');
    expect(words(badge)).toContain('not aligned');
  });

  it('says that no source answers before anything else', () => {
    const badge = badgeOf({ state: 'ready', instrument }, anchor('locked'), [
      source('blocked', 'Binance is not available in your region'),
    ]);
    expect(words(badge)).toContain('no source answers');
  });

  it('counts the sources that answer when some do not', () => {
    const badge = badgeOf({ state: 'ready', instrument }, anchor('locked'), [
      source('live'),
      source('stale'),
    ]);
    expect(words(badge)).toContain('1 of 2');
  });

  it('does not miss a source that begins with its stored history', () => {
    const begins = { ...source('loading'), historyMs: 86_400_000 };
    const badge = badgeOf({ state: 'ready', instrument }, anchor('locked'), [source('live'), begins]);
    expect(words(badge)).toBe(en.badgeTitleOn);
  });

  it('says that no source answers when none may be reached', () => {
    const badge = badgeOf({ state: 'ready', instrument }, anchor('locked'), [source('no-permission')]);
    expect(words(badge)).toBe(en.badgeTitleNoSource);
  });

  it('asks before loading a coin that is not on the watch list', () => {
    expect(words(badgeOf({ state: 'ask-to-load', instrument }, null, []))).toContain('DOGEUSDT');
  });

  it("says when the list of contracts cannot be fetched, which is not the chart's fault", () => {
    const badge = badgeOf({ state: 'unreachable', reason: 'timeout' }, anchor('lost'), []);
    expect([badge.text, words(badge)]).toEqual(['!', en.badgeTitleUnreachable]);
  });

  it('differs by text and not only by colour between off, waiting, trouble and on', () => {
    const texts = [
      badgeOf(null, null, []).text,
      badgeOf({ state: 'loading', instrument, done: 0, total: 1 }, null, []).text,
      badgeOf({ state: 'engine-down', reason: 'gone' }, null, []).text,
      badgeOf({ state: 'ready', instrument }, anchor('locked'), [source('live')]).text,
    ];
    expect(new Set(texts).size).toBe(4);
  });
});
