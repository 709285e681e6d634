// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import { guardLife, startedEvent } from '../../src/page/script-life';

// The bundler gives each script its name; here the framework sees none.
const NAME = String(import.meta.env.ENTRYPOINT);
const id = fakeBrowser.runtime.id;

let contexts: ContentScriptContext[] = [];

/** Runs a copy of the script as the framework does. */
function runScript(): ContentScriptContext {
  const ctx = new ContentScriptContext('page');
  contexts.push(ctx);
  guardLife(ctx, NAME);
  return ctx;
}

function forge(): void {
  const detail = { contentScriptName: 'page', messageId: 'forged' };
  document.dispatchEvent(new CustomEvent(startedEvent(NAME), { detail }));
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

describe('guardLife', () => {
  it('uses the name of the framework: without the guard a forged word stops the script', () => {
    const ctx = new ContentScriptContext('page');
    forge();
    expect(ctx.signal.aborted).toBe(true);
  });

  it('lets no forged word stop the script', () => {
    const ctx = runScript();
    for (let i = 0; i < 100; i++) forge();
    vi.advanceTimersByTime(1000);
    expect(ctx.signal.aborted).toBe(false);
  });

  it('stops the older copy when a newer one has started', () => {
    const old = runScript();
    const next = runScript();
    vi.advanceTimersByTime(10);
    expect([old.signal.aborted, next.signal.aborted]).toEqual([true, false]);
  });

  it('lets the word stop a script whose extension is gone', () => {
    const ctx = runScript();
    const event = startedEvent(NAME);
    fakeBrowser.runtime.id = '';
    const detail = { contentScriptName: 'page', messageId: 'newer' };
    document.dispatchEvent(new CustomEvent(event, { detail }));
    expect(ctx.signal.aborted).toBe(true);
  });
});
