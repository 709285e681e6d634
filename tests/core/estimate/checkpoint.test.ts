import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { checkpoint, restore } from '../../../src/core/estimate/checkpoint';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { createEstimator, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { bitsOf } from './planes';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
const BARS = sampleBars({ count: 400 });

function startedWith(count: number): EstimatorState {
  const state = createEstimator(CONFIG);
  for (const bar of BARS.slice(0, count)) applyBar(state, bar);
  return state;
}

function restored(bytes: Uint8Array): EstimatorState {
  const result = restore(bytes, CONFIG);
  if (!result.ok) throw new Error(result.reason);
  return result.state;
}

describe('restore', () => {
  it('of a checkpoint, goes on as if nothing had happened, bit for bit', () => {
    for (const count of [0, 1, 3, 250]) {
      const whole = startedWith(400);
      const resumed = restored(checkpoint(startedWith(count)));
      for (const bar of BARS.slice(count)) applyBar(resumed, bar);
      expect(bitsOf(resumed).equals(bitsOf(whole))).toBe(true);
    }
  });

  it('of bytes inside a larger buffer, reads them all the same', () => {
    const bytes = checkpoint(startedWith(50));
    const padded = new Uint8Array(bytes.length + 3);
    padded.set(bytes, 3);
    expect(restored(padded.subarray(3)).scalars).toEqual(startedWith(50).scalars);
  });

  it('under another config or version, says which', () => {
    const bytes = checkpoint(startedWith(50));
    expect(restore(bytes, { ...CONFIG, binWidth: 0.002 })).toEqual({ ok: false, reason: 'config' });
    const old = bytes.slice();
    new Float64Array(old.buffer)[1] = 0;
    expect(restore(old, CONFIG)).toEqual({ ok: false, reason: 'version' });
  });

  it('of damaged bytes, never answers a state', () => {
    const bytes = checkpoint(startedWith(50));
    expect(restore(new Uint8Array(0), CONFIG)).toEqual({ ok: false, reason: 'damaged' });
    expect(restore(bytes.subarray(0, bytes.length - 8), CONFIG)).toEqual({ ok: false, reason: 'damaged' });
    expect(restore(bytes.subarray(0, bytes.length - 3), CONFIG)).toEqual({ ok: false, reason: 'damaged' });
    expect(restore(new Uint8Array(64), CONFIG)).toEqual({ ok: false, reason: 'damaged' });
    const torn = bytes.slice();
    const numbers = new Float64Array(torn.buffer);
    numbers[4 + startedWith(1).scalars.length + 1] = 1e9;
    expect(restore(torn, CONFIG)).toEqual({ ok: false, reason: 'damaged' });
    numbers[4 + startedWith(1).scalars.length + 1] = Number.NaN;
    expect(restore(torn, CONFIG)).toEqual({ ok: false, reason: 'damaged' });
  });
});

describe('checkpoint', () => {
  it('of a running estimator, stays below 250 kB', () => {
    expect(checkpoint(startedWith(400)).byteLength).toBeLessThan(250_000);
  });
});
