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
