import { browser } from 'wxt/browser';
import { siteSettings } from '../core/settings/settings';
import { FEEDS } from '../feeds/registry';
import { createTransport } from '../feeds/transport/transport';
import { AlertRunner } from './alert-runner';
import { pollClosedPages } from './closed-page-poll';
import { registerCommands } from './commands';
import { registerContextMenu } from './context-menu';
import { EngineLink } from './engine-link';
import { engineRoad } from './engine-port';
import { answerExtensionPages } from './extension-requests';
import { FramePublisher } from './frame-publisher';
import { hideOrigin } from './hide-origin';
import { rememberHosts } from './host-memory';
import { InstrumentDesk } from './instrument-desk';
import { answerForParts } from './late-parts';
import { MarketWatch } from './market-watch';
import { openWelcomeOnce } from './open-welcome';
import { PageHub } from './page-hub';
import { PositionFollower } from './position-follower';
import { SessionKeeper } from './session-keeper';
import { SettingsBox } from './settings-box';
import { withSiteChange } from './settings-change';
import { injectIntoOpenTabs, registerSites } from './site-registration';
import { StoreWatch } from './store-watch';
import { broadcast, isWatched } from './tab-session';

/** History loaded for an instrument on a chart; the error is flat after three days, seven fill the picture. */
const WANTED_HISTORY_MS = 7 * 86_400_000;

/** Asked before each request, the first of which precedes every socket: nothing goes out before the origin is hidden. */
function mayReachOnce(hidden: Promise<void>): (host: string) => Promise<boolean> {
  return async (host) => {
    await hidden;
    return browser.permissions.contains({ origins: [`https://${host}/*`] });
  };
}

/**
 * The background of both browsers. All listeners are added while the script first runs, or Chrome would not wake it
 * for them; everything else follows from what the pages say.
 */
export function startBackground(): void {
  const settings = new SettingsBox();
  const mayReach = mayReachOnce(hideOrigin(browser.declarativeNetRequest, location.hostname));
  const transport = createTransport({ mayReach });
  const hostMemory = rememberHosts(transport);
  /** Feeds go on: what was acknowledged is stored, what was not is handed over again. Only pictures are asked anew. */
  const link = new EngineLink(engineRoad(), () => keeper.eachBase((base) => publisher.markChanged(base)));
  const desk = new InstrumentDesk(transport, () => keeper.noteListing());
  const watch = new MarketWatch({
    link,
    transport,
    wantedHistoryMs: WANTED_HISTORY_MS,
    onChanged: ({ base }) => publisher.markChanged(base),
    onTick: (key, price, timeMs) => alerts.notePrice(key, price, timeMs),
    onPrice: (key, price, timeMs) => keeper.sayPrice(key, price, timeMs),
    onStatus({ base }) {
      hostMemory.save();
      keeper.saySources(base);
    },
  });
  const hub = new PageHub({
    settings: () => settings.current,
    storeFault: () => store.fault,
    onInstrument: (session, message) => void keeper.setInstrument(session, message),
    onWantFrames: (session, end) => void publisher.sendNow(session, end),
    onLoadInstrument: (session, message) => void keeper.load(session, message),
    onRetrySource(exchange) {
      for (const host of transport.hosts()) transport.retryHost(host.host);
      desk.forgetFailures();
      keeper.noteListing();
      watch.restart((instrument) => instrument.exchange === exchange);
    },
    onChangeSite: (siteId, change) =>
      void settings.change((before) => withSiteChange(before, siteId, change)),
    onSettings: (edit) => void settings.change(edit),
    onOpenOptions: () => void browser.runtime.openOptionsPage(),
    onAudience() {
      keeper.refreshAudience();
      follower.refresh(settings.current.useHyperliquidPositions);
      store.refresh([...hub.sessions.values()].some(isWatched));
    },
  });
  const store = new StoreWatch({
    readFault: async () => (await link.call((engine) => engine.usage())).fault ?? null,
    onChange(fault) {
      for (const session of hub.sessions.values()) broadcast(session, { type: 'store', fault });
    },
  });
  const keeper = new SessionKeeper({
    hub,
    desk,
    watch,
    settings,
    exchanges: FEEDS.map((feed) => feed.id),
    onOpened: (session) => void publisher.openNow(session),
  });
  const publisher = new FramePublisher({
    link,
    sessions: () => hub.sessions.values(),
    sourcesOf: ({ base }) => watch.sourcesOf(base),
    onFrame(session, frame) {
      keeper.noteFrame(session, frame);
      alerts.judge(frame, siteSettings(settings.current, session.siteId).look);
    },
    onEngineTrouble: (session, reason) => keeper.noteEngineTrouble(session, reason),
  });

  const follower = new PositionFollower({
    transport,
    instruments: () => watch.instrumentsOf('hyperliquid'),
    onEvents: (instrument, events) => link.call((engine) => engine.ingest(instrument, events)),
  });
  const alerts = new AlertRunner({
    settings,
    pollFrames: (keys, ended) =>
      pollClosedPages(keys, { link, transport, desk, wantedHistoryMs: WANTED_HISTORY_MS }, ended),
    isOpen: (key) => keeper.isShown(key),
    onFired: (event) => keeper.sayAlert(event),
  });

  hub.listen();
  alerts.listen();
  answerForParts();
  registerContextMenu(settings);
  answerExtensionPages({
    settings,
    link,
    hub,
    transport,
    watch,
    keeper,
    alerts,
    storeFault: () => store.fault,
  });
  registerCommands(settings);
  const register = async () => {
    await settings.ready;
    const places = await registerSites(settings.current);
    await injectIntoOpenTabs(places, (tabId) => hub.hasPage(tabId));
  };
  browser.runtime.onInstalled.addListener(({ reason }) => {
    // A tab that cannot be opened must not keep the sites from being registered.
    void openWelcomeOnce(reason, settings)
      .catch(() => undefined)
      .then(register);
  });
  browser.runtime.onStartup.addListener(() => void register());
  browser.permissions.onAdded.addListener(() => void register());
  browser.permissions.onRemoved.addListener(() => void register());
  settings.onChange((now, before) => {
    keeper.saySettings(now);
    if (JSON.stringify(now.sites) !== JSON.stringify(before.sites)) void register();
    keeper.refreshAudience();
    follower.refresh(now.useHyperliquidPositions);
    void alerts.arm();
  });
}
