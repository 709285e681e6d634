import { Window } from 'happy-dom';
import { describe, expect, it, vi } from 'vitest';
import { whenQuiet } from '../../src/page/quiet-page';

function setUp(readyState: 'loading' | 'complete') {
  const page = new Window();
  Object.defineProperty(page.document, 'readyState', { get: () => readyState });
  const idle: (() => void)[] = [];
  const timers: (() => void)[] = [];
  Object.assign(page, {
    requestIdleCallback: (run: () => void) => idle.push(run),
    cancelIdleCallback: (handle: number) => {
      idle[handle - 1] = () => {};
    },
    setTimeout: (run: () => void) => timers.push(run),
    clearTimeout: () => {},
  });
  const life = new AbortController();
  const run = vi.fn();
  whenQuiet(page as unknown as globalThis.Window, life.signal, run);
  const flush = (tasks: (() => void)[]) => {
    for (const task of tasks.splice(0)) task();
  };
  return {
    run,
    life,
    load: () => page.dispatchEvent(new page.Event('load')),
    passIdle: () => flush(idle),
    passPatience: () => flush(timers),
  };
}

describe('whenQuiet', () => {
  it('in a page that has loaded waits for an idle moment', () => {
    const { run, passIdle } = setUp('complete');
    expect(run).not.toHaveBeenCalled();
    passIdle();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('in a loading page waits for load and an idle moment, and runs once', () => {
    const { run, load, passIdle, passPatience } = setUp('loading');
    passIdle();
    expect(run).not.toHaveBeenCalled();
    load();
    passIdle();
    passPatience();
    passIdle();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not wait for ever for a page that never ends loading', () => {
    const { run, passPatience, passIdle } = setUp('loading');
    passPatience();
    passIdle();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('never runs after the signal has aborted', () => {
    const { run, life, load, passIdle } = setUp('loading');
    load();
    life.abort();
    passIdle();
    expect(run).not.toHaveBeenCalled();
  });
});
