import { describe, expect, it } from 'vitest';
import {
  bestAxis,
  fitOf,
  type PricesEnd,
  readOwnAxis,
  readSharedAxis,
  type TappedAxis,
} from '../../../src/anchor/axis-tap/tapped-axis';
import type { PlacedLabel } from '../../../src/core/axis/label-layout';
import { monthNames } from '../../../src/core/axis/month-names';

const RECT = { left: 500, top: 40, width: 60, height: 300 };
const WIDE = { left: 500, top: 40, width: 600, height: 300 };
const LIMITS = { maxRmsPx: 0.6, referencePrice: 0 };
const MONTHS = monthNames(() => ['en']);
const HEIGHTS = [30, 80, 130, 180, 230, 270];

function label(text: string, x: number, y: number, halfWidth = 20): PlacedLabel {
  return { text, x, y, edge: x - halfWidth, align: 'left', halfWidth, sizePx: 12 };
}

/** Prices of the line y = 3100 - price / 20, as text, at the given heights. */
const prices = (heights: readonly number[], x = 30, offset = 0) =>
  heights.map((y) => label(((3100 - y) * 20 + offset).toFixed(1), x, y));
const clock = (y: number) => [60, 160, 260, 360].map((x, i) => label(`${10 + i}:00`, x, y, 15));

function readOwn(labels: PlacedLabel[], previous: TappedAxis | null = null, rect = RECT): TappedAxis {
  return readOwnAxis(labels, rect, LIMITS, previous);
}

function readShared(labels: PlacedLabel[], previous: TappedAxis | null = null): TappedAxis | null {
  return readSharedAxis(labels, WIDE, LIMITS, previous, MONTHS);
}

describe('fitOf', () => {
  it('of a locked axis is its fit, of any other null', () => {
    expect(fitOf(readOwn(prices(HEIGHTS)))?.a).toBeCloseTo(-0.05, 9);
    expect(fitOf(readOwn([]))).toBeNull();
    expect(fitOf(null)).toBeNull();
  });
});

describe('bestAxis', () => {
  /** Axes 300 px high: 60,000 at 100 px; the same prices on another scale; 61,000 at 100 px; a series of its own. */
  const main = readOwn(prices(HEIGHTS));
  const wide = readOwn(HEIGHTS.map((y) => label(((1600 - y) * 40).toFixed(1), 30, y)));
  const moved = readOwn(prices(HEIGHTS, 30, 1000));
  const other = readOwn(HEIGHTS.map((y) => label((900 - y).toFixed(1), 30, y)));
  const unread = readOwn([]);
  const NONE = { state: 'ambiguous', reason: 'two-axes' };

  it('of one axis is that one, locked or not, in view or not', () => {
    expect(bestAxis([main], 60_000)).toBe(main);
    expect(bestAxis([main], 40_000)).toBe(main);
    expect(bestAxis([unread], 60_000)).toBe(unread);
    expect(bestAxis([], 60_000)).toBeUndefined();
  });

  it('takes the one that could be read, on either side', () => {
    expect(bestAxis([unread, main], 60_000)).toBe(main);
    expect(bestAxis([main, unread], 40_000)).toBe(main);
  });

  it('takes none of two that could be read, even where our price is in view on one alone', () => {
    expect(bestAxis([other, main], 60_000)?.reading).toEqual(NONE);
    expect(bestAxis([main, other], 700)?.reading).toEqual(NONE);
  });

  it('takes none beside an axis in percent, which may be that of the candles', () => {
    const percent = readOwn(HEIGHTS.map((y) => label(`${(150 - y) / 10}%`, 30, y)));
    expect(percent.reading).toEqual({ state: 'unsupported', reason: 'percent-axis' });
    expect(bestAxis([main, percent], 60_000)?.reading).toEqual(NONE);
    expect(bestAxis([percent], 60_000)).toBe(percent);
  });

  it('takes none while one that could not be read has a number nearer to our price', () => {
    const limits = { ...LIMITS, referencePrice: 150 };
    const near = readOwnAxis([label('150', 30, 90)], RECT, limits, null);
    const oscillator = readOwnAxis(
      HEIGHTS.map((y) => label((90 - y / 5).toFixed(2), 30, y)),
      RECT,
      limits,
      null,
    );
    expect(fitOf(oscillator)).not.toBeNull();
    expect(bestAxis([near, oscillator], 150)?.reading).toEqual(NONE);
  });

  it('takes none that does not show our price beside a number that is not much further from it', () => {
    const beside = (aside: number) => ({ ...unread, aside });
    const [shown, away] = [
      { ...main, aside: 0.001 },
      { ...main, aside: 0.2 },
    ];
    expect(bestAxis([beside(0.5), shown], 60_000)).toBe(shown);
    expect(bestAxis([beside(0.5), away], 40_000)?.reading).toEqual(NONE);
    expect(bestAxis([beside(1), away], 40_000)?.reading).toEqual(NONE);
    expect(bestAxis([beside(1.2), away], 40_000)).toBe(away);
    const above = { left: 0, top: 20, width: 400, height: 60 };
    expect(bestAxis([beside(0.003), { ...shown, plot: above }], 60_000)?.reading).toEqual(NONE);
    expect(bestAxis([beside(1.2), { ...shown, plot: above }], 60_000)?.reading).toBe(main.reading);
  });

  it('takes none that reaches down to nothing beside another: it may be that of a volume', () => {
    const limits = { ...LIMITS, referencePrice: 150_000 };
    const read = (textOf: (y: number) => string) =>
      readOwnAxis(
        HEIGHTS.map((y) => label(textOf(y), 30, y)),
        RECT,
        limits,
        null,
      );
    const volume = read((y) => `${(280 - y) * 4}K`);
    const high = read((y) => `${(330 - y) * 4}K`);
    const index = read((y) => (104 - y / 100).toFixed(2));
    expect([fitOf(volume), fitOf(high), fitOf(index)]).toEqual([expect.anything(), expect.anything(), null]);
    expect(bestAxis([volume], 150_000)).toBe(volume);
    expect(bestAxis([volume, unread], 150_000)).toBe(volume);
    expect(bestAxis([volume, index], 150_000)?.reading).toEqual(NONE);
    expect(bestAxis([index, high], 150_000)).toBe(high);
  });

  it('takes none where the same prices stand on two scales', () => {
    expect(bestAxis([main, wide], 59_000)?.reading).toEqual(NONE);
    expect(bestAxis([main, moved], 59_000)?.reading).toEqual(NONE);
    expect(bestAxis([unread, main, wide, main], 59_000)?.reading).toEqual(NONE);
  });

  it('takes none where two scales cross at our price', () => {
    // 60,000 at 100 px on both; a percent more is 30 px higher on one, 15 on the other.
    expect(bestAxis([main, wide], 60_000)?.reading).toEqual(NONE);
  });

  it('takes none where our price is out of view on two that differ', () => {
    expect(bestAxis([main, other], 0)?.reading).toEqual(NONE);
  });

  it('takes either of two that say the same', () => {
    const again = readOwn(prices(HEIGHTS.slice(1)));
    expect(bestAxis([main, again], 60_000)).toBe(main);
  });
});

describe('readOwnAxis', () => {
  it('fits the labels, in px from the top of the axis', () => {
    const axis = readOwn(prices(HEIGHTS));
    expect(axis).toMatchObject({ width: 60, height: 300, plot: null, times: [] });
    expect(fitOf(axis)?.b).toBeCloseTo(3100, 6);
  });

  it('keeps the fit when a partial paint shows one or two labels that agree with it', () => {
    const before = readOwn(prices(HEIGHTS));
    expect(readOwn(prices([100.5]), before)).toBe(before);
    expect(readOwn([...prices([100, 200]), label('12:34', 30, 100)], before)).toBe(before);
    expect(readOwn([], before)).toBe(before);
  });

  it('lets the fit go when one of the few labels stands elsewhere', () => {
    const before = readOwn(prices(HEIGHTS));
    expect(readOwn([...prices([100]), ...prices([200], 30, 100)], before).reading).toEqual({
      state: 'lost',
      reason: 'few-labels',
    });
  });

  it('keeps the fit for a label that agrees only when its comma is the decimal one', () => {
    const before = readOwn(prices(HEIGHTS));
    expect(readOwn([label('60.000,0', 30, 100)], before)).toBe(before);
  });

  it('lets the fit go when the axis has changed its height', () => {
    const before = readOwn(prices(HEIGHTS));
    expect(readOwn(prices([100]), before, { ...RECT, height: 310 }).reading.state).toBe('lost');
  });

  it('reads anew when there are three labels or more', () => {
    const before = readOwn(prices(HEIGHTS));
    const after = readOwn(prices(HEIGHTS, 30, 200), before);
    expect(fitOf(after)?.b).toBeCloseTo(3110, 6);
  });
});

describe('readSharedAxis', () => {
  it('reads a column of prices beside a row of times, and the plot between them', () => {
    const axis = readShared([...prices(HEIGHTS, 570), ...clock(290)]);
    expect(fitOf(axis)?.b).toBeCloseTo(3100, 6);
    expect(axis?.times.map(({ text, x }) => [text, x])).toEqual([
      ['10:00', 60],
      ['11:00', 160],
      ['12:00', 260],
      ['13:00', 360],
    ]);
    // The plot ends 4 px before the labels, and one text above the row of times.
    expect(axis?.plot).toEqual({ left: 0, top: 30, width: 570 - 20 - 4, height: 290 - 12 - 30 });
  });

  it('of an axis at the left begins the plot after it', () => {
    const axis = readShared([...prices(HEIGHTS, 30), ...clock(290)]);
    expect(axis?.plot).toMatchObject({ left: 30 + 20 + 4, width: 600 - 54 });
  });

  it('of times above the prices begins the plot under them', () => {
    const axis = readShared([...prices(HEIGHTS, 570), ...clock(8)]);
    expect(axis?.plot).toMatchObject({ top: 20, height: 270 - 20 });
  });

  it('ends the plot above the numbers of another pane', () => {
    const rows = [...prices([20, 60, 100, 140, 180, 205], 570), ...clock(290)];
    const rsi = [225, 240, 255].map((y, i) => label(`${70 - 20 * i}.00`, 570, y));
    const axis = readShared([...rows, ...rsi]);
    expect(fitOf(axis)?.b).toBeCloseTo(3100, 6);
    expect(axis?.plot).toMatchObject({ top: 20, height: 195 });
    // One number may be a mark of the chart.
    expect(readShared([...rows, rsi[0]])?.plot).toMatchObject({ top: 20, height: 290 - 12 - 20 });
  });

  it('tells where prices end to whoever knows what is drawn, and takes their word', () => {
    const rows = [...prices([20, 60, 100, 140, 180, 205], 570), ...clock(290)];
    const rsi = [225, 240, 255].map((y, i) => label(`${70 - 20 * i}.00`, 570, y));
    const plot = { left: 10, top: 11, width: 500, height: 180 };
    const ends: PricesEnd[] = [];
    const read = (labels: PlacedLabel[]) =>
      readSharedAxis(labels, WIDE, LIMITS, null, MONTHS, (_, end) => {
        ends.push(end);
        return plot;
      });
    for (const labels of [rows, [...rows, ...rsi]]) expect(read(labels)?.plot).toBe(plot);
    expect(ends).toEqual([
      [205, 278],
      [205, 225],
    ]);
  });

  it('takes no column without a row of times: it may be an order book', () => {
    expect(readShared(prices(HEIGHTS, 570))).toBeNull();
  });

  it('of two columns takes the one that is locked, but none beside percent', () => {
    const uneven = HEIGHTS.map((y) => label(`${y * y}`, 570, y));
    expect(fitOf(readShared([...prices(HEIGHTS, 30, 1000), ...uneven, ...clock(290)]))?.b).toBeCloseTo(
      3150,
      6,
    );
    const percent = HEIGHTS.map((y) => label(`${y}%`, 570, y));
    const both = [...prices(HEIGHTS, 30, 1000), ...percent, ...clock(290)];
    expect(readShared(both)?.reading).toEqual({ state: 'ambiguous', reason: 'two-axes' });
  });

  it('of two columns that show our price at different heights takes none', () => {
    const both = [...prices(HEIGHTS, 30, 1000), ...prices(HEIGHTS, 570), ...clock(290)];
    const limits = { ...LIMITS, referencePrice: 59_000 };
    expect(readSharedAxis(both, WIDE, limits, null, MONTHS)?.reading).toEqual({
      state: 'ambiguous',
      reason: 'two-axes',
    });
  });

  describe('beside numbers too few for an axis', () => {
    const rows = [...prices(HEIGHTS, 570), ...clock(290)];
    const read = (more: PlacedLabel[], referencePrice: number) =>
      readSharedAxis([...rows, ...more], WIDE, { ...LIMITS, referencePrice }, null, MONTHS)?.reading.state;
    const ticks = (...texts: string[]) => texts.map((text, i) => label(text, 30, 100 + 120 * i));

    it('takes no column while one of them is nearer to our price, or the column does not show it', () => {
      expect(read([], 59_390)).toBe('locked');
      expect(read(ticks('59391.0'), 59_390)).toBe('ambiguous');
      expect(read(ticks('1000', '1020'), 59_390)).toBe('locked');
      expect(read(ticks('1000', '40000'), 52_000)).toBe('ambiguous');
      expect(read(ticks('1000', '1020'), 52_000)).toBe('locked');
      expect(read([], 52_000)).toBe('locked');
    });

    it('takes it where they stand on its line, side by side as in a legend, in the plot, or above it', () => {
      expect(read(ticks('60000.0'), 52_000)).toBe('locked');
      expect(read([label('O', 30, 100), label('59391.0', 60, 100)], 59_390)).toBe('locked');
      expect(read([label('59391.0', 300, 100)], 59_390)).toBe('locked');
      expect(read([label('59391.0', 30, 12)], 59_390)).toBe('locked');
      expect(read(ticks('4%'), 52_000)).toBe('locked');
    });
  });

  it('of columns none of which locks gives the first with its reason', () => {
    const percent = HEIGHTS.map((y) => label(`${y}%`, 570, y));
    expect(readShared([...percent, ...clock(290)])?.reading).toEqual({
      state: 'unsupported',
      reason: 'percent-axis',
    });
  });

  it('says that an axis is lost whose row of times has gone', () => {
    const before = readShared([...prices(HEIGHTS, 570), ...clock(290)]);
    expect(readShared(prices(HEIGHTS, 570), before)).toEqual({
      ...before,
      reading: { state: 'lost', reason: 'no-axis' },
    });
  });

  it('of a surface without any column is null: it is no chart any more', () => {
    const before = readShared([...prices(HEIGHTS, 570), ...clock(290)]);
    expect(readShared([label('61,000', 300, 100)], before)).toBeNull();
  });
});
