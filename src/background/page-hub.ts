import { type Browser, browser } from 'wxt/browser';
import type { Settings } from '../core/settings/settings';
import { PAGE_PORT, type PageMessage } from '../messages/page-protocol';
import type { SiteChange } from './settings-change';
import {
  bestAnchor,
  broadcast,
  newTabSession,
  type PageEnd,
  saySession,
  setReplay,
  setVisible,
  type TabSession,
} from './tab-session';

/** What the hub hands on after it has kept the books of who is there. */
export interface HubEvents {
  onChartCandles(session: TabSession, message: Extract<PageMessage, { type: 'chart-candles' }>): void;
  onInstrument(session: TabSession, message: Extract<PageMessage, { type: 'instrument' }>): void;
  onWantFrames(session: TabSession, end: PageEnd): void;
  onLoadInstrument(session: TabSession, message: Extract<PageMessage, { type: 'load-instrument' }>): void;
  onRetrySource(exchange: string): void;
  onChangeSite(siteId: string, change: SiteChange): void;
  onSettings(edit: (before: Settings) => Settings): void;
  onOpenOptions(): void;
  /** Some page came, left, appeared or hid. */
  onAudience(): void;
  /** Once they are read. */
  settings(): Promise<Settings>;
  /** Why nothing can be stored, null when all is well. */
  storeFault(): string | null;
}

type Port = Browser.runtime.Port;
type Hello = Extract<PageMessage, { type: 'hello' }>;

/** The tabs that talk to us; rebuilt from the pages' own words whenever the background starts anew. */
export class PageHub {
  readonly sessions = new Map<number, TabSession>();
  #events: HubEvents;
  #nextEnd = 1;

  constructor(events: HubEvents) {
    this.#events = events;
  }

  /** Must be called while the background script first runs, or Chrome does not wake it for a page. */
  listen(): void {
    browser.runtime.onConnect.addListener((port) => {
      if (port.name === PAGE_PORT) this.#welcome(port);
    });
  }

  /** Whether the tab's page already talks to us. */
  hasPage(tabId: number): boolean {
    return this.sessions.has(tabId);
  }

  #welcome(port: Port): void {
    const tabId = port.sender?.tab?.id;
    if (tabId === undefined) return;
    const session = this.sessions.get(tabId) ?? newTabSession(tabId);
    this.sessions.set(tabId, session);
    const end = newEnd(this.#nextEnd++, port);
    session.ends.set(end.id, end);
    port.onMessage.addListener((message) => this.#receive(session, end, message as PageMessage));
    port.onDisconnect.addListener(() => this.#leave(session, end));
  }

  #leave(session: TabSession, end: PageEnd): void {
    session.ends.delete(end.id);
    if (session.ends.size === 0) this.sessions.delete(session.tabId);
    else this.#sayAnchor(session);
    this.#events.onAudience();
  }

  #receive(session: TabSession, end: PageEnd, message: PageMessage): void {
    switch (message.type) {
      case 'hello':
        return this.#hello(session, end, message);
      case 'anchor':
        end.anchor = message.report;
        return this.#sayAnchor(session);
      case 'want-frames':
        end.query = message.query;
        return this.#events.onWantFrames(session, end);
      case 'visible':
        setVisible(end, message.isVisible);
        return this.#events.onAudience();
      case 'resync':
        end.sent = null;
        return this.#events.onWantFrames(session, end);
      case 'instrument':
        // Another symbol begins at now.
        if (session.replayUntilMs !== null) setReplay(session, null);
        return this.#events.onInstrument(session, message);
      case 'chart-candles':
        return this.#events.onChartCandles(session, message);
      case 'load-instrument':
        return this.#events.onLoadInstrument(session, message);
      case 'retry-source':
        return this.#events.onRetrySource(message.exchange);
      case 'change-look':
        return this.#events.onChangeSite(message.siteId, { look: message.change });
      case 'change-query':
        return this.#events.onChangeSite(message.siteId, { query: message.change });
      case 'replay':
        return setReplay(session, message.untilMs);
      case 'save-plan':
        return this.#events.onSettings((before) => ({
          ...before,
          plans: { ...before.plans, [message.key]: message.plan },
        }));
      case 'set-alerts':
        return this.#events.onSettings((before) => ({ ...before, alerts: message.alerts }));
      case 'plan-marks':
      case 'export-picture':
      case 'start-calibration':
        return broadcast(session, message);
      case 'open-options':
        return this.#events.onOpenOptions();
      case 'heartbeat':
        return end.post({ type: 'heartbeat' });
    }
  }

  #hello(session: TabSession, end: PageEnd, message: Hello): void {
    end.isTop = message.isTop;
    end.shown = message.session;
    setVisible(end, message.isVisible);
    end.needsBase64 = !(message.probe instanceof Uint8Array);
    void this.#events.settings().then((settings) => this.#greet(session, end, message, settings));
  }

  /** A page that already shows something must not flash the defaults while the stored settings are still being read. */
  #greet(session: TabSession, end: PageEnd, message: Hello, settings: Settings): void {
    const welcome = { type: 'welcome', settings } as const;
    if (message.isTop && session.siteId !== message.siteId) {
      session.siteId = message.siteId;
      // Frames that spoke before the top frame did not yet know whose settings are theirs.
      broadcast(session, { ...welcome, siteId: session.siteId });
    } else end.post({ ...welcome, siteId: session.siteId });
    saySession(session, end);
    if (session.replayUntilMs !== null) end.post({ type: 'replay', untilMs: session.replayUntilMs });
    end.post({ type: 'store', fault: this.#events.storeFault() });
    this.#events.onAudience();
  }

  /** The panel in the top frame tells how the chart in another frame is anchored. */
  #sayAnchor(session: TabSession): void {
    const report = bestAnchor(session);
    if (report) broadcast(session, { type: 'anchor', report });
  }
}

function newEnd(id: number, port: Port): PageEnd {
  return {
    id,
    isTop: false,
    isVisible: true,
    needsBase64: false,
    query: null,
    anchor: null,
    shown: null,
    sent: null,
    missed: new Map(),
    post(message) {
      try {
        port.postMessage(message);
      } catch {
        // The page went away between two messages; onDisconnect cleans up.
      }
    },
  };
}
