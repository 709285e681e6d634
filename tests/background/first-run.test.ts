import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../src/background/delete-everything';
import { openWelcomeOnce } from '../../src/background/open-welcome';
import { SettingsBox } from '../../src/background/settings-box';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  // No database of the demo in this place.
  vi.stubGlobal('indexedDB', {
    deleteDatabase: () => {
      const request: { onsuccess?: () => void } = {};
      queueMicrotask(() => request.onsuccess?.());
      return request;
    },
  });
});

describe('openWelcomeOnce', () => {
  it.each([
    ['install', false, 1],
    ['install', true, 0],
    ['update', false, 0],
  ])('after %s with the welcome done: %s, opens %s tabs', async (reason, isWelcomeDone, tabs) => {
    const settings = new SettingsBox();
    await settings.change((before) => ({ ...before, isWelcomeDone }));
    const create = vi.spyOn(browser.tabs, 'create');
    await openWelcomeOnce(reason, settings);
    expect(create).toHaveBeenCalledTimes(tabs);
  });
});

describe('deleteEverything', () => {
  it('stops whoever writes before it empties the stores, and leaves the defaults and nothing stored', async () => {
    const settings = new SettingsBox();
    await settings.change((before) => ({ ...before, isWelcomeDone: true, watchList: ['DOGE'] }));
    await browser.storage.session.set({ hosts: [1] });
    const order: string[] = [];
    const note = (name: string) => () => {
      order.push(name);
      return Promise.resolve();
    };
    await deleteEverything({
      settings,
      keeper: { forgetAll: note('pages') },
      watch: { stopAll: note('feeds') },
      publisher: { forget: note('pictures') },
      alerts: { halt: note('alerts') },
      link: { call: note('engine') },
    } as unknown as Parameters<typeof deleteEverything>[0]);
    expect(order).toEqual(['pages', 'feeds', 'alerts', 'pictures', 'engine']);
    expect(settings.current).toEqual(DEFAULT_SETTINGS);
    expect(await browser.storage.local.get()).toEqual({});
    expect(await browser.storage.session.get()).toEqual({});
  });

  it('does not bring old choices back with the next change', async () => {
    const settings = new SettingsBox();
    await settings.change((before) => ({ ...before, watchList: ['DOGE'] }));
    await settings.forget(() => browser.storage.local.clear());
    await settings.change((before) => ({ ...before, isBeginner: true }));
    expect(settings.current).toEqual({ ...DEFAULT_SETTINGS, isBeginner: true });
  });
});
