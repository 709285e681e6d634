import { expect, test, vi } from 'vitest';
import { followPlaces } from '../../src/background/follow-places';
import { DEFAULT_SETTINGS, type Settings, siteSettings } from '../../src/core/settings/settings';

type Listener = (now: Settings, before: Settings) => void;

const SITE = siteSettings(DEFAULT_SETTINGS, 'binance');

function withSite(site: typeof SITE): Settings {
  return { ...DEFAULT_SETTINGS, sites: { binance: site } };
}

function follow() {
  let read = () => {};
  let change: Listener = () => {};
  const register = vi.fn();
  const ready = new Promise<void>((resolve) => {
    read = resolve;
  });
  followPlaces(
    {
      ready,
      onChange(listener) {
        change = listener;
      },
    },
    register,
  );
  return { register, change: (now: Settings, before: Settings) => change(now, before), read: () => read() };
}

const OFF = withSite({ ...SITE, isOn: false });

test('followPlaces registers nothing when the stored settings are read', async () => {
  const { register, change, read } = follow();
  change(OFF, DEFAULT_SETTINGS);
  read();
  await Promise.resolve();
  expect(register).not.toHaveBeenCalled();
});

test('followPlaces registers when a site is switched off or on', async () => {
  const { register, change, read } = follow();
  read();
  await Promise.resolve();
  change(OFF, DEFAULT_SETTINGS);
  expect(register).toHaveBeenCalledTimes(1);
  change(DEFAULT_SETTINGS, OFF);
  expect(register).toHaveBeenCalledTimes(2);
});

test('followPlaces leaves pages alone when only the look of a site changes', async () => {
  const { register, change, read } = follow();
  read();
  await Promise.resolve();
  change(withSite({ ...SITE, look: { ...SITE.look, panel: 'open' } }), DEFAULT_SETTINGS);
  expect(register).not.toHaveBeenCalled();
});
