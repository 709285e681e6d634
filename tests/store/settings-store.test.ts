import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';
import {
  loadSettings,
  parseSettings,
  SETTINGS_KEY,
  saveSettings,
  UNREADABLE_SETTINGS_KEY,
  watchSettings,
} from '../../src/store/settings-store';

beforeEach(() => fakeBrowser.reset());

test('loadSettings, when nothing is stored, gives the defaults', async () => {
  expect(await loadSettings()).toEqual(DEFAULT_SETTINGS);
});

test('saveSettings then loadSettings gives the same settings', async () => {
  const changed = { ...DEFAULT_SETTINGS, watchList: ['DOGE'], eventModeUntilMs: 5 };
  await saveSettings(changed);
  expect(await loadSettings()).toEqual(changed);
});

test('loadSettings of corrupt settings gives the defaults and keeps the old value under another key', async () => {
  const corrupt = { version: 1, watchList: 'BTC' };
  await fakeBrowser.storage.local.set({ [SETTINGS_KEY]: corrupt });
  expect(await loadSettings()).toEqual(DEFAULT_SETTINGS);
  expect(await fakeBrowser.storage.local.get(UNREADABLE_SETTINGS_KEY)).toEqual({
    [UNREADABLE_SETTINGS_KEY]: corrupt,
  });
  expect(await loadSettings()).toEqual(DEFAULT_SETTINGS);
});

test('parseSettings fills what an older version lacked', () => {
  expect(parseSettings({ version: 1, watchList: ['ETH'] })).toEqual({
    ...DEFAULT_SETTINGS,
    watchList: ['ETH'],
  });
});

test.each([
  ['no object', 'BTC'],
  ['another version', { version: 2 }],
  ['an opacity above .7', { version: 1, defaults: { look: { opacity: 0.9 } } }],
  ['a column below five minutes', { version: 1, defaults: { query: { columnMs: 1000 } } }],
  ['an unknown model', { version: 1, defaults: { query: { model: 'magnet' } } }],
])('parseSettings of %s is null', (_name, stored) => {
  expect(parseSettings(stored)).toBeNull();
});

test('watchSettings reports changes until its signal aborts', async () => {
  const seen: string[][] = [];
  const abort = new AbortController();
  watchSettings((settings) => seen.push(settings.watchList), abort.signal);
  await saveSettings({ ...DEFAULT_SETTINGS, watchList: ['XRP'] });
  abort.abort();
  await saveSettings({ ...DEFAULT_SETTINGS, watchList: ['ADA'] });
  expect(seen).toEqual([['XRP']]);
});
