import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whileVisible } from '../../src/page/while-visible';

function fakePage(state: DocumentVisibilityState = 'visible') {
  const target = Object.assign(new EventTarget(), { visibilityState: state });
  return {
    document: target as unknown as Document,
    show(next: DocumentVisibilityState) {
      target.visibilityState = next;
      target.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

describe('whileVisible', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ticks once a period on a visible page', () => {
    const tick = vi.fn();
    whileVisible(fakePage().document, 500, new AbortController().signal, tick);
    expect(tick).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1500);
    expect(tick).toHaveBeenCalledTimes(3);
  });

  it('leaves no timer in a hidden tab, and ticks at once when it is shown', () => {
    const page = fakePage();
    const tick = vi.fn();
    whileVisible(page.document, 500, new AbortController().signal, tick);
    page.show('hidden');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5000);
    expect(tick).not.toHaveBeenCalled();
    page.show('visible');
    expect(tick).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(500);
    expect(tick).toHaveBeenCalledTimes(2);
  });

  it('starts nothing in a tab that is opened behind another', () => {
    const page = fakePage('hidden');
    const tick = vi.fn();
    whileVisible(page.document, 500, new AbortController().signal, tick);
    expect(vi.getTimerCount()).toBe(0);
    page.show('visible');
    expect(tick).toHaveBeenCalledTimes(1);
  });

  it('shown twice, keeps one timer', () => {
    const page = fakePage();
    whileVisible(page.document, 500, new AbortController().signal, vi.fn());
    page.show('visible');
    page.show('visible');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('aborted, ends for good', () => {
    const page = fakePage();
    const life = new AbortController();
    const tick = vi.fn();
    whileVisible(page.document, 500, life.signal, tick);
    life.abort();
    page.show('hidden');
    page.show('visible');
    vi.advanceTimersByTime(5000);
    expect(tick).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
