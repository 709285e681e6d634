import { describe, expect, it } from 'vitest';
import { COARSE, COLUMN_CELLS, type LevelTrust } from '../../src/core/frame/column-chunk';
import { putColumn } from '../../src/core/frame/column-table';
import type { Participant } from '../../src/engine/frame-view';
import { trustNow, trustThen } from '../../src/engine/level-trust';
import { exchange } from './stocked-exchange';

const T0 = Date.UTC(2026, 9, 1);

/** The exchange with a half-hour column at T0 whose level rested on `trust`. */
function noting(participant: Participant, trust?: LevelTrust): Participant {
  const usd = new Float32Array(COLUMN_CELLS);
  putColumn(participant.runtime.coarse, T0, { base: 0, high: 101, low: 99, close: 100, usd, trust });
  return participant;
}

const OVER_MS = T0 + COARSE.columnMs;

describe('trustNow', () => {
  it('of exchanges whose reports bear the estimate out is without doubt', () => {
    expect(trustNow([exchange(10), exchange(30)]).levelDoubt).toBeCloseTo(0, 12);
  });

  it('of a sum doubts what its reports would leave of it, by open interest', () => {
    expect(trustNow([exchange(10, { reported: 0.1 })]).levelDoubt).toBeCloseTo(Math.log(10), 12);
    const left = exchange(60, { isCounted: false, reported: 0.01 });
    const sum = [exchange(10), exchange(30, { reported: 0.1 }), left];
    expect(trustNow(sum).levelDoubt).toBeCloseTo(-Math.log(0.25 + 0.75 * 0.1), 12);
  });
});

describe('trustThen', () => {
  it('is what the columns noted that were over then, whatever is reported now', () => {
    const own = noting(exchange(10, { reported: 0.1 }), { levelEvents: 7, levelDoubt: 0 });
    expect(trustThen([own], OVER_MS)).toEqual({ levelEvents: 7, levelDoubt: -0 });
    expect(trustThen([own], OVER_MS + COARSE.columnMs - 1)).toEqual({ levelEvents: 7, levelDoubt: -0 });
  });

  it('of a sum takes the doubt of each, and none of those that did not note it', () => {
    const own = noting(exchange(10), { levelEvents: 7, levelDoubt: Math.log(4) });
    const { levelDoubt } = trustThen([own, exchange(30)], OVER_MS);
    expect(levelDoubt).toBeCloseTo(-Math.log(0.25 / 4 + 0.75), 6);
  });

  it('is empty where the own column is of an older version, not over, or missing', () => {
    expect(trustThen([noting(exchange(10))], OVER_MS)).toEqual({});
    const own = noting(exchange(10), { levelEvents: 7, levelDoubt: 0 });
    expect(trustThen([own], OVER_MS - 1)).toEqual({});
    expect(trustThen([own], OVER_MS + COARSE.columnMs)).toEqual({});
  });
});
