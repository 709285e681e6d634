import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecentFrames } from '../../src/background/recent-frames';
import { DEFAULT_SETTINGS, siteSettings } from '../../src/core/settings/settings';
import { syntheticFrame } from '../overlay/synthetic-frame';

const FRAME = syntheticFrame();
const { query } = siteSettings(DEFAULT_SETTINGS, 'binance');
const frameOf = (symbol: string) => ({ ...FRAME, instrument: { ...FRAME.instrument, symbol } });
const [ONE, TWO, THREE] = ['ONEUSDT', 'TWOUSDT', 'THREEUSDT'].map(frameOf);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createRecentFrames', () => {
  it('finds the newest frame of a question, and none of another', () => {
    const recent = createRecentFrames();
    const newer = { ...ONE };
    recent.note(query, ONE);
    recent.note(query, newer);
    expect(recent.find(ONE.instrument, query)).toBe(newer);
    expect(recent.find(TWO.instrument, query)).toBeNull();
    expect(recent.find(ONE.instrument, { ...query, untilMs: 1 })).toBeNull();
  });

  it('keeps the two that were made last, in whichever order they were made first', () => {
    const recent = createRecentFrames();
    for (const frame of [ONE, TWO, ONE, THREE]) recent.note(query, frame);
    expect([ONE, TWO, THREE].map(({ instrument }) => recent.find(instrument, query))).toEqual([
      ONE,
      null,
      THREE,
    ]);
  });

  it('finds none that is 15 s old', () => {
    const recent = createRecentFrames();
    recent.note(query, ONE);
    vi.advanceTimersByTime(14_999);
    expect(recent.find(ONE.instrument, query)).toBe(ONE);
    vi.advanceTimersByTime(1);
    expect(recent.find(ONE.instrument, query)).toBeNull();
  });
});
