import { describe, expect, test } from 'vitest';
import { type AxisLabel, isPlausible, readPriceAxis } from '../../../src/core/axis/price-axis';

const HEIGHT = 400;
const LIMITS = { maxRmsPx: 0.6, referencePrice: 61_000 };

/** Labels from `top` downwards, one a step, spread over most of the pane. */
function column(prices: number[], text: (price: number) => string = String): AxisLabel[] {
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  return prices.map((p) => ({ text: text(p), x: 30, y: 380 - ((p - low) / (high - low)) * 360 }));
}

const PRICES = [60_000, 60_500, 61_000, 61_500, 62_000];
const german = (p: number) => p.toLocaleString('de-DE');

describe('readPriceAxis', () => {
  test('locks five clean labels', () => {
    expect(readPriceAxis(column(PRICES), HEIGHT, LIMITS)).toMatchObject({
      state: 'locked',
      fit: { inliers: 5 },
    });
  });

  test('locks three labels that lie on whole px, and none of three of which one was moved off another', () => {
    const at = (prices: number[], heights: number[]) =>
      heights.map((y, i) => ({ text: prices[i].toFixed(2), x: 30, y }));
    const limits = { maxRmsPx: 0.6, referencePrice: 474 };
    const read = (labels: AxisLabel[]) => readPriceAxis(labels, 300, limits).state;
    expect(read(at([478, 476, 474], [60, 152, 245]))).toBe('locked');
    const moved = at([498.21, 477.03, 474.12], [60.8, 215.1, 237.2]);
    expect(read(moved)).toBe('lost');
    expect(read([...moved, ...at([487.5], [138.84])])).toBe('locked');
  });

  test('reads German thousands as such when our price says so', () => {
    const reading = readPriceAxis(column(PRICES, german), HEIGHT, LIMITS);
    expect(reading.state).toBe('locked');
    if (reading.state === 'locked') expect(reading.fit.a * 61_000 + reading.fit.b).toBeCloseTo(200, 6);
  });

  test('reads the same labels as small numbers when our price is small', () => {
    const reading = readPriceAxis(column(PRICES, german), HEIGHT, { ...LIMITS, referencePrice: 61 });
    if (reading.state === 'locked') expect(reading.fit.a * 61 + reading.fit.b).toBeCloseTo(200, 6);
    expect(reading.state).toBe('locked');
  });

  test('is ambiguous for two readings without a price of ours', () => {
    expect(readPriceAxis(column(PRICES, german), HEIGHT, { ...LIMITS, referencePrice: 0 })).toEqual({
      state: 'ambiguous',
      reason: 'number-format',
    });
  });

  test('reads no volumes as thousandths of them where one label can be read in one way only', () => {
    const volumes = column([0, 200_000, 400_000, 600_000, 800_000, 1_000_000], (n) =>
      n.toLocaleString('en-US'),
    );
    expect(readPriceAxis(volumes, HEIGHT, { ...LIMITS, referencePrice: 191 })).toEqual({
      state: 'unsupported',
      reason: 'price-not-on-axis',
    });
  });

  test('reads prices above numbers of a pane below that are written in another way', () => {
    const prices = column([645.5, 640.2, 635.4, 630.1, 625.3], (p) => p.toFixed(1).replace('.', ','));
    const below = ['70.00', '50.00', '30.00'].map((text, i) => ({ text, x: 30, y: 385 + 5 * i }));
    const limits = { ...LIMITS, referencePrice: 637 };
    expect(readPriceAxis([...prices, ...below], HEIGHT, limits)).toMatchObject({
      state: 'locked',
      fit: { inliers: 5 },
    });
    const between = below.map((label) => ({ ...label, y: label.y - 200 }));
    expect(readPriceAxis([...prices, ...between], HEIGHT, limits)).toEqual({
      state: 'lost',
      reason: 'no-fit',
    });
  });

  test('refuses ticks that were rounded, though most lie on a line by chance', () => {
    // Painted 44.9 px apart, each 0.183 further.
    const painted = [50.1, 50.3, 50.5, 50.7, 50.9, 51.1, 51.3, 51.5, 51.6, 51.8, 52, 52.2];
    const ticks = painted.map((price, i) => ({ text: price.toFixed(1), x: 30, y: 10 + 33 * i }));
    expect(readPriceAxis(ticks, HEIGHT, { ...LIMITS, referencePrice: 51.8 })).toEqual({
      state: 'lost',
      reason: 'no-fit',
    });
  });

  test('refuses a percent axis', () => {
    const percent = column([-2, -1, 0, 1, 2], (p) => `${p.toFixed(2)}%`);
    expect(readPriceAxis(percent, HEIGHT, LIMITS)).toEqual({ state: 'unsupported', reason: 'percent-axis' });
  });

  test.each<[string, number[]]>([
    ['is between its labels', [40, 70, 100, 130]],
    ['is its highest label', [40, 60, 80, 100]],
    ['is in its pane without a label', [40, 55, 70, 85, 99]],
  ])('refuses an axis that may count from 100, which %s, while our price is out of view', (_, prices) => {
    const limits = { ...LIMITS, referencePrice: 33 };
    const labels = column(prices, (p) => p.toFixed(2));
    const refused = { state: 'unsupported', reason: 'percent-axis' };
    expect(readPriceAxis(labels, HEIGHT, limits)).toEqual(refused);
    expect(readPriceAxis(labels, HEIGHT, { ...limits, referencePrice: 61 }).state).toBe('locked');
  });

  test('locks an axis without 100 in its pane, though our price is out of view', () => {
    const labels = column([40, 55, 70, 85], (p) => p.toFixed(2));
    expect(readPriceAxis(labels, HEIGHT, { ...LIMITS, referencePrice: 33 }).state).toBe('locked');
  });

  test('takes a last-price label in percent between numbers for an outsider', () => {
    const labels = [...column(PRICES), { text: '+1.2%', x: 30, y: 77 }];
    expect(readPriceAxis(labels, HEIGHT, LIMITS).state).toBe('locked');
  });

  test('refuses two labels', () => {
    expect(readPriceAxis(column([60_000, 61_000]), HEIGHT, LIMITS)).toEqual({
      state: 'lost',
      reason: 'few-labels',
    });
  });

  test('refuses labels that cover less than a quarter of the pane', () => {
    expect(readPriceAxis(column(PRICES), 1600, LIMITS)).toEqual({ state: 'lost', reason: 'no-fit' });
  });

  test('refuses labels of which fewer than six in ten agree', () => {
    const noise = [3, 59, 111, 202, 298].map((y, i) => ({ text: String(60_100 + i * 333), x: 30, y }));
    expect(readPriceAxis([...column(PRICES), ...noise], HEIGHT, LIMITS)).toEqual({
      state: 'lost',
      reason: 'no-fit',
    });
  });

  test('refuses a residual above the limit', () => {
    const shaken = column([60_000, 60_200, 60_400, 60_600, 60_800, 61_000]).map((l, i) => ({
      ...l,
      y: l.y + (i % 2 ? 0.7 : -0.7),
    }));
    expect(readPriceAxis(shaken, HEIGHT, { ...LIMITS, maxRmsPx: 0.3 }).state).toBe('lost');
  });

  test.each([
    ['percent without a sign', 0.0000123, [-4, -2, 0, 2, 4]],
    ['thousandths', 142, [90_000, 120_000, 150_000, 180_000]],
    ['points of another unit', 61_000, [-400, -200, 0, 200, 400].map((p) => p * 30)],
  ])('refuses an axis in %s, near as our price may lie to its numbers', (_, referencePrice, numbers) => {
    expect(readPriceAxis(column(numbers), HEIGHT, { ...LIMITS, referencePrice })).toEqual({
      state: 'unsupported',
      reason: 'price-not-on-axis',
    });
  });

  test('locks an axis that begins at zero', () => {
    expect(readPriceAxis(column([0, 20_000, 40_000, 60_000]), HEIGHT, LIMITS).state).toBe('locked');
  });

  test('refuses an oscillator, on which our price cannot lie', () => {
    expect(readPriceAxis(column([0, 20, 40, 60, 80]), HEIGHT, LIMITS)).toEqual({
      state: 'unsupported',
      reason: 'price-not-on-axis',
    });
  });
});

describe('isPlausible', () => {
  const fit = { scale: 'linear', a: -0.1, b: 6400 } as const;

  test.each([
    [61_000, true],
    [72_000, true],
    [76_001, false],
    [48_001, true],
    [47_900, false],
  ])('of %d is %s: the pane and three spans around it', (price, expected) => {
    expect(isPlausible(fit, HEIGHT, price)).toBe(expected);
  });
});
