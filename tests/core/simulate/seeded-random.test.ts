import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/simulate/seeded-random';

function momentsOf(draw: () => number, count = 40_000): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  return { mean: sum / count, variance: squares / count - (sum / count) ** 2 };
}

describe('createRandom', () => {
  test('the same seed gives the same stream', () => {
    const one = createRandom(7);
    const other = createRandom(7);
    for (let i = 0; i < 100; i++) expect(one.uniform()).toBe(other.uniform());
  });

  test('neighbouring seeds give unrelated streams', () => {
    const one = createRandom(201);
    const other = createRandom(202);
    let product = 0;
    for (let i = 0; i < 20_000; i++) product += (one.uniform() - 0.5) * (other.uniform() - 0.5);
    expect(Math.abs(product / 20_000)).toBeLessThan(0.003);
  });

  test('seed 7 starts with the numbers it has always started with', () => {
    const random = createRandom(7);
    expect([random.uniform(), random.uniform(), random.uniform()]).toMatchInlineSnapshot(`
      [
        0.833881022175774,
        0.8827624437399209,
        0.856435063527897,
      ]
    `);
  });

  test('uniform stays in [0, 1) with mean 1/2', () => {
    const random = createRandom(1);
    let low = 1;
    let high = 0;
    const { mean } = momentsOf(() => {
      const value = random.uniform();
      low = Math.min(low, value);
      high = Math.max(high, value);
      return value;
    });
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 2);
  });

  test('normal has mean 0 and variance 1', () => {
    const random = createRandom(2);
    const { mean, variance } = momentsOf(() => random.normal());
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  test('student of 6 degrees is scaled to variance 1', () => {
    const random = createRandom(3);
    const { variance } = momentsOf(() => random.student(6));
    expect(variance).toBeGreaterThan(0.9);
    expect(variance).toBeLessThan(1.1);
  });

  test('poisson has mean and variance of its parameter', () => {
    const random = createRandom(4);
    const { mean, variance } = momentsOf(() => random.poisson(2.5));
    expect(mean).toBeCloseTo(2.5, 1);
    expect(variance).toBeCloseTo(2.5, 0);
  });

  test('poisson of mean 0 is 0', () => {
    expect(createRandom(5).poisson(0)).toBe(0);
  });

  test('exponential has the given mean', () => {
    const random = createRandom(6);
    expect(momentsOf(() => random.exponential(3)).mean).toBeCloseTo(3, 1);
  });

  test('a seed that is no integer throws', () => {
    expect(() => createRandom(1.5)).toThrow('invalid seed: 1.5');
  });
});
