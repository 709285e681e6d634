// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringPanelPart } from '../../src/page/panel-opener';
import type { PanelPart } from '../../src/page/panel-part';
import { createPillOrPanel } from '../../src/page/pill-or-panel';
import type { PanelFacts } from '../../src/panel/panel-facts';
import { factsOf } from '../../src/panel/panel-model';
import { panelState } from '../panel/panel-states';
import { recordingActions } from '../panel/recording-actions';

/** A panel that shows a header with one button while it is open. */
function fakePart(place: HTMLElement) {
  return {
    tell: vi.fn(),
    show: vi.fn(),
    open: vi.fn((signal: AbortSignal) => {
      const header = document.createElement('header');
      header.className = 'header';
      header.append(document.createElement('button'));
      place.append(header);
      signal.addEventListener('abort', () => header.remove());
    }),
  } satisfies PanelPart;
}

let host: HTMLElement;
let stop: AbortController;
let part: ReturnType<typeof fakePart> | null;

beforeEach(() => {
  host = document.createElement('div');
  document.body.append(host);
  stop = new AbortController();
  part = null;
  bringPanelPart(({ place }) => {
    part = fakePart(place);
    return part;
  });
});
afterEach(() => {
  stop.abort();
  host.remove();
  delete (globalThis as { liqlensPanelPart?: unknown }).liqlensPanelPart;
});

async function mounted(state: 'pill' | 'live') {
  const facts = factsOf(panelState(state));
  const { actions, calls } = recordingActions();
  const ctx = { signal: stop.signal, setTimeout: () => 0 };
  const shown = createPillOrPanel({ host, container: host, facts, actions, strings: (key) => key, ctx });
  shown.mount(stop.signal);
  const tell = async (change: Partial<PanelFacts>) => {
    Object.assign(facts, change);
    shown.tell(change);
    await new Promise((resolve) => setTimeout(resolve));
  };
  await tell({});
  return { tell, calls };
}

const isPillShown = () => host.querySelector<HTMLElement>('.pill')?.hidden === false;
const settingsOf = (state: 'pill' | 'live') => factsOf(panelState(state)).settings;

describe('createPillOrPanel', () => {
  it('shows the pill and does not fetch the panel before the user wants it', async () => {
    await mounted('pill');
    expect([isPillShown(), part]).toEqual([true, null]);
  });

  it('puts the panel in the place of the pill when it is opened, and back', async () => {
    const { tell } = await mounted('pill');
    await tell({ settings: settingsOf('live') });
    expect([isPillShown(), part?.open.mock.calls.length]).toEqual([false, 1]);
    await tell({ settings: settingsOf('pill') });
    expect([isPillShown(), host.querySelector('.header')]).toEqual([true, null]);
    await tell({ settings: settingsOf('live') });
    expect(part?.open).toHaveBeenCalledTimes(2);
  });

  it('opens the panel at once where it was left open', async () => {
    await mounted('live');
    expect([isPillShown(), part?.open.mock.calls.length]).toEqual([false, 1]);
  });

  it('tells the panel what changes, also while it is closed', async () => {
    const { tell } = await mounted('live');
    await tell({ settings: settingsOf('pill') });
    await tell({ now: 5 });
    expect(part?.tell).toHaveBeenLastCalledWith({ now: 5 });
  });

  it('opens the panel with the plan on Alt+K, and shows the plan where it is open', async () => {
    const press = () =>
      document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyK', altKey: true, cancelable: true }));
    const { tell, calls } = await mounted('pill');
    press();
    expect(calls).toEqual([['togglePanel']]);
    await tell({ settings: settingsOf('live') });
    expect(part?.show.mock.calls).toEqual([['plan']]);
    press();
    expect([calls.length, part?.show.mock.calls.length]).toEqual([1, 2]);
  });

  it('asks for the panel to be open when the pill is pressed', async () => {
    const { calls } = await mounted('pill');
    host.querySelector<HTMLElement>('.pill-open')?.click();
    expect(calls).toEqual([['setLook', { panel: 'open' }]]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    await mounted('live');
    stop.abort();
    expect(host.querySelectorAll('.pill, .header').length).toBe(0);
  });
});
