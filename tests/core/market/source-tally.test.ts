import { describe, expect, it } from 'vitest';
import type { SourceState, SourceStatus } from '../../../src/core/market/source-status';
import { isMissing, tallySources } from '../../../src/core/market/source-tally';

const DAY_MS = 86_400_000;

/** A source in a state, with so many of its seven days on hand. */
function source(state: SourceState, days = 7): SourceStatus {
  return {
    exchange: 'binance',
    instrument: 'binance:BTCUSDT',
    state,
    reason: '',
    lastDataMs: 0,
    retryAtMs: 0,
    refused: {},
    lastRefusal: null,
    historyMs: days * DAY_MS,
    wantedHistoryMs: 7 * DAY_MS,
  };
}

describe('tallySources', () => {
  it('of nothing, is silent about nothing and lacks nothing', () => {
    expect(tallySources([])).toEqual({
      have: 0,
      of: 0,
      isSilent: false,
      history: { whole: 0, of: 0, share: 1 },
    });
  });

  it.each(['stale', 'offline', 'rate-limited', 'blocked', 'no-permission', 'quarantined'] as const)(
    'of a source that is %s, counts it as missing',
    (state) => {
      expect(isMissing({ state })).toBe(true);
      expect(tallySources([source(state)])).toMatchObject({ have: 0, of: 1, isSilent: true });
      expect(tallySources([source(state), source('live')])).toMatchObject({
        have: 1,
        of: 2,
        isSilent: false,
      });
    },
  );

  it('of a source that begins, counts it once it has history, and is not silent before', () => {
    expect(tallySources([source('loading', 0)])).toMatchObject({ have: 0, of: 1, isSilent: false });
    expect(tallySources([source('loading', 1)])).toMatchObject({ have: 1, of: 1 });
  });

  it('of a source that does not list the coin, leaves it out', () => {
    expect(tallySources([source('live'), source('ageing'), source('unsupported')])).toMatchObject({
      have: 2,
      of: 2,
      history: { of: 2 },
    });
  });

  it('history, counts live sources that still load older days, and none that are missing', () => {
    const { history } = tallySources([
      source('live', 7),
      source('live', 3.5),
      source('loading', 0),
      source('blocked', 0),
    ]);
    expect(history).toEqual({ whole: 1, of: 3, share: 0.5 });
  });

  it('history, is whole up to an hour that a short pause left out', () => {
    expect(tallySources([source('live', 7 - 0.04)]).history.whole).toBe(1);
    expect(tallySources([source('live', 7 - 0.05)]).history.whole).toBe(0);
  });

  it('history of more than was wanted, is no more than all of it', () => {
    expect(tallySources([source('live', 9)]).history).toEqual({ whole: 1, of: 1, share: 1 });
  });
});
