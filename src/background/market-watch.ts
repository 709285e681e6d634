import type { Instrument, InstrumentKey } from '../core/market/instrument';
import { instrumentKey } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import type { SourceStatus } from '../core/market/source-status';
import { feedById } from '../feeds/registry';
import type { FeedRun } from '../feeds/run/session';
import { runFeed } from '../feeds/run-feed';
import type { Transport } from '../feeds/transport/transport';
import type { EngineLink } from './engine-link';
import { VenueJudge } from './venue-judge';

/** Sockets stay open this long after the last visible page left. */
const LINGER_MS = 60_000;
const PRICE_EVERY_MS = 250;

/** A market that somebody needs. */
export interface MarketWish {
  instrument: Instrument;
  /** The chart in sight is this very instrument; its requests go first. */
  isInSight: boolean;
  /** `polling`: only armed alerts need it, once a minute will do. */
  mode: 'live' | 'polling';
}

interface Running {
  instrument: Instrument;
  isInSight: boolean;
  mode: MarketWish['mode'];
  abort: AbortController;
  status: SourceStatus | null;
  price: HeardPrice | null;
  priceSaidMs: number;
  stopTimer: ReturnType<typeof setTimeout> | null;
}

/** A price and when it was told, Unix ms by our clock. */
interface HeardPrice {
  price: number;
  timeMs: number;
}

interface MarketWatchOptions {
  link: EngineLink;
  transport: Transport;
  wantedHistoryMs: number;
  onChanged(instrument: Instrument): void;
  /** Every price as it is heard, before it is stored; `timeMs` by the exchange's clock. */
  onTick(key: InstrumentKey, price: number, timeMs: number): void;
  /** The newest price, four times a second at most; `timeMs` by our clock. */
  onPrice(key: InstrumentKey, price: number, timeMs: number): void;
  onStatus(instrument: Instrument): void;
}

/** The newest price in a batch of events, mark before last; null when there is none. */
export function priceIn(events: readonly MarketEvent[]): { price: number; timeMs: number } | null {
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event.type === 'mark-price') return { price: event.markPrice.price, timeMs: event.markPrice.timeMs };
  }
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event.type === 'candle' && !event.candle.isClosed) {
      return { price: event.candle.close, timeMs: event.candle.openTimeMs };
    }
  }
  return null;
}

/** Runs a feed for every instrument that some visible page needs, and none otherwise. */
export class MarketWatch {
  #options: MarketWatchOptions;
  #running = new Map<InstrumentKey, Running>();
  #judge = new VenueJudge();

  constructor(options: MarketWatchOptions) {
    this.#options = options;
  }

  /** The whole set that is needed now; the first wish for an instrument counts. */
  want(wishes: readonly MarketWish[]): void {
    const wanted = new Set<InstrumentKey>();
    for (const wish of wishes) {
      const key = instrumentKey(wish.instrument);
      if (!wanted.has(key)) this.#start(key, wish);
      wanted.add(key);
    }
    for (const [key, running] of this.#running) {
      if (!wanted.has(key)) this.#stopLater(key, running);
    }
  }

  sourcesOf(base: string): SourceStatus[] {
    const statuses: SourceStatus[] = [];
    for (const { instrument, status } of this.#running.values()) {
      if (instrument.base === base && status) statuses.push(status);
    }
    return statuses;
  }

  priceOf(key: InstrumentKey): HeardPrice | null {
    return this.#running.get(key)?.price ?? null;
  }

  /** Feeds begin again from what the store holds: after the engine was started anew, or at the user's click. */
  restart(matches: (instrument: Instrument) => boolean): void {
    for (const [key, running] of [...this.#running]) {
      if (!matches(running.instrument)) continue;
      this.#stop(key, running);
      this.#start(key, running);
    }
  }

  /** Running instruments of one exchange. */
  instrumentsOf(exchange: string): Instrument[] {
    return [...this.#running.values()]
      .map(({ instrument }) => instrument)
      .filter((i) => i.exchange === exchange);
  }

  stopAll(): void {
    for (const [key, running] of [...this.#running]) this.#stop(key, running);
  }

  #start(key: InstrumentKey, { instrument, isInSight, mode }: MarketWish): void {
    const known = this.#running.get(key);
    if (known && known.mode === mode) {
      known.isInSight = isInSight;
      if (known.stopTimer !== null) clearTimeout(known.stopTimer);
      known.stopTimer = null;
      return;
    }
    if (known) this.#stop(key, known);
    const running: Running = {
      instrument,
      isInSight,
      mode,
      abort: new AbortController(),
      status: null,
      price: null,
      priceSaidMs: 0,
      stopTimer: null,
    };
    this.#running.set(key, running);
    void this.#run(key, running);
  }

  #stop(key: InstrumentKey, running: Running): void {
    if (running.stopTimer !== null) clearTimeout(running.stopTimer);
    running.abort.abort();
    this.#running.delete(key);
    this.#judge.forget(running.instrument);
  }

  #stopLater(key: InstrumentKey, running: Running): void {
    running.stopTimer ??= setTimeout(() => this.#stop(key, running), LINGER_MS);
  }

  async #run(key: InstrumentKey, running: Running): Promise<void> {
    const { link, transport, wantedHistoryMs } = this.#options;
    const { instrument, abort } = running;
    const { signal } = abort;
    const feed = feedById(instrument.exchange);
    if (!feed) throw new Error(`no feed for ${instrument.exchange}`);
    try {
      const resume = await link.insist((engine) => engine.resumePoint(instrument), signal);
      if (signal.aborted) return;
      await runFeed({
        feed,
        instrument,
        resume,
        wantedHistoryMs,
        mode: running.mode,
        priority: () => (running.isInSight ? 'visible' : 'watched'),
        transport,
        signal,
        quarantine: () => this.#judge.verdictOf(instrument, Date.now()),
        onPrice: (price, timeMs) => this.#options.onTick(key, price, timeMs),
        onHeard: (events) => this.#judge.note(instrument, events),
        onEvents: (...batch) => this.#take(key, running, ...batch),
        onStatus: (status) => {
          running.status = status;
          this.#options.onStatus(instrument);
        },
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Resolves only after the engine has stored the events, so that a feed never runs ahead of the store. */
  async #take(
    key: InstrumentKey,
    running: Running,
    ...batch: Parameters<FeedRun['onEvents']>
  ): Promise<void> {
    const [events, exchangeNowMs] = batch;
    this.#sayPrice(key, running, events, exchangeNowMs);
    this.#judge.note(running.instrument, events);
    const { instrument, abort } = running;
    await this.#options.link.insist((engine) => engine.ingest(instrument, ...batch), abort.signal);
    this.#options.onChanged(instrument);
  }

  #sayPrice(key: InstrumentKey, running: Running, events: MarketEvent[], exchangeNowMs: number): void {
    const newest = priceIn(events);
    if (!newest) return;
    const now = Date.now();
    const timeMs = Math.min(now, newest.timeMs - exchangeNowMs + now);
    running.price = { price: newest.price, timeMs };
    if (now - running.priceSaidMs < PRICE_EVERY_MS) return;
    running.priceSaidMs = now;
    this.#options.onPrice(key, newest.price, timeMs);
  }
}
