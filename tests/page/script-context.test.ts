// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ContentScriptContext, startedEvent } from '../../src/page/script-context';

const { id } = fakeBrowser.runtime;

let contexts: ContentScriptContext[] = [];

function runScript(name = 'page'): ContentScriptContext {
  const ctx = new ContentScriptContext(name);
  contexts.push(ctx);
  return ctx;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  fakeBrowser.runtime.id = id;
  for (const ctx of contexts) ctx.abort();
  contexts = [];
  vi.useRealTimers();
});

describe('ContentScriptContext', () => {
  it('lets no forged word stop the script', () => {
    const ctx = runScript();
    for (let i = 0; i < 100; i++)
      document.dispatchEvent(new CustomEvent(startedEvent('page'), { detail: { forged: i } }));
    expect(ctx.signal.aborted).toBe(false);
  });

  it('stops the older copy when a newer one has started', () => {
    const old = runScript();
    const next = runScript();
    expect([old.signal.aborted, next.signal.aborted]).toEqual([true, false]);
  });

  it('stops no script of another name', () => {
    const page = runScript();
    runScript('pill');
    expect(page.signal.aborted).toBe(false);
  });

  it('lets the word stop a script whose extension is gone', () => {
    const ctx = runScript();
    const event = startedEvent('page');
    fakeBrowser.runtime.id = '';
    document.dispatchEvent(new CustomEvent(event));
    expect(ctx.signal.aborted).toBe(true);
  });

  it('runs what it was asked to run later', () => {
    const work = vi.fn();
    runScript().setTimeout(work, 100);
    vi.advanceTimersByTime(99);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('runs nothing later of a script that has ended', () => {
    const work = vi.fn();
    const ctx = runScript();
    ctx.setTimeout(work, 100);
    ctx.abort();
    vi.advanceTimersByTime(100);
    expect(work).not.toHaveBeenCalled();
  });

  it('ends a script that finds its extension gone when it wants to run something', () => {
    const work = vi.fn();
    const ctx = runScript();
    ctx.setTimeout(work, 100);
    fakeBrowser.runtime.id = '';
    vi.advanceTimersByTime(100);
    expect([work.mock.calls.length, ctx.signal.aborted]).toEqual([0, true]);
  });
});
