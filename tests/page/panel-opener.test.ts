import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringPanelPart, createPanelOpener } from '../../src/page/panel-opener';
import type { PanelPart, PanelPartOptions } from '../../src/page/panel-part';

const PART: PanelPart = { tell: () => undefined, open: () => undefined, show: () => undefined };
const OPTIONS = {} as PanelPartOptions;

let stop: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  delete (globalThis as { liqlensPanelPart?: unknown }).liqlensPanelPart;
});

function opener(bring: () => Promise<boolean>, isWanted = () => true) {
  const onCome = vi.fn();
  const made = createPanelOpener({ options: () => OPTIONS, onCome, isWanted, signal: stop.signal, bring });
  return { ...made, onCome };
}

/** A background that puts the script into the frame. */
const comes = vi.fn(async () => {
  bringPanelPart(() => PART);
  return true;
});

describe('createPanelOpener', () => {
  it('asks for the script once, however often it is wanted, and makes the panel when it has come', async () => {
    comes.mockClear();
    const { part, fetch, onCome } = opener(comes);
    expect(part()).toBeNull();
    fetch();
    fetch();
    await vi.advanceTimersByTimeAsync(0);
    fetch();
    await vi.advanceTimersByTimeAsync(2000);
    expect([part(), comes.mock.calls.length, onCome.mock.calls.length]).toEqual([PART, 1, 1]);
  });

  it('asks again after a second as long as the panel is wanted and has not come', async () => {
    const bring = vi.fn(async () => false);
    let isWanted = true;
    const { fetch, onCome } = opener(bring, () => isWanted);
    fetch();
    await vi.advanceTimersByTimeAsync(2100);
    expect(bring).toHaveBeenCalledTimes(3);
    isWanted = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect([bring.mock.calls.length, onCome.mock.calls.length]).toEqual([3, 0]);
  });

  it('takes a script that is in the frame already', async () => {
    bringPanelPart(() => PART);
    const bring = vi.fn(async () => false);
    const { part, fetch } = opener(bring);
    fetch();
    await vi.advanceTimersByTimeAsync(0);
    expect([part(), bring.mock.calls.length]).toEqual([PART, 0]);
  });

  it('makes nothing when the page script has ended meanwhile', async () => {
    const { part, fetch, onCome } = opener(comes);
    fetch();
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect([part(), onCome.mock.calls.length]).toEqual([null, 0]);
  });
});
