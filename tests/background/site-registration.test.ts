import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withSiteChange } from '../../src/background/settings-change';
import { registerSites, wantedPlaces } from '../../src/background/site-registration';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';
import { SITES } from '../../src/sites/registry';

const ADDED = 'https://charts.example';
const WITH_ADDED = withSiteChange(DEFAULT_SETTINGS, ADDED, { isOn: true });

interface Script {
  id: string;
  matches: string[];
  world?: string;
  runAt: string;
  allFrames: boolean;
}

let registered: Map<string, Script>;
let permitted: (origin: string) => boolean;

beforeEach(() => {
  fakeBrowser.reset();
  registered = new Map();
  permitted = () => true;
  const keep = async (scripts: Script[]) => {
    for (const script of scripts) registered.set(script.id, script);
  };
  Object.assign(fakeBrowser, {
    permissions: { contains: async ({ origins }: { origins: string[] }) => origins.every(permitted) },
    scripting: {
      getRegisteredContentScripts: async () => [...registered.values()],
      registerContentScripts: vi.fn(keep),
      updateContentScripts: vi.fn(keep),
      unregisterContentScripts: vi.fn(async ({ ids }: { ids: string[] }) => {
        for (const id of ids) registered.delete(id);
      }),
    },
  });
});

describe('wantedPlaces', () => {
  it('is every site of the registry at first, and a site the user added by its origin', () => {
    expect(wantedPlaces(DEFAULT_SETTINGS).map(({ siteId }) => siteId)).toEqual(SITES.map(({ id }) => id));
    expect(wantedPlaces(WITH_ADDED).at(-1)).toEqual({ siteId: ADDED, matches: [`${ADDED}/*`] });
  });

  it('leaves out what is switched off', () => {
    const off = withSiteChange(withSiteChange(WITH_ADDED, ADDED, { isOn: false }), 'binance', {
      isOn: false,
    });
    const ids = wantedPlaces(off).map(({ siteId }) => siteId);
    expect(ids).not.toContain(ADDED);
    expect(ids).not.toContain('binance');
  });
});

describe('registerSites', () => {
  it('registers every script of an added site for its pages only', async () => {
    await registerSites(WITH_ADDED);
    const own = [...registered.values()].filter(({ id }) => id.endsWith(ADDED));
    expect(own.map(({ id }) => id.split(' ')[0]).sort()).toEqual(['page', 'pill', 'probe']);
    for (const { matches } of own) expect(matches).toEqual([`${ADDED}/*`]);
    expect(own.find(({ id }) => id.startsWith('probe'))?.world).toBe('MAIN');
  });

  it('lets the page start before the pill comes, and brings it to the top frame only', async () => {
    await registerSites(WITH_ADDED);
    const own = (part: string) => registered.get(`${part} ${ADDED}`);
    expect(own('pill')).toMatchObject({ runAt: 'document_idle', allFrames: false });
    expect(own('page')).toMatchObject({ runAt: 'document_start', allFrames: true });
    expect(own('probe')).toMatchObject({ runAt: 'document_start', allFrames: true, world: 'MAIN' });
  });

  it('registers nothing for a site without permission, and the permitted hosts of one with several', async () => {
    permitted = (origin) => origin === 'https://www.bybit.com/*';
    await registerSites(WITH_ADDED);
    const ids = [...registered.keys()];
    expect(ids.every((id) => id.endsWith(' bybit'))).toBe(true);
    expect(registered.get('page bybit')?.matches).toEqual(['https://www.bybit.com/*']);
  });

  it('takes back what lost its permission or was switched off', async () => {
    await registerSites(WITH_ADDED);
    permitted = (origin) => !origin.startsWith(ADDED);
    await registerSites(withSiteChange(WITH_ADDED, 'binance', { isOn: false }));
    expect([...registered.keys()].some((id) => id.endsWith(ADDED) || id.endsWith(' binance'))).toBe(false);
    expect(registered.has('page okx')).toBe(true);
  });
});
