import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPulse, PULSE_MS } from '../../../src/feeds/transport/pulse';

describe('createPulse', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('join of several, calls each once a beat in the order in which they joined, with one timer', () => {
    const pulse = createPulse();
    const calls: string[] = [];
    for (const name of ['a', 'b', 'c']) pulse.join(() => calls.push(name), new AbortController().signal);
    expect([vi.getTimerCount(), calls]).toEqual([1, []]);
    vi.advanceTimersByTime(2 * PULSE_MS);
    expect(calls.join('')).toBe('abcabc');
  });

  it('abort of one, leaves the others; of the last, stops the timer; join after that, starts anew', () => {
    const pulse = createPulse();
    const [first, second] = [new AbortController(), new AbortController()];
    const [a, b] = [vi.fn(), vi.fn()];
    pulse.join(a, first.signal);
    pulse.join(b, second.signal);
    first.abort();
    vi.advanceTimersByTime(PULSE_MS);
    expect([a.mock.calls.length, b.mock.calls.length]).toEqual([0, 1]);
    second.abort();
    expect(vi.getTimerCount()).toBe(0);
    pulse.join(a, new AbortController().signal);
    vi.advanceTimersByTime(PULSE_MS);
    expect([a.mock.calls.length, b.mock.calls.length]).toEqual([1, 1]);
  });

  it('join with an aborted signal, starts nothing', () => {
    const pulse = createPulse();
    const stop = new AbortController();
    stop.abort();
    pulse.join(vi.fn(), stop.signal);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('beat that throws, is told as an error and keeps nobody from his beat', () => {
    const pulse = createPulse();
    const after = vi.fn();
    pulse.join(() => {
      throw new Error('broken beat');
    }, new AbortController().signal);
    pulse.join(after, new AbortController().signal);
    vi.advanceTimersByTime(PULSE_MS);
    expect(after).toHaveBeenCalledTimes(1);
    expect(() => vi.advanceTimersByTime(1)).toThrow('broken beat');
  });
});
