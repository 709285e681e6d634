import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPriceAxis, type PriceSamples } from '../../../src/core/axis/price-fit';

function samples(prices: number[], y: (price: number) => number): PriceSamples {
  return { price: prices, y: prices.map(y) };
}

const PRICES = [60_000, 60_500, 61_000, 61_500, 62_000, 62_500];

describe('fitPriceAxis', () => {
  test('of exact linear labels finds the line with no residual', () => {
    const fit = fitPriceAxis(samples(PRICES, (p) => 400 - (p - 60_000) * 0.1));
    expect(fit).toMatchObject({ scale: 'linear', samples: 6, inliers: 6, onLine: 6 });
    expect(fit?.a).toBeCloseTo(-0.1, 12);
    expect(fit?.b).toBeCloseTo(6400, 8);
    expect(fit?.rmsPx).toBeLessThan(1e-9);
    expect(fit?.spanPx).toBeCloseTo(250, 9);
  });

  test('of logarithmic labels over a wide range chooses the log scale', () => {
    const fit = fitPriceAxis(samples([10, 20, 50, 100, 200, 500], (p) => 400 - 80 * Math.log(p)));
    expect(fit?.scale).toBe('log');
    expect(fit?.a).toBeCloseTo(-80, 9);
  });

  test('of an inverted axis gives a rising line', () => {
    expect(fitPriceAxis(samples(PRICES, (p) => (p - 60_000) * 0.1))?.a).toBeGreaterThan(0);
  });

  test('leaves out labels that were pushed aside', () => {
    const given = samples(PRICES, (p) => 400 - (p - 60_000) * 0.1);
    given.price.push(60_750, 61_200);
    given.y.push(10, 370);
    expect(fitPriceAxis(given)).toMatchObject({ samples: 8, inliers: 6, onLine: 6 });
  });

  test('counts a label that was painted twice once', () => {
    const given = samples([100, 100, 200], (p) => 300 - p);
    expect(fitPriceAxis(given)?.inliers).toBe(2);
  });

  test('does not bend a logarithmic axis for a label that stands a pixel off its price', () => {
    const prices = [60205, 60285, 60365, 60440, 60520, 60600, 60700, 60800, 60900, 61000, 61100];
    const y = (price: number) => 40.3 + (Math.log(price / 60205) / Math.log(61100 / 60205)) * 358.2;
    const exact = samples(prices, y);
    for (const offPx of [0.9, 0.95]) {
      const fit = fitPriceAxis({ y: [...exact.y, y(61000) + offPx], price: [...exact.price, 61000] });
      expect(fit?.scale).toBe('log');
      for (const price of [60205, 60600, 61100]) {
        const at = (fit?.a ?? 0) * Math.log(price) + (fit?.b ?? 0);
        expect(Math.abs(at - y(price))).toBeLessThan(0.05);
      }
    }
  });

  /** Prices and heights as charts have painted them; the last one is that of the last price. */
  test.each([
    [
      'ticks on their prices and a last price most of a pixel off',
      [59_700, 60_100, 60_500, 60_900, 61_700, 62_500, 61_000],
      [234.9775, 204.5653, 174.35485, 144.34348, 84.9076, 26.23742, 137.6875],
    ],
    [
      'ticks on their prices and a last price beyond a pixel',
      [59_700, 60_100, 60_500, 60_900, 61_700, 62_500, 61_000],
      [234.9775, 204.5653, 174.35485, 144.34348, 84.9076, 26.23742, 138.1],
    ],
    [
      'ticks on whole pixels',
      [61_600, 61_800, 62_000, 62_200, 62_400, 62_600, 62_800, 63_000, 61_000],
      [336, 290, 244, 198, 153, 107, 62, 16, 379],
    ],
  ])('knows a logarithmic axis of little range by %s', (_, price, y) => {
    expect(fitPriceAxis({ price, y })?.scale).toBe('log');
  });

  test('keeps the scale before where few ticks on whole pixels tell little', () => {
    const given = { price: [64_500, 65_000, 65_500, 66_000, 66_500], y: [64, 124, 183, 242, 301] };
    expect(fitPriceAxis(given)?.scale).toBe('linear');
    expect(fitPriceAxis(given, 'log')?.scale).toBe('log');
  });

  test('takes no few labels on whole pixels for exact that are on one line by chance', () => {
    const fit = fitPriceAxis({ price: [0, 10, 20, 30, 40], y: [250, 200, 150, 100, 51] });
    expect(fit?.a).toBeCloseTo(-4.98, 6);
    expect(fit?.rmsPx).toBeGreaterThan(0.2);
  });

  test('of charts that round to whole pixels is seldom more than a pixel off at the ends of the pane', () => {
    let state = 7;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let off = 0;
    for (let chart = 0; chart < 600; chart++) {
      const isLog = chart % 2 === 0;
      const [height, range, step] = [300 + 240 * random(), 0.003 + 0.15 * random() ** 2, 34 + 26 * random()];
      const [low, high] = [1000, 1000 * Math.exp(range)];
      const share = (p: number) => (isLog ? Math.log(p / low) / range : (p - low) / (high - low));
      const prices = Array.from({ length: Math.floor(height / step) }, (_, i) =>
        Number((low + ((i + random() / 2) * step * (high - low)) / height).toFixed(2)),
      );
      const fit = fitPriceAxis({ price: prices, y: prices.map((p) => Math.round(height * (1 - share(p)))) });
      const worst = [low, high].map((p) => {
        const at = (fit?.a ?? 0) * (fit?.scale === 'log' ? Math.log(p) : p) + (fit?.b ?? 0);
        return Math.abs(at - height * (1 - share(p)));
      });
      if (!(Math.max(...worst) < 1)) off++;
    }
    expect(off).toBeLessThan(12);
  });

  test('keeps the scale before when both fit equally well', () => {
    const narrow = samples([60_000, 60_001, 60_002, 60_003], (p) => 400 - (p - 60_000) * 100);
    expect(fitPriceAxis(narrow)?.scale).toBe('linear');
    expect(fitPriceAxis(narrow, 'log')?.scale).toBe('log');
  });

  test('of zero or negative prices only tries the linear scale', () => {
    expect(fitPriceAxis(samples([-1, 0, 1], (p) => 100 - p))?.scale).toBe('linear');
  });

  test('is null for nothing, one label, and labels on one height or of one price', () => {
    expect(fitPriceAxis({ y: [], price: [] })).toBeNull();
    expect(fitPriceAxis({ y: [5], price: [7] })).toBeNull();
    expect(fitPriceAxis({ y: [1, 50, 99], price: [7, 7, 7] })).toBeNull();
    expect(fitPriceAxis({ y: [5, 5, 5], price: [1, 2, 3] })).toBeNull();
  });

  test('recovers any linear axis within half a pixel from labels rounded to quarter pixels', () => {
    const axis = fc.record({
      low: fc.double({ min: 0.0001, max: 1e6, noNaN: true }),
      span: fc.double({ min: 0.001, max: 2, noNaN: true }),
      height: fc.integer({ min: 150, max: 1200 }),
      count: fc.integer({ min: 4, max: 20 }),
    });
    fc.assert(
      fc.property(axis, ({ low, span, height, count }) => {
        const prices = Array.from({ length: count }, (_, i) => low * (1 + (span * i) / (count - 1)));
        const truth = (p: number) => height * (1 - (p / low - 1) / span);
        const fit = fitPriceAxis({ price: prices, y: prices.map((p) => Math.round(truth(p) * 4) / 4) });
        return prices.every((p) => {
          const u = fit?.scale === 'log' ? Math.log(p) : p;
          return fit !== null && Math.abs(fit.a * u + fit.b - truth(p)) < 0.5;
        });
      }),
    );
  });
});
