// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whileVisible } from '../../src/page/while-visible';
import { openAnew } from '../anchor/open-anew';

let life: AbortController;

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('whileVisible', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    life = new AbortController();
    show('visible');
  });
  afterEach(() => {
    life.abort();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('ticks once a period on a visible page', () => {
    const tick = vi.fn();
    whileVisible(document, 500, life.signal, tick);
    expect(tick).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1500);
    expect(tick).toHaveBeenCalledTimes(3);
  });

  it('leaves no timer in a hidden tab, and ticks at once when it is shown', () => {
    const tick = vi.fn();
    whileVisible(document, 500, life.signal, tick);
    show('hidden');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5000);
    expect(tick).not.toHaveBeenCalled();
    show('visible');
    expect(tick).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(500);
    expect(tick).toHaveBeenCalledTimes(2);
  });

  it('starts nothing in a tab that is opened behind another', () => {
    show('hidden');
    const tick = vi.fn();
    whileVisible(document, 500, life.signal, tick);
    expect(vi.getTimerCount()).toBe(0);
    show('visible');
    expect(tick).toHaveBeenCalledTimes(1);
  });

  it('shown twice, keeps one timer', () => {
    whileVisible(document, 500, life.signal, vi.fn());
    show('visible');
    show('visible');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('in a tab behind another whose document is opened anew, still ticks when it is shown', async () => {
    show('hidden');
    const tick = vi.fn();
    whileVisible(document, 500, life.signal, tick);
    await openAnew(document);
    show('visible');
    expect(tick).toHaveBeenCalledTimes(1);
  });

  it('aborted, ends for good', () => {
    const tick = vi.fn();
    whileVisible(document, 500, life.signal, tick);
    life.abort();
    show('hidden');
    show('visible');
    vi.advanceTimersByTime(5000);
    expect(tick).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
