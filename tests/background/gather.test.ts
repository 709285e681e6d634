import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gather } from '../../src/background/gather';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('gather', () => {
  it('does once what many calls ask for, when the time is over', () => {
    const work = vi.fn();
    const ask = gather(200, work);
    for (let i = 0; i < 11; i++) ask('BTC');
    vi.advanceTimersByTime(199);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(work.mock.calls).toEqual([['BTC']]);
  });

  it('does the work of each key by itself', () => {
    const work = vi.fn();
    const ask = gather(200, work);
    ask('BTC');
    vi.advanceTimersByTime(150);
    ask('ETH');
    vi.advanceTimersByTime(100);
    expect(work.mock.calls).toEqual([['BTC']]);
    vi.advanceTimersByTime(100);
    expect(work.mock.calls).toEqual([['BTC'], ['ETH']]);
  });

  it('does it again for a call that comes while it works, or later', () => {
    const asked: string[] = [];
    const ask = gather(200, (key) => {
      asked.push(key);
      if (asked.length === 1) ask(key);
    });
    ask('BTC');
    vi.advanceTimersByTime(400);
    expect(asked).toEqual(['BTC', 'BTC']);
    ask('BTC');
    vi.advanceTimersByTime(200);
    expect(asked).toHaveLength(3);
  });
});
