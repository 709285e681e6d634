import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backOffMs } from '../../../src/feeds/transport/back-off';
import { systemEnvironment, wait } from '../../../src/feeds/transport/environment';
import { createServerClock } from '../../../src/feeds/transport/server-clock';

describe('backOffMs', () => {
  it('doubles up to its cap', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backOffMs(attempt, 1000, 20_000, 1));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
  });

  it('spreads over the upper half', () => {
    expect(backOffMs(3, 1000, 60_000, 0)).toBe(4000);
    expect(backOffMs(3, 1000, 60_000, 1)).toBe(8000);
  });

  it('of a very high attempt, stays finite', () => {
    expect(backOffMs(5000, 1000, 60_000, 0.5)).toBe(45_000);
  });
});

describe('createServerClock', () => {
  it('before any reading, trusts our clock', () => {
    expect(createServerClock().offsetMs('x')).toBe(0);
  });

  it('of a difference within the error of a Date header, trusts our clock', () => {
    const clock = createServerClock();
    clock.note('x', 1_000_000, 1_000_900, 1_001_100);
    expect(clock.offsetMs('x')).toBe(0);
  });

  it('of a clear difference, takes the median of the readings', () => {
    const clock = createServerClock();
    for (const wrong of [60_000, 61_000, 900_000]) clock.note('x', 1_000_000 + wrong, 1_000_000, 1_000_000);
    expect(clock.offsetMs('x')).toBe(61_500);
  });

  it('of one strange reading, believes the others', () => {
    const clock = createServerClock();
    for (let index = 0; index < 3; index += 1) clock.note('x', 1_000_000, 1_000_000, 1_000_000);
    clock.note('x', 4_600_000, 1_000_000, 1_000_000);
    clock.note('x', 1_000_000, 1_000_000, 1_000_000);
    clock.note('x', 4_600_000, 1_000_000, 1_000_000);
    expect(clock.offsetMs('x')).toBe(0);
  });

  it('of two strange readings that agree, knows that a clock was set', () => {
    const clock = createServerClock();
    for (let index = 0; index < 9; index += 1) clock.note('x', 1_000_000, 1_000_000, 1_000_000);
    for (let index = 0; index < 2; index += 1) clock.note('x', 4_600_000, 1_000_000, 1_000_000);
    expect(clock.offsetMs('x')).toBe(3_600_500);
    for (let index = 0; index < 2; index += 1) clock.note('x', 1_000_000, 87_400_000, 87_400_000);
    expect(clock.offsetMs('x')).toBe(-86_399_500);
  });

  it('of a slow answer, allows for its own uncertainty', () => {
    const clock = createServerClock();
    for (let index = 0; index < 3; index += 1) clock.note('x', 1_000_000, 1_000_000, 1_000_000);
    for (let index = 0; index < 2; index += 1) clock.note('x', 1_014_000, 1_000_000, 1_014_000);
    expect(Math.abs(clock.offsetMs('x'))).toBe(0);
  });

  it('of slow answers alone, takes no difference for one that their slowness explains', () => {
    const clock = createServerClock();
    for (let index = 0; index < 5; index += 1) clock.note('x', 1_009_900, 1_000_000, 1_010_000);
    expect(clock.offsetMs('x')).toBe(0);
  });

  it('of slow answers, still knows a clock that is a minute off', () => {
    const clock = createServerClock();
    for (let index = 0; index < 3; index += 1) clock.note('x', 1_064_500, 1_000_000, 1_010_000);
    expect(clock.offsetMs('x')).toBe(60_000);
  });

  it('of slow answers and a quick one, believes the quick one', () => {
    const clock = createServerClock();
    for (let index = 0; index < 4; index += 1) clock.note('x', 1_012_900, 1_000_000, 1_010_000);
    clock.note('x', 1_022_500, 1_020_000, 1_020_100);
    for (let index = 0; index < 4; index += 1) clock.note('x', 1_042_900, 1_030_000, 1_040_000);
    expect(clock.offsetMs('x')).toBe(2950);
  });

  it('of quick ones that differ, takes their median', () => {
    const clock = createServerClock();
    for (const [late, took] of [
      [0, 100],
      [400, 500],
      [900, 200],
      [9000, 9000],
    ])
      clock.note('x', 1_004_000 + late, 1_000_000, 1_000_000 + took);
    expect(clock.offsetMs('x')).toBe(4650);
  });

  it('keeps hosts apart', () => {
    const clock = createServerClock();
    clock.note('x', 2_000_000, 1_000_000, 1_000_000);
    expect(clock.offsetMs('y')).toBe(0);
  });

  it('forgets old readings, as after a correction of our clock', () => {
    const clock = createServerClock();
    clock.note('x', 2_000_000, 1_000_000, 1_000_000);
    for (let index = 0; index < 9; index += 1) clock.note('x', 1_000_000, 1_000_000, 1_000_000);
    expect(clock.offsetMs('x')).toBe(0);
  });
});

describe('wait', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('resolves after its time', async () => {
    let isOver = false;
    void wait(1000, new AbortController().signal).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  it('aborted, resolves at once and leaves no timer', async () => {
    const stop = new AbortController();
    const waiting = wait(60_000, stop.signal);
    stop.abort();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of an aborted signal, does not wait at all', async () => {
    const stop = new AbortController();
    stop.abort();
    await wait(60_000, stop.signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('systemEnvironment', () => {
  it('reads the clock and random numbers of the context', () => {
    const environment = systemEnvironment();
    expect(Math.abs(environment.now() - Date.now())).toBeLessThan(1000);
    expect(environment.random()).toBeLessThan(1);
  });

  it('fetches and opens sockets with those of the context', async () => {
    const answer = new Response('{}');
    const fetched = vi.fn(async () => answer);
    const opened = vi.fn(function (this: { url: string }, url: string) {
      this.url = url;
    });
    vi.stubGlobal('fetch', fetched);
    vi.stubGlobal('WebSocket', opened);
    const environment = systemEnvironment();
    const init = { credentials: 'omit' } as const;
    expect(await environment.fetch('https://x.test/a', init)).toBe(answer);
    expect(fetched).toHaveBeenCalledWith('https://x.test/a', init);
    expect(environment.openSocket('wss://x.test/ws')).toMatchObject({ url: 'wss://x.test/ws' });
    vi.unstubAllGlobals();
  });

  it('tells of a network that came back, where the context knows, and else does without', () => {
    const heard: string[] = [];
    const listened = vi.fn((type: string, listener: () => void) => {
      heard.push(type);
      listener();
    });
    const listener = vi.fn();
    vi.stubGlobal('addEventListener', listened);
    systemEnvironment().onOnline?.(listener);
    expect(heard).toEqual(['online']);
    expect(listener).toHaveBeenCalledTimes(1);
    vi.stubGlobal('addEventListener', undefined);
    expect(() => systemEnvironment().onOnline?.(listener)).not.toThrow();
    vi.unstubAllGlobals();
  });
});
