import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateGate, type Priority, type RateGate } from '../../../src/feeds/transport/rate-gate';

const BUDGET = { id: 'test:gate', limit: 5, windowMs: 2000 };
const OTHER = { id: 'test:other', limit: 100, windowMs: 1000 };
const never = new AbortController().signal;

describe('createRateGate', () => {
  let gate: RateGate;
  let passed: string[];

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    gate = createRateGate(() => Date.now());
    passed = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const queue = (name: string, priority: Priority, budget = BUDGET, signal = never) =>
    gate.pass([{ budget, weight: 1 }], priority, signal).then(() => passed.push(name));

  it('pass with room, goes at once', async () => {
    void queue('a', 'idle');
    await vi.advanceTimersByTimeAsync(0);
    expect(passed).toEqual(['a']);
  });

  it('pass without room, waits for the window', async () => {
    for (const name of ['a', 'b', 'c']) void queue(name, 'watched');
    await vi.advanceTimersByTimeAsync(1999);
    expect(passed).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(1);
    expect(passed).toEqual(['a', 'b', 'c']);
  });

  it('pass of the chart in sight, overtakes what waited longer', async () => {
    for (const name of ['a', 'b', 'idle', 'watched'])
      void queue(name, name === 'watched' ? 'watched' : 'idle');
    void queue('visible', 'visible');
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed).toEqual(['a', 'b', 'visible', 'watched']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed.at(-1)).toBe('idle');
  });

  it('pass on another budget, is not held up by a full one', async () => {
    for (const name of ['a', 'b', 'c']) void queue(name, 'visible');
    void queue('other', 'idle', OTHER);
    await vi.advanceTimersByTimeAsync(0);
    expect(passed).toEqual(['a', 'b', 'other']);
  });

  it('pass of equal rank, keeps the order of arrival', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of names) void queue(name, 'visible');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(passed).toEqual(names);
  });

  it('pass that charges two budgets, waits for both', async () => {
    for (const name of ['a', 'b']) void queue(name, 'visible');
    const both = gate
      .pass(
        [
          { budget: BUDGET, weight: 1 },
          { budget: OTHER, weight: 1 },
        ],
        'visible',
        never,
      )
      .then(() => passed.push('both'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(1000);
    await both;
    expect(passed).toEqual(['a', 'b', 'both']);
  });

  it('aborted while waiting, leaves the queue and books nothing', async () => {
    const stop = new AbortController();
    for (const name of ['a', 'b']) void queue(name, 'visible');
    void queue('gone', 'visible', BUDGET, stop.signal);
    void queue('next', 'visible');
    await vi.advanceTimersByTimeAsync(100);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1900);
    expect(passed).toContain('next');
    expect(gate.waiting()).toBe(0);
  });

  it('aborted before, resolves at once', async () => {
    const stop = new AbortController();
    stop.abort();
    await gate.pass([{ budget: BUDGET, weight: 1 }], 'idle', stop.signal);
    expect(gate.waiting()).toBe(0);
  });

  it('heavy request in front, is not starved by light ones behind it', async () => {
    void queue('a', 'visible');
    void gate.pass([{ budget: BUDGET, weight: 2 }], 'visible', never).then(() => passed.push('heavy'));
    for (const name of ['b', 'c', 'd']) void queue(name, 'visible');
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed.slice(0, 2)).toEqual(['a', 'heavy']);
  });

  it('count of the exchange near the limit, holds the queue until its next window', async () => {
    gate.noteUsed(BUDGET, 5);
    void queue('a', 'visible');
    await vi.advanceTimersByTimeAsync(1999);
    expect(passed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(passed).toEqual(['a']);
  });
});
