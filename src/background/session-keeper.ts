import type { AlertEvent } from '../core/alerts/alert-state';
import type { MarketBasis } from '../core/axis/market-basis';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { ExchangeId, Instrument, InstrumentKey } from '../core/market/instrument';
import { instrumentKey } from '../core/market/instrument';
import type { PageInstrument } from '../core/market/page-instrument';
import { type Settings, siteSettings } from '../core/settings/settings';
import { pagePriceFactor } from '../feeds/instrument-book';
import { exchangeOfPage } from '../feeds/page-symbol';
import type { PageMessage, SessionState } from '../messages/page-protocol';
import { badgeOf, showBadge } from './action-badge';
import type { InstrumentDesk } from './instrument-desk';
import { consentName, isLoaded, markLoaded } from './loaded-bases';
import { MarketShift } from './market-shift';
import type { MarketWatch, MarketWish } from './market-watch';
import type { PageHub } from './page-hub';
import type { SettingsBox } from './settings-box';
import { bestAnchor, broadcast, isWatched, setSessionState, type TabSession } from './tab-session';

interface KeeperOptions {
  hub: PageHub;
  desk: InstrumentDesk;
  watch: MarketWatch;
  settings: SettingsBox;
  exchanges: ExchangeId[];
  /** Shows the options, where the user decides for good. */
  openOptions(): void;
  /** A tab got an instrument, or other prices for it: its first frame can be asked for. */
  onOpened(session: TabSession): void;
}

/** The page's own exchange has this long to give the first heat alone. */
const JOIN_PATIENCE_MS = 3000;
/** Between the page's word and what is found for it. */
const UNKNOWN: SessionState = { state: 'loading', instrument: null, done: 0, total: 0 };

type InstrumentMessage = Extract<PageMessage, { type: 'instrument' }>;
type ChartCandlesMessage = Extract<PageMessage, { type: 'chart-candles' }>;
type LoadMessage = Extract<PageMessage, { type: 'load-instrument' }>;

/** A spot pair, another exchange or an open one: the chart's prices are not exactly those of the map. */
function readyState(
  instrument: Instrument,
  page: PageInstrument | null,
  basis: MarketBasis | null,
): SessionState {
  const isSame =
    page?.market === 'perp' && exchangeOfPage(page.exchange, page.symbol) === instrument.exchange;
  if (isSame) return { state: 'ready', instrument };
  return { state: 'ready', instrument, isOtherMarket: true, ...(basis && { basis }) };
}

/** Decides what each tab shows and which markets that needs. */
export class SessionKeeper {
  #options: KeeperOptions;
  #asked = new WeakMap<TabSession, InstrumentMessage>();
  #frames = new WeakMap<TabSession, HeatmapFrame>();
  #shift = new MarketShift();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  frameOf(session: TabSession): HeatmapFrame | null {
    return this.#frames.get(session) ?? null;
  }

  async setInstrument(session: TabSession, message: InstrumentMessage): Promise<void> {
    const isOther = JSON.stringify(session.page) !== JSON.stringify(message.instrument);
    this.#asked.set(session, message);
    session.page = message.instrument;
    this.#change(session, null);
    if (!message.instrument) {
      setSessionState(session, { state: 'no-instrument', reason: message.reason });
      return this.#showBadge(session);
    }
    // Frames that cannot read the page themselves must not show the one before until this one is looked up.
    if (isOther && session.session) setSessionState(session, UNKNOWN);
    await this.#options.settings.ready;
    await this.#resolve(session, message, message.instrument);
  }

  /** Listings that were missing may have come: who waits for one is looked up again. */
  noteListing(): void {
    for (const session of this.#options.hub.sessions.values()) {
      const message = this.#asked.get(session);
      if (session.session?.state !== 'unreachable' || !message?.instrument) continue;
      void this.#resolve(session, message, message.instrument);
    }
    this.refreshAudience();
  }

  async #resolve(session: TabSession, message: InstrumentMessage, page: PageInstrument): Promise<void> {
    const resolved = await this.#options.desk.resolve(page);
    // The page may have moved on while the listing was fetched.
    if (this.#asked.get(session) !== message) return;
    if (resolved.kind === 'unlisted') {
      setSessionState(session, { state: 'unlisted', symbol: page.symbol });
    } else if (resolved.kind === 'unreachable') {
      setSessionState(session, { state: 'unreachable', reason: resolved.reason });
    } else if (await this.#mayLoad(resolved.instrument, page)) {
      this.#open(session, resolved.instrument);
    } else setSessionState(session, { state: 'ask-to-load', instrument: resolved.instrument });
    this.#showBadge(session);
  }

  async load(session: TabSession, message: LoadMessage): Promise<void> {
    const { session: state } = session;
    if (state?.state !== 'ask-to-load' || instrumentKey(state.instrument) !== message.key) return;
    const page = this.#asked.get(session)?.instrument;
    if (page) await markLoaded(consentName(state.instrument.base, page));
    // What holds for every page from now on is not decided on a page, which may lead a click to our buttons.
    if (message.always) this.#options.openOptions();
    this.#open(session, state.instrument);
  }

  /** The markets that visible pages need, each page's own exchange first. */
  refreshAudience(): void {
    const { hub, desk, watch, settings, exchanges } = this.#options;
    const own: MarketWish[] = [];
    const others: MarketWish[] = [];
    const on = exchanges.filter((id) => !settings.current.exchangesOff.includes(id));
    for (const session of hub.sessions.values()) {
      // Switched off means no work, although the page's port stays open for the day it is switched on again.
      const isOn = siteSettings(settings.current, session.siteId).isOn;
      if (!isOn || !session.instrument || !isWatched(session)) continue;
      own.push({ instrument: session.instrument, isInSight: true, mode: 'live' });
      if (!this.#mayJoin(session)) continue;
      const elsewhere = on.filter((id) => id !== session.instrument?.exchange);
      for (const instrument of desk.companions(session.instrument.base, elsewhere)) {
        others.push({ instrument, isInSight: false, mode: 'live' });
      }
    }
    watch.want([...own, ...others]);
  }

  /** Other exchanges wait for the first heat of the page's own, so that it comes soon; but not for one that is down. */
  #mayJoin(session: TabSession): boolean {
    return session.session?.state === 'ready' || Date.now() - session.openedMs >= JOIN_PATIENCE_MS;
  }

  sayPrice(key: InstrumentKey, price: number, timeMs: number): void {
    for (const session of this.#options.hub.sessions.values()) {
      if (session.instrument && instrumentKey(session.instrument) === key) {
        broadcast(session, { type: 'price', key, price: price * session.priceFactor, timeMs });
      }
    }
  }

  saySources(base: string): void {
    const sources = this.#options.watch.sourcesOf(base);
    for (const session of this.#options.hub.sessions.values()) {
      if (session.instrument?.base !== base) continue;
      broadcast(session, { type: 'sources', sources });
      this.#sayProgress(session);
      this.#showBadge(session);
    }
  }

  /** After everything was deleted no page fetches anything until its user asks again. */
  forgetAll(): void {
    for (const session of this.#options.hub.sessions.values()) {
      const { instrument } = session;
      this.#change(session, null);
      if (!instrument) continue;
      // A page drops its picture when its symbol goes.
      setSessionState(session, UNKNOWN);
      setSessionState(session, { state: 'ask-to-load', instrument });
      this.#showBadge(session);
    }
  }

  eachBase(visit: (base: string) => void): void {
    for (const { instrument } of this.#options.hub.sessions.values()) if (instrument) visit(instrument.base);
  }

  /** Whether some visible page shows this instrument. */
  isShown(key: InstrumentKey): boolean {
    return [...this.#options.hub.sessions.values()].some(
      (session) =>
        session.instrument !== null && isWatched(session) && instrumentKey(session.instrument) === key,
    );
  }

  /** Open pages ring and show what fired; the notification is the browser's. */
  sayAlert(event: AlertEvent): void {
    for (const session of this.#options.hub.sessions.values()) {
      if (session.instrument && instrumentKey(session.instrument) === event.key) {
        broadcast(session, { type: 'alert', event });
      }
    }
  }

  saySettings(settings: Settings): void {
    for (const session of this.#options.hub.sessions.values())
      broadcast(session, { type: 'settings', settings });
  }

  noteFrame(session: TabSession, frame: HeatmapFrame): void {
    this.#frames.set(session, frame);
    if (session.session?.state === 'ready' || !session.instrument) return;
    const page = this.#asked.get(session)?.instrument ?? null;
    setSessionState(session, readyState(session.instrument, page, this.#shift.trackOf(session).basis));
    this.refreshAudience();
    this.#showBadge(session);
  }

  noteEngineTrouble(session: TabSession, reason: string): void {
    // A Worker that is being started again is not worth hiding a picture that is still right.
    if (session.session?.state === 'ready') return;
    setSessionState(session, { state: 'engine-down', reason });
    this.#showBadge(session);
  }

  async #mayLoad({ base }: Instrument, page: PageInstrument): Promise<boolean> {
    const { watchList, alwaysLoadWhatIOpen } = this.#options.settings.current;
    const isAllowed = !page.isGuess && (alwaysLoadWhatIOpen || watchList.includes(base));
    return isAllowed || (await isLoaded(consentName(base, page)));
  }

  #open(session: TabSession, instrument: Instrument): void {
    this.#change(session, instrument);
    setSessionState(session, { state: 'loading', instrument, done: 0, total: 0 });
    session.openedMs = Date.now();
    this.refreshAudience();
    setTimeout(() => this.refreshAudience(), JOIN_PATIENCE_MS);
    const key = instrumentKey(instrument);
    const heard = this.#options.watch.priceOf(key);
    if (heard !== null)
      broadcast(session, {
        type: 'price',
        key,
        price: heard.price * session.priceFactor,
        timeMs: heard.timeMs,
      });
    this.saySources(instrument.base);
    this.#options.onOpened(session);
  }

  noteChartCandles(session: TabSession, message: ChartCandlesMessage): void {
    const frame = this.#frames.get(session);
    if (frame && this.#shift.note(session, message, frame, this.#unitOf(session)))
      this.#options.onOpened(session);
  }

  /** Price of the page's unit over price of the contract's. */
  #unitOf(session: TabSession): number {
    const pageSymbol = this.#asked.get(session)?.instrument?.symbol;
    return session.instrument && pageSymbol ? pagePriceFactor(session.instrument, pageSymbol) : 1;
  }

  #change(session: TabSession, instrument: Instrument | null): void {
    session.instrument = instrument;
    session.priceFactor = this.#unitOf(session);
    this.#shift.forget(session);
    this.#frames.delete(session);
    for (const end of session.ends.values()) {
      end.sent = null;
      end.missed.clear();
    }
    if (!instrument) this.refreshAudience();
  }

  #sayProgress(session: TabSession): void {
    if (session.session?.state !== 'loading' || !session.instrument) return;
    const key = instrumentKey(session.instrument);
    const own = this.#options.watch
      .sourcesOf(session.instrument.base)
      .find((source) => source.instrument === key);
    if (!own) return;
    setSessionState(session, {
      state: 'loading',
      instrument: session.instrument,
      done: own.historyMs,
      total: own.wantedHistoryMs,
    });
  }

  #showBadge(session: TabSession): void {
    const sources = session.instrument ? this.#options.watch.sourcesOf(session.instrument.base) : [];
    void showBadge(session.tabId, badgeOf(session.session, bestAnchor(session), sources));
  }
}
