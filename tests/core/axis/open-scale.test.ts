import { describe, expect, it } from 'vitest';
import type { PriceAxis } from '../../../src/core/axis/axis-mapping';
import { apartPx } from '../../../src/core/axis/lines-apart';
import { doubtScale } from '../../../src/core/axis/open-scale';
import { readPriceAxis } from '../../../src/core/axis/price-axis';
import { fitPriceAxis, type PriceSamples } from '../../../src/core/axis/price-fit';

const HEIGHT = 300;
const LIMITS = { maxRmsPx: 1, referencePrice: 0 };

/** Heights of prices on an axis from `low` at the lower edge to `high` at the upper one. */
function heightsOf(scale: 'linear' | 'log', low: number, high: number, prices: number[]): number[] {
  const u = scale === 'log' ? Math.log : (price: number) => price;
  return prices.map((price) => (HEIGHT * (u(high) - u(price))) / (u(high) - u(low)));
}

type Doubt = Pick<PriceAxis, 'rival' | 'isCoarse'>;

function fitOf(samples: PriceSamples) {
  const fit = fitPriceAxis(samples);
  if (!fit) throw new Error('no fit');
  return fit;
}

function doubtOf(samples: PriceSamples, step: number): Doubt {
  return doubtScale(
    samples,
    samples.price.map(() => step),
    fitOf(samples),
    HEIGHT,
  );
}

/** Whether prices may stand px away from where they are read. */
function isOpen(samples: PriceSamples, step: number): boolean {
  const { rival, isCoarse } = doubtOf(samples, step);
  return isCoarse === true || (rival !== undefined && apartPx(fitOf(samples), rival, 0, HEIGHT) > 1.9);
}

/** Labels as a chart paints them that puts lines at even heights and rounds the prices there. */
function roundedAtEvenHeights(low: number, high: number, count: number, decimals: number) {
  const y = Array.from({ length: count }, (_, i) => (HEIGHT * (i + 0.5)) / count);
  const price = y.map((at) => Math.exp(Math.log(high) - (at / HEIGHT) * Math.log(high / low)));
  return { y, price: price.map((p) => Number(p.toFixed(decimals))) };
}

describe('doubtScale', () => {
  it('of fine labels to a hair on either scale is false', () => {
    const price = [100, 110, 120, 130, 140];
    for (const scale of ['linear', 'log'] as const)
      expect(isOpen({ y: heightsOf(scale, 95, 145, price), price }, 0.01)).toBe(false);
  });

  it('of coarse labels to a hair on a logarithmic axis is false: no rounding puts them there', () => {
    const price = [25.8, 26, 26.2, 26.4, 26.6, 26.8, 27];
    expect(isOpen({ y: heightsOf('log', 25.7, 27.3, price), price }, 0.1)).toBe(false);
  });

  it('of a logarithmic axis whose rounded prices look even is true', () => {
    const samples = roundedAtEvenHeights(11, 16, 4, 0);
    expect(fitPriceAxis(samples)?.scale).toBe('linear');
    expect(isOpen(samples, 1)).toBe(true);
  });

  it('of the same with prices that are written out is false', () => {
    expect(isOpen(roundedAtEvenHeights(11, 16, 4, 4), 0.0001)).toBe(false);
  });

  it('of labels from which each differs in its last digit alone is true: they may be rounded', () => {
    const price = [0.0041, 0.0042, 0.0043];
    const y = heightsOf('linear', 0.004053, 0.004352, price);
    expect(isOpen({ y, price }, 0.0001)).toBe(true);
    expect(isOpen({ y, price }, 0.000001)).toBe(false);
    const alike = [1001, 1002, 1003];
    const even = heightsOf('linear', 1000.3, 1003.7, alike);
    expect(isOpen({ y: even, price: alike }, 1)).toBe(true);
    expect(isOpen({ y: even, price: alike }, 0.01)).toBe(false);
  });

  it('of coarse labels at even heights that are no multiples of their step is true: they may be rounded', () => {
    const price = [50.5, 50.7, 50.9, 51.1, 51.3, 51.5, 51.7, 51.9, 52.1];
    const samples = { y: heightsOf('linear', 50.3, 52.2, price), price };
    expect(isOpen(samples, 0.1)).toBe(true);
    expect(isOpen(samples, 0.001)).toBe(false);
  });

  it('of as coarse labels that are such multiples is false, also with a last price among them', () => {
    const price = [50.6, 50.8, 51, 51.2, 51.3, 51.4, 51.6, 51.8, 52, 52.2];
    expect(isOpen({ y: heightsOf('linear', 50.3, 52.4, price), price }, 0.1)).toBe(false);
  });

  it('of coarse labels with a zero among them is false: no digit of a zero is worth anything', () => {
    const texts = ['0', '3', '6', '9', '12'];
    const y = heightsOf('linear', -1, 13, texts.map(Number));
    const labels = texts.map((text, i) => ({ text, x: 0, y: y[i] }));
    const reading = readPriceAxis(labels, HEIGHT, LIMITS);
    expect(reading.state).toBe('locked');
    expect(reading).not.toHaveProperty('fit.rival');
  });

  it('of few labels on whole px is true while the scales differ by some px, and false with many', () => {
    const few = [60_000, 61_000, 62_000];
    const many = Array.from({ length: 14 }, (_, i) => 57_000 + 1000 * i);
    const rounded = (price: number[]) => ({
      y: heightsOf('linear', 56_000, 72_000, price).map(Math.round),
      price,
    });
    expect(isOpen(rounded(few), 0.01)).toBe(true);
    expect(isOpen(rounded(many), 0.01)).toBe(false);
  });

  it('of few labels on whole px whose scales are alike within the pane is false', () => {
    const price = [60_000, 60_100, 60_200];
    const y = heightsOf('linear', 59_900, 60_300, price).map(Math.round);
    expect(isOpen({ y, price }, 0.01)).toBe(false);
  });
});

describe('the line that doubtScale names', () => {
  const rounded = (low: number, high: number, price: number[]) => ({
    y: heightsOf('linear', low, high, price).map(Math.round),
    price,
  });

  it('is the other scale where that explains labels on whole px and stands some way off', () => {
    const price = [60_000, 60_500, 61_000];
    const { isCoarse, rival } = doubtOf(rounded(59_300, 62_000, price), 0.01);
    expect(isCoarse).toBeUndefined();
    expect(rival?.scale).toBe('log');
    const y = rival && price.map((p) => rival.a * Math.log(p) + rival.b);
    rounded(59_300, 62_000, price).y.map((at, i) => expect(Math.abs((y?.[i] ?? 0) - at)).toBeLessThan(0.7));
  });

  it('is that of the other scale, with a word of warning, for coarse labels', () => {
    const samples = roundedAtEvenHeights(11, 16, 4, 0);
    expect(doubtOf(samples, 1)).toMatchObject({ isCoarse: true, rival: { scale: 'log' } });
  });

  it('is that of the labels themselves where coarse ones are on no logarithmic axis', () => {
    const price = [0, 1, 2, 3];
    const samples = { y: heightsOf('linear', -0.5, 3.5, price), price };
    const { a, b } = fitOf(samples);
    expect(doubtOf(samples, 1)).toEqual({ isCoarse: true, rival: { scale: 'linear', a, b } });
  });

  it('is none where the scales are alike within the pane, and none that the labels refute', () => {
    expect(doubtOf(rounded(59_900, 60_300, [60_000, 60_100, 60_200]), 0.01).rival).toBeUndefined();
    const many = Array.from({ length: 14 }, (_, i) => 57_000 + 1000 * i);
    expect(doubtOf(rounded(56_000, 72_000, many), 0.01).rival).toBeUndefined();
    const exact = {
      y: heightsOf('linear', 59_300, 62_000, [60_000, 60_500, 61_000]),
      price: [60_000, 60_500, 61_000],
    };
    expect(doubtOf(exact, 0.01).rival).toBeUndefined();
  });
});

describe('readPriceAxis', () => {
  const read = ({ y, price }: PriceSamples, decimals: number) =>
    readPriceAxis(
      y.map((at, i) => ({ text: price[i].toFixed(decimals), x: 0, y: at })),
      HEIGHT,
      LIMITS,
    );

  it('of labels that both scales explain hands on the doubt, of the same with more digits none', () => {
    expect(read(roundedAtEvenHeights(11, 16, 4, 0), 0)).toMatchObject({
      state: 'locked',
      fit: { isCoarse: true, rival: { scale: 'log' } },
    });
    const fine = read(roundedAtEvenHeights(11, 16, 4, 4), 4);
    expect(fine).toMatchObject({ state: 'locked', fit: { scale: 'log' } });
    expect(fine).not.toHaveProperty('fit.rival');
  });

  it.each([
    ['other digits', (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + +digit))],
    ['folded zeros', (text: string) => text.replace('0.0000', '0.0{4}')],
    ['powers of ten', (text: string) => text.replace(/0\.0000(\d)(\d+)/, '$1.$2e-5')],
  ])('of labels in %s asks as much of them as of plain ones', (_, write) => {
    const price = [12e-6, 14e-6, 16e-6, 18e-6, 20e-6];
    const limits = { ...LIMITS, referencePrice: 15e-6 };
    const read = (decimals: number) =>
      readPriceAxis(
        heightsOf('linear', 11e-6, 21e-6, price).map((y, i) => ({
          text: write(price[i].toFixed(decimals)),
          x: 0,
          y,
        })),
        HEIGHT,
        limits,
      );
    expect(read(6)).toHaveProperty('fit.rival.scale', 'log');
    expect(read(9)).toMatchObject({ state: 'locked' });
    expect(read(9)).not.toHaveProperty('fit.rival');
  });
});
