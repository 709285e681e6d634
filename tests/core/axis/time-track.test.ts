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
    const track = trackTimes(monthNames(() => []));
    const fit = track.update(labels(START, 5), VIEW, NOW);
    expect(fit?.ambiguous).toBe(false);
    expect((fit?.x0 ?? 0) + START * (fit?.pxPerSec ?? 0)).toBeCloseTo(40, 4);
  });

  test('doubts a first view in which now does not lie', () => {
    const track = trackTimes(monthNames(() => []));
    expect(track.update(labels(START - 20 * 86_400, 5), VIEW, NOW)?.ambiguous).toBe(true);
  });

  test('stays sure while a pan can be followed, over a month boundary too', () => {
    const track = trackTimes(monthNames(() => []));
    let sure = track.update(labels(START, 5), VIEW, NOW)?.ambiguous === false;
    for (let back = 1; back <= 20; back++) {
      const fit = track.update(labels(START - back * 86_400, 5), VIEW, NOW);
      const x = (fit?.x0 ?? 0) + (START - back * 86_400) * (fit?.pxPerSec ?? 0);
      sure &&= fit?.ambiguous === false && Math.abs(x - 40) < 0.01;
    }
    expect(sure).toBe(true);
  });

  test('keeps the fit while a crosshair label that was moved off its time stands in the row', () => {
    const track = trackTimes(monthNames(() => []));
    const row = labels(START, 5);
    const before = track.update(row, VIEW, NOW);
    const crosshair = { text: "14 Nov '26 21:00", x: 44 };
    expect(track.update([crosshair, ...row], VIEW, NOW)).toEqual(before);
    expect(track.update([...row, { text: "19 Nov '26 22:10", x: 760 }], VIEW, NOW)).toEqual(before);
    const moved = row.map(({ text, x }) => ({ text, x: x + 20 }));
    expect(track.update([crosshair, ...moved], VIEW, NOW)?.x0).not.toBe(before?.x0);
  });

  test('says whether a view was read from the one before', () => {
    const track = trackTimes(monthNames(() => []));
    const isFollowed = (startSec: number) => {
      track.update(labels(startSec, 5), VIEW, NOW);
      return track.isFollowed();
    };
    expect([START, START - 86_400, START - 12 * 86_400].map(isFollowed)).toEqual([false, true, false]);
  });

  test('doubts after a jump to labels of which none was there before', () => {
    const track = trackTimes(monthNames(() => []));
    track.update(labels(START, 5), VIEW, NOW);
    expect(track.update(labels(START - 10 * 86_400, 5), VIEW, NOW)?.ambiguous).toBe(true);
  });

  test('follows from a line that something else has proven', () => {
    const track = trackTimes(monthNames(() => []));
    const august = START - 97 * 86_400;
    track.update(labels(august, 5), VIEW, NOW);
    track.prove({ pxPerSec: 1 / 600, x0: 40 - august / 600, inliers: 10, ambiguous: false });
    expect(track.update(labels(august, 5), VIEW, NOW)?.ambiguous).toBe(false);
    const next = track.update(labels(august + 86_400, 5), VIEW, NOW);
    expect(next?.ambiguous).toBe(false);
    expect((next?.x0 ?? 0) + (august + 86_400) / 600).toBeCloseTo(40, 3);
  });

  test('does not take a proven line for a view with too few labels to know it again', () => {
    const track = trackTimes(monthNames(() => []));
    track.update([], VIEW, NOW);
    track.prove({ pxPerSec: 1 / 600, x0: 40 - START / 600, inliers: 0, ambiguous: false });
    expect(track.update([], VIEW, NOW)).toBeNull();
  });
});

describe('trackTimes, of clock times without days', () => {
  /** Every fourteen hours, as charts of names label them; 400 s a px. */
  const clocks = (startSec: number) =>
    Array.from({ length: 6 }, (_, i) => {
      const t = Math.ceil(startSec / 50_400) * 50_400 + i * 50_400;
      return { text: new Date(t * 1000).toISOString().slice(11, 16), x: (t - startSec) / 400 };
    });

  test('is unsure of a row that a pan may have brought from the day before as well', () => {
    const track = trackTimes(monthNames(() => []));
    track.update(clocks(START), VIEW, NOW);
    track.prove({ pxPerSec: 1 / 400, x0: -START / 400, inliers: 6, ambiguous: false });
    const fit = track.update(clocks(START + 7200), VIEW, NOW);
    expect([fit?.ambiguous, track.isFollowed()]).toEqual([true, false]);
  });

  test('follows one whose days are wider than any pan', () => {
    const track = trackTimes(monthNames(() => []));
    const minutes = (startSec: number) =>
      Array.from({ length: 6 }, (_, i) => {
        const t = Math.ceil(startSec / 3600) * 3600 + i * 3600;
        return { text: new Date(t * 1000).toISOString().slice(11, 16), x: (t - startSec) / 40 };
      });
    track.update(minutes(START), VIEW, NOW);
    track.prove({ pxPerSec: 1 / 40, x0: -START / 40, inliers: 6, ambiguous: false });
    const fit = track.update(minutes(START + 7200), VIEW, NOW);
    expect([fit?.ambiguous, track.isFollowed()]).toEqual([false, true]);
  });
});
