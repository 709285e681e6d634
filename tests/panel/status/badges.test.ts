import { describe, expect, it } from 'vitest';
import { LIVE_LIMIT_MS, STALE_LIMIT_MS } from '../../../src/core/market/data-age';
import { type BadgeInput, newestDataMs, statusBadges } from '../../../src/panel/status/badges';
import { SAMPLE_NOW_MS, sampleFrame, sampleSource, sampleSources } from '../frame-samples';
import { ANCHORED } from '../panel-states';

function input(part: Partial<BadgeInput> = {}): BadgeInput {
  return {
    frame: sampleFrame(),
    sources: sampleSources(),
    priceTimeMs: SAMPLE_NOW_MS - 2000,
    anchor: ANCHORED,
    badge: 'live',
    isConnected: true,
    nowMs: SAMPLE_NOW_MS,
    ...part,
  };
}

/** Everything last heard `ageMs` ago. */
function aged(ageMs: number): BadgeInput {
  const timeMs = SAMPLE_NOW_MS - ageMs;
  return input({
    frame: sampleFrame({ asOfMs: timeMs }),
    sources: sampleSources().map((source) => ({ ...source, lastDataMs: timeMs })),
    priceTimeMs: timeMs,
  });
}

const kinds = (from: BadgeInput): string[] => statusBadges(from).map((badge) => badge.kind);

describe('statusBadges', () => {
  it('says live with the age while data is fresh', () => {
    expect(statusBadges(input())).toEqual([{ kind: 'live', ageMs: 2000 }]);
  });

  it('goes from live to ageing to stale at the limits', () => {
    expect(kinds(aged(LIVE_LIMIT_MS))).toEqual(['live']);
    expect(kinds(aged(LIVE_LIMIT_MS + 1))).toEqual(['ageing']);
    expect(kinds(aged(STALE_LIMIT_MS))).toEqual(['ageing']);
    expect(kinds(aged(STALE_LIMIT_MS + 1))).toEqual(['stale']);
  });

  it('shows a cut feed within 15 s and greys within 60 s', () => {
    expect(LIVE_LIMIT_MS).toBeLessThan(15_000);
    expect(STALE_LIMIT_MS).toBeLessThan(60_000);
  });

  it('says nothing of freshness while no data has been asked for', () => {
    expect(kinds(input({ frame: null, sources: [], priceTimeMs: 0 }))).toEqual([]);
  });

  it('says offline when sources never answered, when cut off, and when every source is dead', () => {
    const silent = [sampleSource('binance', 'stale', { lastDataMs: 0 })];
    expect(kinds(input({ frame: null, sources: silent, priceTimeMs: 0 }))).toEqual(['offline']);
    expect(kinds(input({ frame: null, sources: [], priceTimeMs: 0, isConnected: false }))).toEqual([
      'offline',
    ]);
    expect(kinds(input({ isConnected: false }))).toEqual(['offline']);
    const dead = [sampleSource('binance', 'blocked'), sampleSource('bybit', 'offline')];
    expect(kinds(input({ sources: dead }))).toEqual(['offline']);
  });

  it('says offline, not live, when the only source is heard but not believed', () => {
    expect(kinds(input({ sources: [sampleSource('binance', 'quarantined')] }))).toEqual(['offline']);
  });

  it('counts the sources that answer, leaving out those that do not list the symbol', () => {
    const sources = [
      sampleSource('binance', 'live'),
      sampleSource('bybit', 'ageing'),
      sampleSource('okx', 'rate-limited'),
      sampleSource('gate', 'unsupported'),
      sampleSource('bitget', 'loading', { historyMs: 0 }),
    ];
    expect(statusBadges(input({ sources })).slice(1)).toEqual([
      { kind: 'partial', have: 2, of: 4 },
      { kind: 'history', have: 2, of: 3 },
    ]);
  });

  it('counts the sources with all of their history once there is heat', () => {
    const sources = [sampleSource('binance', 'live'), sampleSource('okx', 'live', { historyMs: 0 })];
    expect(statusBadges(input({ sources }))[1]).toEqual({ kind: 'history', have: 1, of: 2 });
    expect(kinds(input({ sources, frame: null }))).toEqual(['live']);
    expect(kinds(input({ sources, badge: 'replay' }))).toEqual(['replay']);
  });

  it('does not call a source missing whose history is still coming in', () => {
    const sources = [sampleSource('binance', 'live'), sampleSource('okx', 'loading')];
    expect(kinds(input({ sources }))).toEqual(['live']);
  });

  it('says demo or replay in place of freshness', () => {
    expect(kinds(input({ badge: 'demo' }))).toEqual(['demo']);
    expect(kinds({ ...aged(1e9), badge: 'replay' })).toEqual(['replay']);
  });

  it('adds thin and not aligned', () => {
    const anchor = { ...ANCHORED, state: 'lost' as const, hasPrice: false };
    expect(kinds(input({ frame: sampleFrame({ isThin: true }), anchor }))).toEqual([
      'live',
      'thin',
      'not-aligned',
    ]);
  });

  it('counts the sources with all of their history once there is heat', () => {
    const sources = [sampleSource('binance', 'live'), sampleSource('okx', 'live', { historyMs: 0 })];
    expect(statusBadges(input({ sources }))[1]).toEqual({ kind: 'history', have: 1, of: 2 });
    expect(kinds(input({ sources, frame: null }))).toEqual(['live']);
    expect(kinds(input({ sources, badge: 'replay' }))).toEqual(['replay']);
  });

  it('does not call a chart misaligned while it is being looked for', () => {
    expect(kinds(input({ anchor: { ...ANCHORED, state: 'searching', hasPrice: false } }))).toEqual(['live']);
    expect(kinds(input({ anchor: null }))).toEqual(['live']);
  });

  it('calls a lock without a price axis misaligned', () => {
    expect(kinds(input({ anchor: { ...ANCHORED, hasPrice: false } }))).toEqual(['live', 'not-aligned']);
  });

  it('never gives a negative age when a clock runs ahead', () => {
    expect(statusBadges(aged(-3000))[0]).toEqual({ kind: 'live', ageMs: 0 });
  });
});

describe('newestDataMs', () => {
  const told = [sampleSource('a', 'live', { lastDataMs: 7 })];

  it('takes the newer of price and sources', () => {
    expect(newestDataMs({ frame: null, sources: [], priceTimeMs: 0 })).toBe(0);
    expect(newestDataMs({ frame: null, sources: told, priceTimeMs: 5 })).toBe(7);
    expect(newestDataMs({ frame: null, sources: told, priceTimeMs: 9 })).toBe(9);
  });

  it('counts a frame, which another clock stamped, only while no source has said anything', () => {
    const frame = sampleFrame({ asOfMs: 60_000 });
    expect(newestDataMs({ frame, sources: told, priceTimeMs: 5 })).toBe(7);
    const silent = [sampleSource('a', 'loading', { lastDataMs: 0 })];
    expect(newestDataMs({ frame, sources: silent, priceTimeMs: 0 })).toBe(60_000);
  });
});
