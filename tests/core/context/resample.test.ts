import { describe, expect, it } from 'vitest';
import { resample } from '../../../src/core/context/resample';
import { HOUR_MS, hourBars } from './bars';

describe('resample', () => {
  it('joins bars into longer ones aligned to Unix time', () => {
    const bars = hourBars(
      [
        [1, 5, 1, 4, 10],
        [4, 6, 3, 5, 20],
        [5, 5, 2, 3, 30],
      ],
      HOUR_MS,
    );
    expect(resample(bars, 2 * HOUR_MS)).toMatchObject([
      { openTimeMs: 0, open: 1, high: 5, low: 1, close: 4, volumeBase: 10, isClosed: true },
      { openTimeMs: 2 * HOUR_MS, open: 4, high: 6, low: 2, close: 3, volumeBase: 50, isClosed: true },
    ]);
  });

  it('leaves the last bar open until its last part has closed', () => {
    const bars = hourBars([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
    expect(resample(bars.slice(0, 1), 2 * HOUR_MS)[0].isClosed).toBe(false);
    expect(resample([bars[0], { ...bars[1], isClosed: false }], 2 * HOUR_MS)[0].isClosed).toBe(false);
    expect(resample(bars, 2 * HOUR_MS)[0].isClosed).toBe(true);
  });

  it('does not invent a volume where a part has none', () => {
    const [a, b] = hourBars([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ]);
    expect(resample([a, { ...b, volumeBase: null }], 2 * HOUR_MS)[0].volumeBase).toBeNull();
  });

  it('gives bars of the same length back and refuses lengths that are none', () => {
    const bars = hourBars([[1, 2, 0, 1]]);
    expect(resample(bars, HOUR_MS)).toEqual(bars);
    expect(() => resample(bars, 0)).toThrow('invalid interval: 0');
  });
});
