import { type Browser, browser } from 'wxt/browser';
import { type Settings, siteSettings } from '../core/settings/settings';
import { anySite } from '../sites/any-site';
import { SITES } from '../sites/registry';
import type { Site } from '../sites/site';

/** Paths of the built scripts, from the root of the extension. */
const PROBE = '/content-scripts/probe.js';
const PAGE = '/content-scripts/page.js';
const PILL = '/content-scripts/pill.js';
type ScriptFile = typeof PROBE | typeof PAGE | typeof PILL;
type Injection = Parameters<typeof browser.scripting.executeScript>[0];

/** A place where the layer may run: a site of the registry, or an origin that the user added. */
export interface SitePlace {
  siteId: string;
  matches: string[];
}

/** Sites the user added; each is kept under its origin as id. */
export function addedSites(settings: Settings): Site[] {
  return Object.keys(settings.sites)
    .filter((id) => id.startsWith('https://'))
    .map(anySite);
}

/** Every site the settings switch on. */
export function wantedPlaces(settings: Settings): SitePlace[] {
  const all = [...SITES, ...addedSites(settings)];
  const places = all.map((site) => ({ siteId: site.id, matches: [...site.matches] }));
  return places.filter((place) => siteSettings(settings, place.siteId).isOn);
}

/** `registerContentScripts` succeeds without the host permission and then injects nothing, so it is asked first. */
async function permitted(place: SitePlace): Promise<SitePlace> {
  const checks = await Promise.all(
    place.matches.map((origin) => browser.permissions.contains({ origins: [origin] })),
  );
  return { ...place, matches: place.matches.filter((_, index) => checks[index]) };
}

function scriptsOf(place: SitePlace): Browser.scripting.RegisteredContentScript[] {
  const common = {
    matches: place.matches,
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  };
  const probe = {
    ...common,
    id: `probe ${place.siteId}`,
    js: [PROBE],
    runAt: 'document_start',
    world: 'MAIN',
  };
  const page = { ...common, id: `page ${place.siteId}`, js: [PAGE], runAt: 'document_start' };
  // Only the top frame has the pill, which fetches the panel; frames with charts are spared its weight, and the page's own start is as well.
  const pill = {
    ...page,
    id: `pill ${place.siteId}`,
    js: [PILL],
    allFrames: false,
    runAt: 'document_idle',
  };
  return [probe, page, pill] as Browser.scripting.RegisteredContentScript[];
}

/** Off means not injected: what is registered is exactly what is switched on and permitted. */
export async function registerSites(settings: Settings): Promise<SitePlace[]> {
  const places = (await Promise.all(wantedPlaces(settings).map(permitted))).filter(
    (p) => p.matches.length > 0,
  );
  const wanted = places.flatMap(scriptsOf);
  const present = await browser.scripting.getRegisteredContentScripts();
  const wantedIds = new Set(wanted.map((script) => script.id));
  const gone = present.map((script) => script.id).filter((id) => !wantedIds.has(id));
  const presentIds = new Set(present.map((script) => script.id));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
  const fresh = wanted.filter((script) => !presentIds.has(script.id));
  const known = wanted.filter((script) => presentIds.has(script.id));
  if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
  if (known.length > 0) await browser.scripting.updateContentScripts(known);
  return places;
}

/** Open pages of the places get the scripts now instead of at their next load; pages that refuse are left alone. */
export async function injectIntoOpenTabs(
  places: readonly SitePlace[],
  isAlreadyThere: (tabId: number) => boolean,
): Promise<void> {
  const tabs = await browser.tabs.query({ url: places.flatMap((place) => place.matches) });
  await Promise.all(tabs.map(({ id }) => (id === undefined || isAlreadyThere(id) ? null : injectInto(id))));
}

async function injectInto(tabId: number): Promise<void> {
  const everywhere = { tabId, allFrames: true };
  const run = (target: Browser.scripting.InjectionTarget, file: ScriptFile, world: 'MAIN' | 'ISOLATED') => {
    // The framework's own list of scripts is as old as the last build.
    const injection = { target, files: [file], world, injectImmediately: true } as Injection;
    return browser.scripting.executeScript(injection).catch(() => undefined);
  };
  await run(everywhere, PROBE, 'MAIN');
  await run(everywhere, PAGE, 'ISOLATED');
  await run({ tabId }, PILL, 'ISOLATED');
}
