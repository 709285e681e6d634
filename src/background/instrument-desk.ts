import { browser } from 'wxt/browser';
import type { ExchangeId, Instrument } from '../core/market/instrument';
import type { PageInstrument } from '../core/market/page-instrument';
import type { ExchangeFeed } from '../feeds/exchange-feed';
import { findInstrument, mainContract } from '../feeds/instrument-book';
import { loadListing } from '../feeds/load-listing';
import { exchangeOfPage } from '../feeds/page-symbol';
import { FEEDS, feedById } from '../feeds/registry';
import type { Transport } from '../feeds/transport/transport';

const DAY_MS = 86_400_000;
/** The transport spares a host that is down; asking it costs nothing while it waits. */
const RETRY_MS = 3000;

interface CachedListing {
  atMs: number;
  instruments: Instrument[];
}

export type Resolved =
  | { kind: 'listed'; instrument: Instrument }
  | { kind: 'unlisted' }
  | { kind: 'unreachable'; reason: string };

/** What each exchange lists, kept for a day; the only place from which an Instrument may come. */
export class InstrumentDesk {
  #transport: Transport;
  #listings = new Map<ExchangeId, CachedListing>();
  #loading = new Map<ExchangeId, Promise<CachedListing | null>>();
  #failedAtMs = new Map<ExchangeId, number>();
  #reason = new Map<ExchangeId, string>();
  #onListing: () => void;

  /** `onListing` is called when a listing has come, and when one that failed may be asked for again. */
  constructor(transport: Transport, onListing: () => void) {
    this.#transport = transport;
    this.#onListing = onListing;
  }

  /** A page's words for an instrument -> a listed one. */
  async resolve(page: PageInstrument): Promise<Resolved> {
    const exchange = exchangeOfPage(page.exchange, page.symbol) ?? 'binance';
    if (!feedById(exchange)) return this.#resolveElsewhere(page);
    const listing = await this.#listing(exchange);
    if (!listing) return { kind: 'unreachable', reason: this.#reason.get(exchange) ?? 'no listing' };
    const instrument = findInstrument(listing.instruments, { ...page, exchange });
    return instrument ? { kind: 'listed', instrument } : this.#resolveElsewhere(page);
  }

  /** The main contract of the coin on every other exchange whose listing is known; the rest is fetched meanwhile. */
  companions(base: string, exchanges: readonly ExchangeId[]): Instrument[] {
    const found: Instrument[] = [];
    for (const exchange of exchanges) {
      const listing = this.#listings.get(exchange);
      if (!listing) void this.#listing(exchange).then((loaded) => loaded && this.#onListing());
      const contract = listing && mainContract(listing.instruments, base);
      if (contract) found.push(contract);
    }
    return found;
  }

  forgetFailures(): void {
    this.#failedAtMs.clear();
  }

  /** A page of an exchange that we do not read, or a coin that it does not list: the largest exchange's contract. */
  async #resolveElsewhere(page: PageInstrument): Promise<Resolved> {
    let reason: string | null = null;
    for (const feed of FEEDS) {
      if (feed.id === page.exchange) continue;
      const listing = await this.#listing(feed.id);
      const instrument = listing && findInstrument(listing.instruments, { ...page, exchange: feed.id });
      if (instrument) return { kind: 'listed', instrument };
      if (!listing) reason ??= this.#reason.get(feed.id) ?? 'no listing';
      if (feed.id === 'bybit') break;
    }
    // Nobody may say that a coin is listed nowhere without having seen the lists.
    return reason === null ? { kind: 'unlisted' } : { kind: 'unreachable', reason };
  }

  #listing(exchange: ExchangeId): Promise<CachedListing | null> {
    const known = this.#listings.get(exchange);
    if (known && Date.now() - known.atMs < DAY_MS) return Promise.resolve(known);
    const failedAt = this.#failedAtMs.get(exchange) ?? 0;
    if (Date.now() - failedAt < RETRY_MS) return Promise.resolve(known ?? null);
    const feed = feedById(exchange);
    if (!feed) return Promise.resolve(null);
    let loading = this.#loading.get(exchange);
    if (!loading) {
      loading = this.#load(feed).finally(() => this.#loading.delete(exchange));
      this.#loading.set(exchange, loading);
    }
    return loading;
  }

  async #load(feed: ExchangeFeed): Promise<CachedListing | null> {
    const key = `listing:${feed.id}`;
    const stored = (await browser.storage.local.get(key))[key] as CachedListing | undefined;
    if (stored && Date.now() - stored.atMs < DAY_MS) {
      this.#listings.set(feed.id, stored);
      return stored;
    }
    const loaded = await loadListing(feed, this.#transport, new AbortController().signal);
    if (!loaded.ok) {
      this.#failedAtMs.set(feed.id, Date.now());
      this.#reason.set(feed.id, loaded.reason);
      setTimeout(this.#onListing, RETRY_MS);
      return stored ?? null;
    }
    const fresh = { atMs: Date.now(), instruments: loaded.instruments };
    this.#listings.set(feed.id, fresh);
    await browser.storage.local.set({ [key]: fresh });
    return fresh;
  }
}
