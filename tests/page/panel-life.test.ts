// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPanelLife, type PanelLife } from '../../src/page/panel-life';

let ended: AbortController;
let hasContent: boolean;
let life: PanelLife;
let idle: (() => void)[];
const mount = vi.fn<(signal: AbortSignal) => void>();

/** The page has come to rest. */
function comeToRest(): void {
  for (const run of idle.splice(0)) run();
}

beforeEach(() => {
  vi.useFakeTimers();
  mount.mockReset();
  idle = [];
  Object.assign(window, {
    requestIdleCallback: (run: () => void) => idle.push(run),
    cancelIdleCallback: () => {},
  });
  Object.defineProperty(document, 'readyState', { configurable: true, get: () => 'complete' });
  ended = new AbortController();
  hasContent = false;
  life = createPanelLife({
    ctx: { signal: ended.signal, setTimeout: (work, delayMs) => Number(setTimeout(work, delayMs)) },
    window,
    hasContent: () => hasContent,
    mount,
  });
});
afterEach(() => {
  ended.abort();
  vi.useRealTimers();
});

describe('createPanelLife', () => {
  it('mounts nothing before the page is at rest, whatever there is to show', () => {
    hasContent = true;
    life.noteContent();
    vi.advanceTimersByTime(3000);
    expect(mount).not.toHaveBeenCalled();
    expect(life.isMounted()).toBe(false);
  });

  it('mounts at rest what there is to show, once', () => {
    hasContent = true;
    comeToRest();
    life.noteContent();
    vi.advanceTimersByTime(3000);
    expect(mount).toHaveBeenCalledTimes(1);
    expect(life.isMounted()).toBe(true);
  });

  it('waits a second at rest for something to show, and mounts with it', () => {
    comeToRest();
    vi.advanceTimersByTime(900);
    expect(mount).not.toHaveBeenCalled();
    hasContent = true;
    life.noteContent();
    expect(mount).toHaveBeenCalledTimes(1);
  });

  it('mounts after that second without anything to show', () => {
    comeToRest();
    vi.advanceTimersByTime(1001);
    expect(mount).toHaveBeenCalledTimes(1);
  });

  it('ends what is mounted when it is switched off, and mounts it anew when it is switched on', () => {
    hasContent = true;
    comeToRest();
    const [signal] = mount.mock.calls[0];
    life.setWanted(false);
    expect(signal.aborted).toBe(true);
    expect(life.isMounted()).toBe(false);
    life.setWanted(true);
    expect(mount).toHaveBeenCalledTimes(2);
    expect(mount.mock.calls[1][0].aborted).toBe(false);
  });

  it('mounts nothing while it is switched off, and at once when it is switched on later', () => {
    life.setWanted(false);
    hasContent = true;
    comeToRest();
    vi.advanceTimersByTime(3000);
    expect(mount).not.toHaveBeenCalled();
    life.setWanted(true);
    expect(mount).toHaveBeenCalledTimes(1);
  });

  it('ends with the script', () => {
    hasContent = true;
    comeToRest();
    ended.abort();
    expect(mount.mock.calls[0][0].aborted).toBe(true);
  });
});
