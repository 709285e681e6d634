// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourceState } from '../../src/core/market/source-status';
import { createMapMute, type MapMute } from '../../src/page/map-mute';
import { sampleSource } from '../panel/frame-samples';

const NOW = Date.UTC(2026, 10, 21, 12);

let isMuted: boolean;
let mute: MapMute;
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  isMuted = false;
  stop = new AbortController();
  mute = createMapMute(document, stop.signal, (next) => {
    isMuted = next;
  });
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function show(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

const sources = (...states: SourceState[]) => states.map((state) => sampleSource('binance', state));

describe('createMapMute', () => {
  it('LIVE-02 a feed that is cut greys the map within 60 s by the clock alone, and the next price colours it', () => {
    mute.noteData(NOW);
    vi.advanceTimersByTime(40_000);
    expect(isMuted).toBe(false);
    vi.advanceTimersByTime(20_000);
    expect(isMuted).toBe(true);
    mute.noteData(NOW + 60_000);
    expect(isMuted).toBe(false);
  });

  it('data that comes again and again unchanged, does not keep the map in colour', () => {
    for (let second = 0; second < 60; second++) {
      mute.noteData(NOW);
      vi.advanceTimersByTime(1000);
    }
    expect(isMuted).toBe(true);
  });

  it('a frame that comes late, counts from the moment that it shows', () => {
    for (let second = 0; second < 10; second++) {
      mute.noteData(NOW + second * 1000);
      vi.advanceTimersByTime(1000);
    }
    vi.advanceTimersByTime(14_000);
    mute.noteData(NOW + 9500);
    vi.advanceTimersByTime(36_000);
    expect(isMuted).toBe(true);
  });

  it('a clock that jumps ahead, leaves a map alone that is alive', () => {
    mute.noteData(NOW);
    vi.setSystemTime(NOW + 3_600_000);
    for (let second = 0; second < 60; second++) {
      mute.noteData(NOW + second * 1000 + 1);
      vi.advanceTimersByTime(1000);
      expect(isMuted).toBe(false);
    }
  });

  it.each([-600_000, 600_000])('a clock %d ms off, leaves a map alone that is alive', (offMs) => {
    for (let second = 0; second < 120; second++) {
      mute.noteData(NOW + offMs + second * 1000);
      vi.advanceTimersByTime(1000);
      expect(isMuted).toBe(false);
    }
  });

  it('a page that comes back from the background, has ten seconds before its old picture is grey', () => {
    mute.noteData(NOW);
    show('hidden');
    vi.advanceTimersByTime(600_000);
    show('visible');
    vi.advanceTimersByTime(9000);
    expect(isMuted).toBe(false);
    vi.advanceTimersByTime(6000);
    expect(isMuted).toBe(true);
  });

  it('before anything has come, has no timer and says nothing', () => {
    expect(vi.getTimerCount()).toBe(0);
  });

  it('greys at once when no source is left, and not while one is', () => {
    mute.setSources(sources('blocked', 'live'));
    expect(isMuted).toBe(false);
    mute.setSources(sources('blocked', 'quarantined', 'rate-limited'));
    expect(isMuted).toBe(true);
    mute.setSources([]);
    expect(isMuted).toBe(false);
  });

  it('a price that only a source tells of, colours the map as well', () => {
    mute.noteData(NOW);
    vi.advanceTimersByTime(60_000);
    expect(isMuted).toBe(true);
    mute.setSources([sampleSource('bybit', 'live', { lastDataMs: NOW + 60_000 })]);
    expect(isMuted).toBe(false);
  });

  it('greys for the hours of the event mode', () => {
    mute.noteData(NOW);
    mute.setEventMode(NOW + 3000);
    expect(isMuted).toBe(true);
    vi.advanceTimersByTime(5000);
    expect(isMuted).toBe(false);
  });

  it('greys when the background stays away for five seconds, until it speaks again', () => {
    mute.setConnected(false);
    vi.advanceTimersByTime(4000);
    mute.setConnected(true);
    vi.advanceTimersByTime(4000);
    expect(isMuted).toBe(false);
    mute.setConnected(false);
    vi.advanceTimersByTime(5000);
    expect(isMuted).toBe(true);
    mute.setConnected(true);
    expect(isMuted).toBe(false);
  });

  it('after the end of the page, runs no more', () => {
    mute.noteData(NOW);
    stop.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
