import type { Instrument, InstrumentKey } from '../core/market/instrument';
import { instrumentKey } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import type { SourceFault } from '../core/market/source-status';
import { judgeVenues, type VenueReading } from '../feeds/quarantine';

/** Open-interest readings that make a venue's own norm: a day of five-minute ones. */
const NORM_READINGS = 288;
const JUDGE_EVERY_MS = 5000;

interface Reading extends VenueReading {
  instrument: Instrument;
  history: number[];
}

/** Compares the venues of each coin with one another; the feeds ask it before they hand events on. */
export class VenueJudge {
  #readings = new Map<InstrumentKey, Reading>();
  #verdicts = new Map<string, Map<string, SourceFault>>();
  #judgedMs = new Map<string, number>();

  note(instrument: Instrument, events: readonly MarketEvent[]): void {
    const key = instrumentKey(instrument);
    const reading = this.#readings.get(key) ?? newReading(instrument);
    this.#readings.set(key, reading);
    for (const event of events) noteEvent(reading, event);
  }

  forget(instrument: Instrument): void {
    this.#readings.delete(instrumentKey(instrument));
  }

  /** Why the instrument's exchange is not believed for its coin; null when it is. */
  verdictOf(instrument: Instrument, nowMs: number): SourceFault | null {
    const { base, exchange } = instrument;
    const standing = this.#verdicts.get(base) ?? new Map<string, SourceFault>();
    if (nowMs - (this.#judgedMs.get(base) ?? 0) >= JUDGE_EVERY_MS) {
      this.#judgedMs.set(base, nowMs);
      const readings = [...this.#readings.values()].filter((reading) => reading.instrument.base === base);
      this.#verdicts.set(base, judgeVenues(readings.map(withNorm), nowMs, new Set(standing.keys())));
    }
    return this.#verdicts.get(base)?.get(exchange) ?? null;
  }
}

function newReading(instrument: Instrument): Reading {
  const { exchange } = instrument;
  return {
    exchange,
    instrument,
    price: null,
    priceMs: 0,
    openInterestUsd: null,
    usualOpenInterestUsd: null,
    history: [],
  };
}

function noteEvent(reading: Reading, event: MarketEvent): void {
  if (event.type === 'mark-price') {
    reading.price = event.markPrice.price / reading.instrument.baseMultiplier;
    reading.priceMs = event.markPrice.timeMs;
  }
  if (event.type !== 'open-interest') return;
  const { quote, base } = event.openInterest;
  const usd =
    quote ?? (reading.price === null ? null : base * reading.price * reading.instrument.baseMultiplier);
  if (usd === null) return;
  reading.openInterestUsd = usd;
  reading.history.push(usd);
  if (reading.history.length > NORM_READINGS) reading.history.shift();
}

function withNorm(reading: Reading): VenueReading {
  const sorted = [...reading.history].sort((a, b) => a - b);
  return { ...reading, usualOpenInterestUsd: sorted[Math.floor(sorted.length / 2)] ?? null };
}
