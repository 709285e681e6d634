import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { type Instrument, instrumentKey } from '../core/market/instrument';
import type { PageInstrument } from '../core/market/page-instrument';
import type { AnchorReport, BackgroundMessage, SessionState } from '../messages/page-protocol';

/** One frame of a page that talks to us. */
export interface PageEnd {
  id: number;
  isTop: boolean;
  isVisible: boolean;
  needsBase64: boolean;
  /** Null: this frame draws nothing. */
  query: FrameQuery | null;
  anchor: AnchorReport | null;
  /** What it showed when it came, until it is told of something else. */
  shown: SessionState | null;
  /** The frame it holds, so that only new columns are sent. */
  sent: HeatmapFrame | null;
  /** The last word of each kind that can wait until the page is seen again. */
  missed: Map<BackgroundMessage['type'], BackgroundMessage>;
  post(message: BackgroundMessage): void;
}

/** What one tab shows: the panel in its top frame and the layer in the chart's frame meet here. */
export interface TabSession {
  tabId: number;
  siteId: string;
  /** What the top frame reads of the page. */
  page: PageInstrument | null;
  ends: Map<number, PageEnd>;
  instrument: Instrument | null;
  /**
   * Price on the page over price of the contract: 0.001 where the page shows PEPE and the contract 1000PEPE, 1.0004 where
   * a spot pair stands .04 % above its perpetual.
   */
  priceFactor: number;
  /** Unix ms at which the instrument was opened. */
  openedMs: number;
  /** Null until the page has said what it shows. */
  session: SessionState | null;
  /** Moment that the tab replays, Unix ms; null = now. The page says it again after a restart. */
  replayUntilMs: number | null;
}

export function newTabSession(tabId: number): TabSession {
  return {
    tabId,
    siteId: '',
    page: null,
    ends: new Map(),
    instrument: null,
    priceFactor: 1,
    openedMs: 0,
    session: null,
    replayUntilMs: null,
  };
}

/** What comes with every tick of the market: a hidden page is not woken for it. */
const CAN_WAIT: ReadonlySet<BackgroundMessage['type']> = new Set(['price', 'sources']);

export function broadcast(session: TabSession, message: BackgroundMessage): void {
  for (const end of session.ends.values()) {
    if (end.isVisible || !CAN_WAIT.has(message.type)) end.post(message);
    else end.missed.set(message.type, message);
  }
}

/** A page that is seen again hears the last of what it missed. */
export function setVisible(end: PageEnd, isVisible: boolean): void {
  end.isVisible = isVisible;
  if (!isVisible) return;
  for (const message of end.missed.values()) end.post(message);
  end.missed.clear();
}

export function setSessionState(session: TabSession, state: SessionState): void {
  session.session = state;
  for (const end of session.ends.values()) saySession(session, end);
}

/** Says what the tab shows; a page that shows it since before we began keeps its picture until the next one is there. */
export function saySession({ session, page }: TabSession, end: PageEnd): void {
  if (!session || (session.state === 'loading' && isPictureOf(end.shown, session.instrument))) return;
  end.shown = null;
  end.post({ type: 'session', session, page });
}

function isPictureOf(shown: SessionState | null, instrument: Instrument | null): boolean {
  return (
    shown?.state === 'ready' &&
    instrument !== null &&
    instrumentKey(shown.instrument) === instrumentKey(instrument)
  );
}

/** All frames of the tab ask for the same moment. */
export function setReplay(session: TabSession, untilMs: number | null): void {
  session.replayUntilMs = untilMs;
  broadcast(session, { type: 'replay', untilMs });
}

const STATE_RANK: Record<AnchorReport['state'], number> = {
  locked: 4,
  ambiguous: 3,
  unsupported: 2,
  lost: 1,
  searching: 0,
};

/** The best anchored chart among the tab's frames; null before any frame has reported. */
export function bestAnchor(session: TabSession): AnchorReport | null {
  let best: AnchorReport | null = null;
  for (const { anchor } of session.ends.values()) {
    if (anchor && (best === null || STATE_RANK[anchor.state] > STATE_RANK[best.state])) best = anchor;
  }
  return best;
}

export function isWatched(session: TabSession): boolean {
  return [...session.ends.values()].some((end) => end.isVisible);
}

/** Whether only one frame of the tab has locked a chart; of several, nobody could tell which is the page's own. */
export function hasOneChart(session: TabSession): boolean {
  return [...session.ends.values()].filter(({ anchor }) => anchor?.state === 'locked').length === 1;
}
