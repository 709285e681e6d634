import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { nativeGrid } from '../../../src/core/estimate/column-grid';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { createEstimator, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { previewBar } from '../../../src/core/estimate/preview-bar';
import { createJournal } from '../../../src/core/estimate/undo-journal';
import { writeColumn } from '../../../src/core/estimate/write-column';
import { bitsOf } from './planes';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'bybit', base: 'BTC', kind: 'linear' });
const BARS = sampleBars({ count: 400, volatility: 0.004 });

function startedWith(count: number): EstimatorState {
  const state = createEstimator(CONFIG);
  for (const bar of BARS.slice(0, count)) applyBar(state, bar);
  return state;
}

describe('previewBar', () => {
  it('any number of times and then applyBar, equals applyBar alone bit for bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 380 }),
        fc.array(fc.double({ min: -0.03, max: 0.03, noNaN: true }), { maxLength: 6 }),
        (count, moves) => {
          const plain = startedWith(count);
          const watched = startedWith(count);
          const journal = createJournal(watched);
          const bar = BARS[count];
          for (const move of moves) {
            const close = bar.open * Math.exp(move);
            const forming = {
              ...bar,
              close,
              high: Math.max(bar.open, close),
              low: Math.min(bar.open, close),
              liquidations: [{ positionSide: 'short' as const, price: close, base: 5 }],
            };
            previewBar(watched, journal, forming, (state) =>
              writeColumn(state, nativeGrid(state), new Float32Array(1000)),
            );
          }
          applyBar(plain, bar);
          applyBar(watched, bar);
          expect(bitsOf(watched).equals(bitsOf(plain))).toBe(true);
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });

  it('of a jump that moves the plane, takes everything back', () => {
    const state = startedWith(100);
    const before = bitsOf(state);
    const bar = BARS[100];
    const far = { ...bar, close: bar.open * 0.4, low: bar.open * 0.4, high: bar.open };
    const outcome = previewBar(state, createJournal(state), far, (_, answer) => answer);
    expect(outcome).toEqual({ isApplied: true });
    expect(bitsOf(state).equals(before)).toBe(true);
  });

  it('across midnight and a flush, takes everything back', () => {
    const state = startedWith(287);
    const before = bitsOf(state);
    previewBar(state, createJournal(state), BARS[287], () => null);
    expect(bitsOf(state).equals(before)).toBe(true);
  });

  it('shows the reader what the closed bar would be', () => {
    const state = startedWith(200);
    const grid = nativeGrid(state);
    const forming = previewBar(state, createJournal(state), BARS[200], (seen) => {
      const out = new Float32Array(grid.bins);
      writeColumn(seen, grid, out);
      return out;
    });
    applyBar(state, BARS[200]);
    const closed = new Float32Array(grid.bins);
    writeColumn(state, grid, closed);
    expect(forming).toEqual(closed);
  });

  it('of a refused bar, tells why and changes nothing', () => {
    const state = startedWith(10);
    const before = bitsOf(state);
    const outcome = previewBar(state, createJournal(state), BARS[3], (_, answer) => answer);
    expect(outcome).toEqual({ isApplied: false, reason: 'late' });
    expect(bitsOf(state).equals(before)).toBe(true);
  });

  it('whose reader throws, takes the bar back all the same', () => {
    const state = startedWith(20);
    const before = bitsOf(state);
    const failing = () => {
      throw new Error('reader failed');
    };
    expect(() => previewBar(state, createJournal(state), BARS[20], failing)).toThrow('reader failed');
    expect(bitsOf(state).equals(before)).toBe(true);
  });
});
