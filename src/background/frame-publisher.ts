import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { scaleFrame } from '../core/frame/scale-frame';
import type { Instrument } from '../core/market/instrument';
import type { SourceStatus } from '../core/market/source-status';
import { encodeFrameUpdate } from '../messages/frame-codec';
import { diffFrames } from '../messages/frame-merge';
import type { BackgroundMessage } from '../messages/page-protocol';
import type { EngineLink } from './engine-link';
import { createRecentFrames } from './recent-frames';
import type { PageEnd, TabSession } from './tab-session';

/** A forming bar is worth a frame about once a second; more would only cost the page. */
const SHORTEST_GAP_MS = 1000;

interface PublisherOptions {
  link: EngineLink;
  sessions(): Iterable<TabSession>;
  sourcesOf(instrument: Instrument): SourceStatus[];
  /** A frame for the tab exists. */
  onFrame(session: TabSession, frame: HeatmapFrame): void;
  onEngineTrouble(session: TabSession, reason: string): void;
}

/** Asks the engine for frames when something changed and sends each page end what it lacks. */
export class FramePublisher {
  #options: PublisherOptions;
  #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isRunning = false;
  /** By a clock that nobody can set. */
  #lastSentMs = Number.NEGATIVE_INFINITY;
  #recent = createRecentFrames();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /**
   * Something of this base coin changed; every tab that shows it gets a frame soon. An answer that there is nothing to
   * show yet is no frame: the first bars of a cold start are shown as soon as they are stored.
   */
  markChanged(base: string): void {
    this.#dirty.add(base);
    if (this.#timer === null && !this.#isRunning) this.#runLater();
  }

  #runLater(): void {
    this.#timer = setTimeout(() => void this.#run(), this.#waitMs());
  }

  #waitMs(): number {
    return Math.max(0, SHORTEST_GAP_MS - (performance.now() - this.#lastSentMs));
  }

  /** A page end asked for its first frame, or for a whole one after a mismatch. */
  async sendNow(session: TabSession, end: PageEnd): Promise<void> {
    if (end.sent === null) this.#sendRecent(session, end);
    else end.sent = null;
    if (end.query) await this.#publish(session, end.query, [end]);
  }

  /** A tab got its instrument: what is stored is shown at once. */
  async openNow(session: TabSession): Promise<void> {
    for (const end of session.ends.values()) if (end.isVisible) this.#sendRecent(session, end);
    await this.#publishSession(session);
  }

  /** Everything was deleted or replaced: nothing of it is shown any more, not even what is on its way. */
  forget(): void {
    this.#recent = createRecentFrames();
  }

  /** The engine may be busy with the past of some exchange: what another page was shown seconds ago comes first. */
  #sendRecent(session: TabSession, end: PageEnd): void {
    const { instrument, priceFactor } = session;
    const recent = instrument && end.query && this.#recent.find(instrument, end.query);
    if (!recent || end.sent !== null) return;
    const frame = scaleFrame(recent, priceFactor);
    this.#options.onFrame(session, frame);
    sendFrame(end, frame);
  }

  async #run(): Promise<void> {
    this.#timer = null;
    // A page that has just opened got its frame meanwhile: what came since then is shown with the next one.
    if (this.#waitMs() > 0) return this.#runLater();
    this.#isRunning = true;
    const bases = this.#dirty;
    this.#dirty = new Set();
    try {
      for (const session of this.#options.sessions()) {
        if (session.instrument && bases.has(session.instrument.base)) await this.#publishSession(session);
      }
    } finally {
      this.#isRunning = false;
      const [base] = this.#dirty;
      if (base !== undefined) this.markChanged(base);
    }
  }

  /** Within the gap it does not count, or a page that asks again and again would keep the others waiting. */
  #noteSent(askedMs: number): void {
    if (askedMs - this.#lastSentMs >= SHORTEST_GAP_MS) this.#lastSentMs = askedMs;
  }

  async #publishSession(session: TabSession): Promise<void> {
    const groups = new Map<string, { query: FrameQuery; ends: PageEnd[] }>();
    for (const end of session.ends.values()) {
      if (!end.query || !end.isVisible) continue;
      const key = JSON.stringify(end.query);
      const group = groups.get(key) ?? { query: end.query, ends: [] };
      group.ends.push(end);
      groups.set(key, group);
    }
    for (const { query, ends } of groups.values()) await this.#publish(session, query, ends);
  }

  async #publish(session: TabSession, query: FrameQuery, ends: PageEnd[]): Promise<void> {
    const { instrument } = session;
    if (!instrument) return;
    const askedMs = performance.now();
    const recent = this.#recent;
    try {
      const sources = this.#options.sourcesOf(instrument);
      const answer = await this.#options.link.call((engine) => engine.frame(instrument, query, sources));
      if (!answer || session.instrument !== instrument) return;
      recent.note(query, answer);
      const frame = scaleFrame(answer, session.priceFactor);
      this.#options.onFrame(session, frame);
      this.#noteSent(askedMs);
      for (const end of ends) sendFrame(end, frame);
    } catch (error) {
      this.#options.onEngineTrouble(session, error instanceof Error ? error.message : String(error));
    }
  }
}

function sendFrame(end: PageEnd, frame: HeatmapFrame): void {
  const update = diffFrames(end.sent, frame);
  end.sent = frame;
  const message: BackgroundMessage = end.needsBase64
    ? { type: 'encoded-frame', text: encodeFrameUpdate(update) }
    : { type: 'frame', update };
  end.post(message);
}
