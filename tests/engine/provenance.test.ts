import { describe, expect, it } from 'vitest';
import { countedInterestUsd } from '../../src/engine/provenance';
import { exchange } from './stocked-exchange';

const HOUR_MS = 3_600_000;

describe('countedInterestUsd', () => {
  it('now, is the sum of the exchanges that count and are not behind', () => {
    const left = exchange(40, { isCounted: false });
    const behind = exchange(80, { lateMs: HOUR_MS });
    expect(countedInterestUsd([exchange(10), exchange(30), left, behind], 1000)).toBeCloseTo(4000, 9);
  });

  it('of the past, grows and shrinks with what the first one held', () => {
    expect(countedInterestUsd([exchange(10), exchange(30)], 500)).toBeCloseTo(2000, 9);
    const [leftOut, other] = [exchange(10, { isCounted: false }), exchange(30)];
    expect(countedInterestUsd([leftOut, other], 500)).toBeCloseTo(1500, 9);
  });

  it('without the first one, is what the others hold now', () => {
    expect(countedInterestUsd([exchange(null), exchange(30)], Number.NaN)).toBeCloseTo(3000, 9);
    expect(countedInterestUsd([exchange(null), exchange(30)], 700)).toBeCloseTo(3000, 9);
    expect(countedInterestUsd([exchange(20), exchange(30)], Number.NaN)).toBeCloseTo(5000, 9);
  });

  it('where nobody tells, is unknown', () => {
    expect(countedInterestUsd([exchange(null), exchange(null)], 500)).toBeNaN();
  });
});
