import { describe, expect, it } from 'vitest';
import { safely } from '../../src/anchor/safely';

describe('safely', () => {
  it('of work that ends is true, and the work is done', () => {
    let done = 0;
    expect(safely(() => done++)).toBe(true);
    expect(done).toBe(1);
  });

  it('of work that throws is false, and nothing gets out', () => {
    expect(
      safely(() => {
        throw new Error('the page forbids it');
      }),
    ).toBe(false);
  });
});
