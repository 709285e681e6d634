import { browser } from 'wxt/browser';
import { siteSettings } from '../core/settings/settings';
import { FEEDS } from '../feeds/registry';
import { createTransport, type Transport } from '../feeds/transport/transport';
import { AlertRunner } from './alert-runner';
import { pollClosedPages } from './closed-page-poll';
import { EngineLink } from './engine-link';
import { engineRoad } from './engine-port';
import { FramePublisher } from './frame-publisher';
import { gather } from './gather';
import { hideOrigin } from './hide-origin';
import { rememberHosts } from './host-memory';
import { InstrumentDesk } from './instrument-desk';
import { MarketWatch } from './market-watch';
import { PageHub } from './page-hub';
import { PositionFollower } from './position-follower';
import { SessionKeeper } from './session-keeper';
import { SettingsBox } from './settings-box';
import { withSiteChange } from './settings-change';
import { StoreWatch } from './store-watch';
import { broadcast, isWatched } from './tab-session';

/** The long-lived parts of the background. */
export interface BackgroundParts {
  settings: SettingsBox;
  transport: Transport;
  link: EngineLink;
  desk: InstrumentDesk;
  watch: MarketWatch;
  hub: PageHub;
  store: StoreWatch;
  keeper: SessionKeeper;
  publisher: FramePublisher;
  follower: PositionFollower;
  alerts: AlertRunner;
}

/** The parts call one another; none does before all are made. */
type All = () => BackgroundParts;

/** History loaded for an instrument on a chart; the error is flat after three days, seven fill the picture. */
/** While eleven exchanges load each says several times a second how it fares: pages hear of all at once. */
const SOURCES_APART_MS = 200;
const WANTED_HISTORY_MS = 7 * 86_400_000;

/** Asked before each request, the first of which precedes every socket: nothing goes out before the origin is hidden. */
function mayReachOnce(hidden: Promise<void>): (host: string) => Promise<boolean> {
  return async (host) => {
    await hidden;
    return browser.permissions.contains({ origins: [`https://${host}/*`] });
  };
}

/** Makes the parts and ties them together; nothing happens before a page or a browser event calls one of them. */
export function createParts(): BackgroundParts {
  const all: All = () => parts;
  const settings = new SettingsBox();
  const mayReach = mayReachOnce(hideOrigin(browser.declarativeNetRequest, location.hostname));
  const transport = createTransport({ mayReach });
  const hub = createHub(settings, transport, all);
  const link = createLink(all);
  const desk = new InstrumentDesk(transport, () => all().keeper.noteListing());
  const watch = createWatch(link, transport, all);
  const parts: BackgroundParts = {
    settings,
    transport,
    link,
    desk,
    watch,
    hub,
    store: createStoreWatch(link, hub),
    keeper: new SessionKeeper({
      hub,
      desk,
      watch,
      settings,
      exchanges: FEEDS.map((feed) => feed.id),
      openOptions,
      onOpened: (session) => void all().publisher.openNow(session),
    }),
    publisher: createPublisher(link, all),
    follower: new PositionFollower({
      transport,
      instruments: () => watch.instrumentsOf('hyperliquid'),
      onEvents: (instrument, events) => link.call((engine) => engine.ingest(instrument, events)),
    }),
    alerts: createAlerts(settings, all),
  };
  return parts;
}

/** Feeds go on: what was acknowledged is stored, what was not is handed over again. Only pictures are asked anew. */
function createLink(all: All): EngineLink {
  return new EngineLink(engineRoad(), () => {
    const { keeper, publisher } = all();
    keeper.eachBase((base) => publisher.markChanged(base));
  });
}

function createWatch(link: EngineLink, transport: Transport, all: All): MarketWatch {
  const hostMemory = rememberHosts(transport);
  const saySources = gather(SOURCES_APART_MS, (base) => all().keeper.saySources(base));
  return new MarketWatch({
    link,
    transport,
    wantedHistoryMs: WANTED_HISTORY_MS,
    onChanged: ({ base }) => all().publisher.markChanged(base),
    onTick: (key, price, timeMs) => all().alerts.notePrice(key, price, timeMs),
    onPrice: (key, price, timeMs) => all().keeper.sayPrice(key, price, timeMs),
    onStatus({ base }) {
      hostMemory.save();
      saySources(base);
    },
  });
}

function openOptions(): void {
  void browser.runtime.openOptionsPage();
}

/** What pages ask for, and who does it. */
function createHub(settings: SettingsBox, transport: Transport, all: All): PageHub {
  return new PageHub({
    settings: () => settings.ready.then(() => settings.current),
    storeFault: () => all().store.fault,
    onChartCandles: (session, message) => all().keeper.noteChartCandles(session, message),
    onInstrument: (session, message) => void all().keeper.setInstrument(session, message),
    onWantFrames: (session, end) => void all().publisher.sendNow(session, end),
    onLoadInstrument: (session, message) => void all().keeper.load(session, message),
    onRetrySource(exchange) {
      const { desk, keeper, watch } = all();
      for (const host of transport.hosts()) transport.retryHost(host.host);
      desk.forgetFailures();
      keeper.noteListing();
      watch.restart((instrument) => instrument.exchange === exchange);
    },
    onChangeSite: (siteId, change) =>
      void settings.change((before) => withSiteChange(before, siteId, change)),
    onSettings: (edit) => void settings.change(edit),
    onOpenOptions: openOptions,
    onAudience() {
      const { keeper, follower, store, hub } = all();
      keeper.refreshAudience();
      follower.refresh(settings.current.useHyperliquidPositions);
      store.refresh([...hub.sessions.values()].some(isWatched));
    },
  });
}

function createStoreWatch(link: EngineLink, hub: PageHub): StoreWatch {
  return new StoreWatch({
    readFault: async () => (await link.call((engine) => engine.usage())).fault ?? null,
    onChange(fault) {
      for (const session of hub.sessions.values()) broadcast(session, { type: 'store', fault });
    },
  });
}

function createPublisher(link: EngineLink, all: All): FramePublisher {
  return new FramePublisher({
    link,
    sessions: () => all().hub.sessions.values(),
    sourcesOf: ({ base }) => all().watch.sourcesOf(base),
    onFrame(session, frame) {
      const { keeper, alerts, settings } = all();
      keeper.noteFrame(session, frame);
      alerts.judge(frame, siteSettings(settings.current, session.siteId).look);
    },
    onEngineTrouble: (session, reason) => all().keeper.noteEngineTrouble(session, reason),
  });
}

function createAlerts(settings: SettingsBox, all: All): AlertRunner {
  return new AlertRunner({
    settings,
    pollFrames: (keys, ended) =>
      pollClosedPages(keys, { ...all(), wantedHistoryMs: WANTED_HISTORY_MS }, ended),
    isOpen: (key) => all().keeper.isShown(key),
    onFired: (event) => all().keeper.sayAlert(event),
  });
}
