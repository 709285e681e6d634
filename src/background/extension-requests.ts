import { browser } from 'wxt/browser';
import { siteSettings } from '../core/settings/settings';
import type { Transport } from '../feeds/transport/transport';
import type { ExtensionRequest, TabStatus, UsageReport } from '../messages/popup-protocol';
import { SITES } from '../sites/registry';
import { CAP_BYTES } from '../store/schema';
import { siteIdOf } from './commands';
import { type DeletionParts, deleteEverything } from './delete-everything';
import type { PageHub } from './page-hub';
import { withSiteChange } from './settings-change';
import { bestAnchor } from './tab-session';

interface DeskOptions extends DeletionParts {
  hub: PageHub;
  transport: Transport;
  storeFault: () => string | null;
}

/** Answers the popup, the options and the welcome page. */
export function answerExtensionPages(options: DeskOptions): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    // Content scripts have a port of their own; only the extension's pages may ask here.
    if (sender.id !== browser.runtime.id || !isRequest(message)) return undefined;
    if (sender.url && !sender.url.startsWith(browser.runtime.getURL('/'))) return undefined;
    return answer(options, message);
  });
}

function isRequest(message: unknown): message is ExtensionRequest {
  return typeof message === 'object' && message !== null && 'to' in message && message.to === 'background';
}

function answer(options: DeskOptions, request: ExtensionRequest): Promise<unknown> {
  const { settings, link, publisher } = options;
  switch (request.type) {
    case 'tab-status':
      return tabStatus(options, request.tabId, request.url);
    case 'switch-site':
      return settings.change((before) => withSiteChange(before, request.siteId, { isOn: request.isOn }));
    case 'get-settings':
      return settings.ready.then(() => settings.current);
    case 'change-settings':
      return settings.change(() => request.settings);
    case 'usage':
      return usage(options);
    case 'export-data':
      return link.call((engine) => engine.exportAll());
    case 'import-data':
      return link.call((engine) => engine.importAll(request.text)).finally(() => publisher.forget());
    case 'delete-everything':
      return deleteEverything(options);
    case 'open-demo':
      return browser.tabs.create({ url: browser.runtime.getURL('/demo.html') });
  }
}

/** Match patterns for which the popup has to ask before the layer can run on a page. */
function originsOf(siteId: string): string[] {
  const site = SITES.find(({ id }) => id === siteId);
  return site ? [...site.matches] : [`${siteId}/*`];
}

async function tabStatus(
  { settings, hub, watch, storeFault }: DeskOptions,
  tabId: number,
  url: string,
): Promise<TabStatus> {
  await settings.ready;
  const siteId = siteIdOf(url);
  const session = hub.sessions.get(tabId);
  const wantedOrigins = siteId ? originsOf(siteId) : [];
  const hasPermission = siteId !== null && (await browser.permissions.contains({ origins: wantedOrigins }));
  const isKnown =
    SITES.some(({ id }) => id === siteId) || (siteId !== null && siteId in settings.current.sites);
  const held = session && [...session.ends.values()].find((end) => end.sent);
  return {
    siteId,
    host: URL.canParse(url) ? new URL(url).host : '',
    isOn: siteId !== null && isKnown && siteSettings(settings.current, siteId).isOn,
    hasPermission,
    wantedOrigins,
    session: session?.session ?? null,
    anchor: session ? bestAnchor(session) : null,
    frame: held?.sent ?? null,
    sources: session?.instrument ? watch.sourcesOf(session.instrument.base) : [],
    storeFault: storeFault(),
    eventModeUntilMs: settings.current.eventModeUntilMs,
    armedAlerts: settings.current.alerts.rules.filter(({ isOn }) => isOn).length,
  };
}

async function usage({ link, transport }: DeskOptions): Promise<UsageReport> {
  const stored = await link.call((engine) => engine.usage());
  const hosts = transport.hosts().map((host) => ({
    host: host.host,
    requests: host.requests,
    lastStatus: host.lastStatus,
    lastMs: host.lastMs,
  }));
  return { ...stored, capBytes: CAP_BYTES, hosts };
}
