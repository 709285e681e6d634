import { describe, expect, test } from 'vitest';
import { monthNames } from '../../../src/core/axis/month-names';
import { trackTimes } from '../../../src/core/axis/time-track';

const NOW = Date.UTC(2026, 10, 20, 14) / 1000;
const START = Date.UTC(2026, 10, 15) / 1000;
const VIEW: [number, number] = [0, 800];

/** Day numbers and noons of a view that begins at `startSec`, 600 s a px. */
function labels(startSec: number, days: number) {
  return Array.from({ length: days * 2 }, (_, i) => {
    const t = startSec + i * 43_200;
    return { text: i % 2 ? '12:00' : String(new Date(t * 1000).getUTCDate()), x: 40 + i * 72 };
  });
}

describe('trackTimes', () => {
  test('takes the first view for the present when now lies in it', () => {
    const tracks = trackTimes(() => monthNames([]));
    const fit = tracks.update('c1', labels(START, 5), VIEW, NOW);
    expect(fit?.ambiguous).toBe(false);
    expect((fit?.x0 ?? 0) + START * (fit?.pxPerSec ?? 0)).toBeCloseTo(40, 4);
  });

  test('doubts a first view in which now does not lie', () => {
    const tracks = trackTimes(() => monthNames([]));
    expect(tracks.update('c1', labels(START - 20 * 86_400, 5), VIEW, NOW)?.ambiguous).toBe(true);
  });

  test('stays sure while a pan can be followed, over a month boundary too', () => {
    const tracks = trackTimes(() => monthNames([]));
    let sure = tracks.update('c1', labels(START, 5), VIEW, NOW)?.ambiguous === false;
    for (let back = 1; back <= 20; back++) {
      const fit = tracks.update('c1', labels(START - back * 86_400, 5), VIEW, NOW);
      const x = (fit?.x0 ?? 0) + (START - back * 86_400) * (fit?.pxPerSec ?? 0);
      sure &&= fit?.ambiguous === false && Math.abs(x - 40) < 0.01;
    }
    expect(sure).toBe(true);
  });

  test('doubts after a jump to labels of which none was there before', () => {
    const tracks = trackTimes(() => monthNames([]));
    tracks.update('c1', labels(START, 5), VIEW, NOW);
    expect(tracks.update('c1', labels(START - 10 * 86_400, 5), VIEW, NOW)?.ambiguous).toBe(true);
  });

  test('keeps charts apart and forgets one when told', () => {
    const tracks = trackTimes(() => monthNames([]));
    tracks.update('c1', labels(START, 5), VIEW, NOW);
    expect(tracks.update('c2', labels(START - 20 * 86_400, 5), VIEW, NOW)?.ambiguous).toBe(true);
    tracks.forget('c1');
    expect(tracks.update('c1', labels(START, 5), VIEW, NOW)?.ambiguous).toBe(false);
  });
});
