import type { Instrument } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import { followPositions } from '../feeds/hyperliquid/positions/follow-positions';
import type { Transport } from '../feeds/transport/transport';
import { downloadAccounts, type FollowState, storedAccounts } from './followed-accounts';

interface FollowerOptions {
  transport: Transport;
  /** Hyperliquid contracts that open pages need. */
  instruments(): Instrument[];
  onEvents(instrument: Instrument, events: MarketEvent[]): Promise<unknown>;
}

/**
 * Follows a sample of Hyperliquid accounts while the user wants it and some page shows one of the venue's coins. The
 * list of accounts is downloaded once, after the user has switched it on, and kept.
 */
export class PositionFollower {
  #options: FollowerOptions;
  #abort: AbortController | null = null;
  #state: FollowState = { state: 'off' };

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get state(): FollowState {
    return this.#state;
  }

  /** Starts or stops, as the settings and the audience ask; safe to call as often as anything changes. */
  refresh(isOn: boolean): void {
    const isNeeded = isOn && this.#options.instruments().length > 0;
    if (isNeeded && !this.#abort) {
      this.#abort = new AbortController();
      void this.#follow(this.#abort.signal);
    } else if (!isNeeded && this.#abort) {
      this.#abort.abort();
      this.#abort = null;
      this.#state = { state: 'off' };
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { transport } = this.#options;
    const onState = (state: FollowState) => {
      if (!signal.aborted) this.#state = state;
    };
    const stored = await storedAccounts();
    const addresses = stored?.addresses ?? (await downloadAccounts(transport, onState, signal));
    if (!addresses || signal.aborted) return;
    const atMs = stored?.atMs ?? Date.now();
    await followPositions({
      addresses,
      instruments: this.#options.instruments,
      onEvents: this.#options.onEvents,
      onProgress: (read, total) => onState({ state: 'following', addresses: total, read, atMs }),
      onRefusal: () => {},
      transport,
      signal,
    });
  }
}
