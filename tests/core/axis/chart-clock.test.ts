import { describe, expect, test } from 'vitest';
import type { CandleLine } from '../../../src/core/axis/candle-match';
import { type ClockView, trackChartClock } from '../../../src/core/axis/chart-clock';
import { monthNames } from '../../../src/core/axis/month-names';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20, 14) / 1000;
const MONTHS = monthNames(() => []);
const SEC_PER_PX = 400;
const AUGUST = Date.UTC(2026, 7, 10, 5) / 1000;

/** Noons and day numbers of a chart whose clock is `zoneSec` ahead, 800 px from `fromSec` (UTC). */
function view(fromSec: number, zoneSec: number, line: CandleLine | null = null): ClockView {
  const labels = [];
  const wall = fromSec + zoneSec;
  for (let t = Math.ceil(wall / (DAY / 2)) * (DAY / 2); t < wall + 800 * SEC_PER_PX; t += DAY / 2)
    labels.push({
      text: t % DAY ? '12:00' : String(new Date(t * 1000).getUTCDate()),
      x: (t - wall) / SEC_PER_PX,
    });
  return {
    labels,
    edges: [0, 800],
    nowSec: NOW,
    hasLooseDates: false,
    isMoved: true,
    candleLine: () => line,
  };
}

/** The line that matched candles give for such a view. */
function lineFrom(fromSec: number): CandleLine {
  return { pxPerSec: 1 / SEC_PER_PX, x0: -fromSec / SEC_PER_PX, barSec: HOUR, middleX: 500 };
}

function clock() {
  return trackChartClock(MONTHS);
}

/** A chart whose candles have proven in three views that its clock is `zoneSec` ahead, and that then shows August. */
function provenClock(zoneSec = 0) {
  const chart = clock();
  for (const fromSec of [AUGUST - 4000, AUGUST - 2000, AUGUST])
    chart.read(view(fromSec, zoneSec, lineFrom(fromSec)));
  return chart;
}

function leftSec(axis: { x0: number; pxPerSec: number } | null): number {
  return axis ? -axis.x0 / axis.pxPerSec : Number.NaN;
}

describe('trackChartClock', () => {
  test('leaves a view of day numbers in doubt, and settles it by the candles', () => {
    const chart = clock();
    chart.read(view(NOW - 3 * DAY, 0));
    expect(chart.read(view(AUGUST, 0))?.ambiguous).toBe(true);
    expect(chart.isSettled()).toBe(false);
    const axis = chart.read(view(AUGUST, 0, lineFrom(AUGUST)));
    expect(axis?.ambiguous).toBe(false);
    expect(leftSec(axis)).toBeCloseTo(AUGUST, 0);
  });

  test('follows the labels of a proven zone without asking for candles', () => {
    const chart = provenClock();
    const later = AUGUST + DAY;
    const axis = chart.read({
      ...view(later, 0),
      candleLine: () => {
        throw new Error('asked');
      },
    });
    expect(chart.isSettled()).toBe(true);
    expect(leftSec(axis)).toBeCloseTo(later, 0);
  });

  test('asks for the candles with the scale of the labels, and with none where a view has no labels', () => {
    const chart = clock();
    const asked: (number | undefined)[] = [];
    const candleLine = (pxPerSec: number | undefined) => {
      asked.push(pxPerSec);
      return null;
    };
    chart.read({ ...view(NOW - 3 * DAY, 0), candleLine });
    chart.read({ ...view(AUGUST, 0), labels: [], candleLine });
    expect(asked).toEqual([expect.closeTo(1 / SEC_PER_PX, 9), undefined]);
  });

  test('takes the candles alone where a view has no labels', () => {
    const chart = clock();
    const axis = chart.read({ ...view(AUGUST, 0, lineFrom(AUGUST)), labels: [] });
    expect(axis).toMatchObject({ ambiguous: false, barSec: HOUR });
    expect(leftSec(axis)).toBeCloseTo(AUGUST, 0);
    expect(chart.read({ ...view(AUGUST, 0), labels: [] })).toBeNull();
  });

  test('takes no candles that no time zone brings in line with the labels', () => {
    const chart = clock();
    const stale = lineFrom(AUGUST + 1000);
    expect(chart.read(view(AUGUST, 0, stale))?.ambiguous).toBe(true);
  });

  test.each([-5, 0, 2, 5.5, 8])('draws a chart whose clock is %d h ahead in UTC', (hours) => {
    const chart = clock();
    for (let step = 0; step < 5; step++) {
      const from = AUGUST + step * 7 * HOUR;
      const axis = chart.read(view(from, hours * HOUR, lineFrom(from)));
      expect(axis?.ambiguous).toBe(false);
      expect(leftSec(axis)).toBeCloseTo(from, 0);
    }
    expect(chart.isSettled()).toBe(true);
  });

  test('believes in a zone that candles have told in three views, or in one for a second', () => {
    const chart = clock();
    const told = (i: number, afterSec = 0) => {
      const from = AUGUST + i * 100;
      chart.read({ ...view(from, 8 * HOUR, lineFrom(from)), nowSec: NOW + afterSec });
      return chart.read({ ...view(from, 8 * HOUR), nowSec: NOW + afterSec })?.ambiguous;
    };
    expect([told(0), told(0), told(1), told(2)]).toEqual([true, true, true, false]);
    const chart2 = clock();
    for (const afterSec of [0, 0.5, 1.1]) {
      chart2.read({ ...view(AUGUST, 8 * HOUR, lineFrom(AUGUST)), nowSec: NOW + afterSec });
      expect(chart2.read({ ...view(AUGUST, 8 * HOUR), nowSec: NOW + afterSec })?.ambiguous).toBe(
        afterSec < 1,
      );
    }
  });

  test('does not believe in another zone for one view whose axis is painted late', () => {
    const chart = provenClock();
    const late = { ...view(AUGUST, 0, lineFrom(AUGUST + 3 * HOUR)), hasLooseDates: true };
    expect(leftSec(chart.read(late))).toBeCloseTo(AUGUST + 3 * HOUR, 0);
    expect(leftSec(chart.read(view(AUGUST + 3 * HOUR, 0)))).toBeCloseTo(AUGUST + 3 * HOUR, 0);
  });

  test('takes the slope of the candles where labels stand on whole px, until the zoom changes', () => {
    const chart = provenClock();
    const rounded = (from: number, line: CandleLine | null = null): ClockView => {
      const one = view(from, 0, line);
      return {
        ...one,
        labels: one.labels.map((l) => ({ ...l, x: Math.round(l.x) })),
        hasRoundedLabels: true,
      };
    };
    chart.read(rounded(AUGUST, lineFrom(AUGUST)));
    const axis = chart.read(rounded(AUGUST + 7300));
    expect(chart.isSettled()).toBe(true);
    expect(axis?.pxPerSec).toBe(1 / SEC_PER_PX);
    const zoomed = rounded(AUGUST);
    chart.read({ ...zoomed, labels: zoomed.labels.map((l) => ({ ...l, x: l.x * 1.1 })) });
    expect(chart.isSettled()).toBe(false);
  });

  test('takes the slope of exact labels rather than that of candles on whole px', () => {
    const slant = 1.002;
    const line = lineFrom(AUGUST);
    const t = (line.middleX - line.x0) / line.pxPerSec;
    const rough = { ...line, pxPerSec: line.pxPerSec * slant, x0: line.middleX - t * line.pxPerSec * slant };
    const axis = clock().read(view(AUGUST, 0, rough));
    expect(axis?.pxPerSec).toBeCloseTo(1 / SEC_PER_PX, 9);
    expect(leftSec(axis)).toBeCloseTo(AUGUST, 0);
  });

  test('takes the slope of dates that stand on bars but not at midnight', () => {
    const text = (t: number) => String(new Date(t * 1000).getUTCDate());
    const one = view(AUGUST, 0);
    const labels = one.labels.map((l) => ({ ...l, text: text(AUGUST + l.x * SEC_PER_PX) }));
    const line = { ...lineFrom(AUGUST), middleX: 450 };
    const t = (line.middleX - line.x0) / line.pxPerSec;
    const slant = line.pxPerSec * 1.002;
    const rough = { ...line, pxPerSec: slant, x0: line.middleX - t * slant };
    const axis = clock().read({ ...one, labels, candleLine: () => rough });
    expect(axis?.ambiguous).toBe(false);
    expect(axis?.pxPerSec).toBeCloseTo(1 / SEC_PER_PX, 9);
    expect(leftSec(axis)).toBeCloseTo(AUGUST, 0);
  });

  test('believes in no time zone, not even UTC, for any time and any number of views without candles', () => {
    const chart = clock();
    for (let step = 0; step < 30; step++) {
      const one = { ...view(NOW - 3 * DAY + step * 100, 0), nowSec: NOW + 100 * step };
      expect(chart.read(one)?.ambiguous).toBe(true);
      expect(chart.isProofDue()).toBe(true);
    }
  });

  describe('where all labels step by whole half hours and nobody moves the chart', () => {
    /** A settled view, and the same candles under the labels of another zone. */
    const still = (zoneSec: number, line: CandleLine | null = null) => ({
      ...view(AUGUST, zoneSec, line),
      isMoved: false,
      nowSec: NOW + 420,
    });
    const settled = () => {
      const chart = provenClock();
      chart.read(still(0, lineFrom(AUGUST)));
      chart.read({ ...view(AUGUST + HOUR, 0) });
      chart.read({ ...view(AUGUST, 0) });
      expect(chart.isSettled()).toBe(true);
      return chart;
    };

    test.each([8, -5, 5.5, 1])('unlocks time: the clock may be set %d h on', (hours) => {
      const chart = settled();
      expect(chart.read(still(hours * HOUR))?.ambiguous).toBe(true);
      expect(chart.isSettled()).toBe(false);
      expect(chart.read(still(hours * HOUR))?.ambiguous).toBe(true);
    });

    test.each([8, -5, 5.5])('stays on the candles when the clock is set %d h on', (hours) => {
      const chart = settled();
      chart.read(still(hours * HOUR));
      const axis = chart.read(still(hours * HOUR, lineFrom(AUGUST)));
      expect(axis?.ambiguous).toBe(false);
      expect(leftSec(axis)).toBeCloseTo(AUGUST, 0);
    });

    test('doubts the candles for as long as they speak for another zone that is not believed yet', () => {
      const chart = settled();
      expect(chart.isDoubted()).toBe(false);
      chart.read(still(7 * HOUR, lineFrom(AUGUST)));
      expect(chart.isDoubted()).toBe(true);
      chart.read(still(0, lineFrom(AUGUST)));
      expect(chart.isDoubted()).toBe(false);
    });

    test('doubts candles of the day before for some looks, and never believes them', () => {
      const chart = clock();
      const dates = {
        ...still(0, lineFrom(AUGUST - DAY)),
        labels: still(0).labels.filter(({ text }) => !text.includes(':')),
      };
      for (let look = 0; look < 5; look++) {
        expect(chart.read(dates)?.ambiguous).toBe(true);
        expect(chart.isDoubted()).toBe(true);
      }
      chart.read(dates);
      expect(chart.isDoubted()).toBe(false);
      expect(leftSec(chart.read({ ...dates, candleLine: () => lineFrom(AUGUST) }))).toBeCloseTo(AUGUST, 0);
    });

    test('knows the new zone once several views have shown it', () => {
      const chart = settled();
      chart.read(still(8 * HOUR));
      for (let step = 1; step < 5; step++) {
        const from = AUGUST + step * 1234;
        chart.read(view(from, 8 * HOUR, lineFrom(from)));
      }
      const axis = chart.read(view(AUGUST + DAY + 777, 8 * HOUR));
      expect(chart.isSettled()).toBe(true);
      expect(leftSec(axis)).toBeCloseTo(AUGUST + DAY + 777, 0);
    });

    test('settles again where the candles have moved with the labels', () => {
      const chart = settled();
      const from = AUGUST + 6 * HOUR;
      expect(chart.read({ ...view(from, 0), isMoved: false })?.ambiguous).toBe(true);
      const axis = chart.read({ ...view(from, 0, lineFrom(from)), isMoved: false });
      expect(axis?.ambiguous).toBe(false);
      chart.read({ ...view(from, 0), isMoved: false });
      expect(chart.isSettled()).toBe(true);
    });

    test('stays in doubt for as long as it takes where candles were read before', () => {
      const chart = settled();
      for (let read = 0; read < 10; read++) {
        expect(chart.read({ ...still(8 * HOUR), nowSec: NOW + 100 * read })?.ambiguous).toBe(true);
      }
    });
  });

  describe('where day numbers are all that labels say', () => {
    /** As `view`, without the noons: in several zones each number lies in its day. */
    const days = (zoneSec: number, line: CandleLine | null = null, fromSec = AUGUST): ClockView => {
      const one = view(fromSec, zoneSec, line);
      return { ...one, labels: one.labels.filter(({ text }) => text !== '12:00'), isMoved: false };
    };

    test('is not led back to the old zone by candles under which it would do as well', () => {
      const chart = provenClock();
      chart.read(days(0, lineFrom(AUGUST)));
      expect(chart.read(days(0))?.ambiguous).toBe(false);
      expect(chart.read(days(-5 * HOUR))?.ambiguous).toBe(true);
      expect(leftSec(chart.read(days(-5 * HOUR, lineFrom(AUGUST))))).toBeCloseTo(AUGUST, 0);
      const later = AUGUST + 7300;
      expect(chart.read(days(-5 * HOUR, null, later))?.ambiguous).toBe(true);
    });

    test('is not led back by dates that stand anywhere in their day', () => {
      const chart = provenClock();
      chart.read(days(0, lineFrom(AUGUST)));
      expect(chart.read(days(-5 * HOUR))?.ambiguous).toBe(true);
      const one = days(0, { ...lineFrom(AUGUST), middleX: 450 });
      const labels = one.labels.map((l, i) => ({ ...l, x: l.x + ((((2 * i) % 3) + 1) * HOUR) / SEC_PER_PX }));
      expect(leftSec(chart.read({ ...one, labels }))).toBeCloseTo(AUGUST, 0);
      expect(chart.isProofDue()).toBe(true);
      expect(chart.read(days(-5 * HOUR))?.ambiguous).toBe(true);
    });

    test('ends the doubt where exactly the old zone puts them at midnight', () => {
      const chart = provenClock();
      chart.read(days(0, lineFrom(AUGUST)));
      const later = AUGUST + 5 * HOUR;
      expect(chart.read(days(0, null, later))?.ambiguous).toBe(true);
      chart.read(days(0, lineFrom(later), later));
      const axis = chart.read(days(0, null, later));
      expect(axis?.ambiguous).toBe(false);
      expect(leftSec(axis)).toBeCloseTo(later, 0);
    });

    test('learns the new zone from several views', () => {
      const chart = provenClock();
      chart.read(days(0, lineFrom(AUGUST)));
      for (let step = 1; step < 4; step++) {
        const from = AUGUST + step * 1234;
        chart.read(days(-5 * HOUR, lineFrom(from), from));
      }
      const axis = chart.read({ ...days(-5 * HOUR, null, AUGUST + 9000), isMoved: true });
      expect(axis?.ambiguous).toBe(false);
      expect(leftSec(axis)).toBeCloseTo(AUGUST + 9000, 0);
    });
  });

  describe('of a zone that candles have proven', () => {
    const still = (fromSec: number, zoneSec = 0, line: CandleLine | null = null) => ({
      ...view(fromSec, zoneSec, line),
      isMoved: false,
    });

    test.each([
      ['jumps by whole half hours', 6 * HOUR],
      ['jumps by another time', 4.75 * HOUR],
      ['jumps as a bar opens', HOUR],
    ])('wants it proven again when the chart %s by itself', (_, bySec) => {
      const chart = provenClock();
      const from = AUGUST + bySec;
      expect(chart.read({ ...still(from), nowSec: NOW + 5 })?.ambiguous).toBe(true);
      expect(chart.read(still(from, 0, lineFrom(from)))?.ambiguous).toBe(false);
      expect(chart.read(still(from))?.ambiguous).toBe(false);
    });

    test('keeps it while the chart moves on by minutes, or by hand', () => {
      const chart = provenClock();
      expect(chart.read(still(AUGUST + 600))?.ambiguous).toBe(false);
      expect(chart.read(view(AUGUST + 6 * HOUR, 0))?.ambiguous).toBe(false);
    });

    test('wants it proven again when the chart is zoomed by itself, as one that is drawn anew', () => {
      const chart = provenClock();
      const one = still(AUGUST, -5 * HOUR);
      const zoomed = { ...one, labels: one.labels.map((l) => ({ ...l, x: l.x * 1.3 })) };
      expect(chart.read(zoomed)?.ambiguous).toBe(true);
    });

    test('wants it proven again when a hand moves it to where nothing is known of', () => {
      const chart = provenClock();
      expect(chart.read({ ...view(AUGUST, 0), labels: [] })).toBeNull();
      const day = (t: number) => new Date(t * 1000).toISOString().slice(0, 10);
      const far = view(Date.UTC(2026, 9, 2) / 1000, 0);
      const dates = far.labels.filter(({ text }) => text !== '12:00');
      const named = dates.map((l) => ({ ...l, text: day(Date.UTC(2026, 9, 2) / 1000 + l.x * SEC_PER_PX) }));
      expect(chart.read({ ...far, labels: named })?.ambiguous).toBe(true);
    });

    test('asks for candles again after a while, and believes them rather than the labels', () => {
      const chart = provenClock();
      expect(chart.read(view(AUGUST, 0))?.ambiguous).toBe(false);
      expect(chart.isProofDue()).toBe(false);
      const from = AUGUST + 6 * HOUR;
      // Set five hours back at the same moment in which a hand moved it.
      expect(chart.read(view(from, -5 * HOUR))?.ambiguous).toBe(false);
      const later = { ...view(from, -5 * HOUR, lineFrom(from)), nowSec: NOW + 20 };
      const axis = chart.read(later);
      expect([axis?.ambiguous, Math.round(leftSec(axis))]).toEqual([false, from]);
      expect(chart.read(view(from + 100, -5 * HOUR))?.ambiguous).toBe(true);
    });

    test('keeps the labels of a chart whose candles cannot be read just now, however long', () => {
      const chart = provenClock();
      for (const minutes of [1, 10, 100]) {
        const axis = chart.read({ ...view(AUGUST, 0), nowSec: NOW + minutes * 60 });
        expect(axis?.ambiguous).toBe(false);
      }
      expect(chart.isSettled()).toBe(true);
      expect(chart.isProofDue()).toBe(true);
    });

    test('wants it proven again when days are wide enough again to tell zones apart', () => {
      const chart = provenClock();
      /** A label a day or two, at `scale` times the width of a day. */
      const at = (scale: number, zoneSec: number, line: CandleLine | null = null): ClockView => {
        const one = view(AUGUST, zoneSec, line);
        return { ...one, labels: one.labels.map((l) => ({ ...l, x: 400 + (l.x - 400) * scale })) };
      };
      expect(chart.read(at(0.2, 0))?.ambiguous).toBe(false);
      expect(chart.read(at(0.2, -0.5 * HOUR))?.ambiguous).toBe(false);
      expect(chart.read(at(1, -0.5 * HOUR))?.ambiguous).toBe(true);
      expect(chart.read(at(1, -0.5 * HOUR, lineFrom(AUGUST)))?.ambiguous).toBe(false);
    });
  });

  test('doubts dates that may stand anywhere in their day', () => {
    const chart = provenClock();
    const loose = { ...view(NOW - 3 * DAY, 0), hasLooseDates: true };
    expect(chart.read(loose)?.ambiguous).toBe(true);
  });
});
