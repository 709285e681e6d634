// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import en from '../../../src/panel/locales/en.json';
import { mountPanel } from '../../../src/panel/mount-panel';
import { bringRest } from '../../../src/panel/rest/bring-rest';
import { lendToRest } from '../../../src/panel/rest/lend-to-rest';
import { restSections, takeRestSections } from '../../../src/panel/rest/rest-sections';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

let root: HTMLElement;
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  setStringLookup(tableLookup(en));
  takeRestSections(null);
  root = document.createElement('div');
  document.body.append(root);
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  render(null, root);
  root.remove();
  vi.useRealTimers();
});

async function open(ask: () => void) {
  const actions = { ...recordingActions().actions, bringRest: ask };
  await act(() => mountPanel(root, fullModel(), actions, stop.signal));
  const press = (name: string) =>
    act(() => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click());
  return { press, words: () => root.textContent ?? '' };
}

describe('useRestSections', () => {
  it('asks for nothing while only the first screen is open', async () => {
    const ask = vi.fn();
    await open(ask);
    expect(ask).not.toHaveBeenCalled();
  });

  it('says that a part is on its way when it is first opened, and shows it as soon as it is there', async () => {
    const ask = vi.fn();
    const { press, words } = await open(ask);
    await press('Check my plan');
    expect(ask).toHaveBeenCalledTimes(1);
    expect(words()).toContain(en.restLoading);
    lendToRest(tableLookup(en));
    await act(() => bringRest());
    expect(words()).not.toContain(en.restLoading);
    expect(words()).toContain(en.planEntry);
  });

  it('asks again each second while there is no answer, and no more once it has come or nobody waits', async () => {
    const ask = vi.fn();
    const { press } = await open(ask);
    await press('More');
    await act(() => void vi.advanceTimersByTime(3000));
    expect(ask).toHaveBeenCalledTimes(4);
    await press('More');
    await act(() => void vi.advanceTimersByTime(3000));
    expect(ask).toHaveBeenCalledTimes(4);
    await press('More');
    await act(() => takeRestSections([]));
    await act(() => void vi.advanceTimersByTime(3000));
    expect(ask).toHaveBeenCalledTimes(5);
  });
});

describe('bringRest', () => {
  it('hands over every section, and throws where there is no panel', () => {
    vi.stubGlobal('liqlensPanel', undefined);
    expect(() => bringRest()).toThrow('the panel is not in this frame');
    vi.unstubAllGlobals();
    lendToRest(tableLookup(en));
    bringRest();
    expect(restSections.value?.map(({ id }) => id)).toContain('plan');
  });
});
