import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { Instrument, InstrumentKey } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import type { SourceStatus } from '../core/market/source-status';

/** From where a feed has to go on; null = nothing stored yet. All Unix ms. */
export interface ResumePoint {
  lastClosedBarMs: number | null;
  /** Start of the oldest bar from which history is stored without a gap. */
  firstBarMs: number | null;
  /** The feed has once loaded all that its exchange has of the past: nothing older exists. */
  isHistoryComplete: boolean;
  /** Up to here every input is stored, not the bars alone; null when the feed never said so. */
  wholeUntilMs: number | null;
}

/** The answer comes after the events are stored. */
export interface IngestReceipt {
  stored: number;
  duplicates: number;
  /** Bars that this batch closed. */
  closedBars: number;
  refused: { channel: string; field: string; reason: string }[];
}

export interface EngineUsage {
  storedBytes: number;
  /** Trouble with the store that is not over, null when there is none: `quota`, `blocked`, `closed`, ... */
  fault?: string | null;
  instruments: { key: InstrumentKey; bars: number; liquidations: number; newestMs: number }[];
}

/** The Worker's face; spoken over Comlink. Every call may be the first after a crash: state comes from the store. */
export interface EngineApi {
  /** Changes when the Worker was started anew. */
  bootId(): Promise<string>;
  resumePoint(instrument: Instrument): Promise<ResumePoint>;
  /**
   * Rejects when the events could not be stored; nothing of them is then, and `usage().fault` names the reason.
   * `exchangeNowMs` is the exchange's clock, Unix ms; the machine's by default. `wholeUntilMs` is stored together with
   * the events, for the next resume point.
   */
  ingest(
    instrument: Instrument,
    events: MarketEvent[],
    exchangeNowMs?: number,
    wholeUntilMs?: number,
  ): Promise<IngestReceipt>;
  /**
   * Frame for `instrument`'s price axis, summed over every open instrument of the same base coin that the query
   * includes. Null while there is no bar. `sources` is passed through into the frame.
   */
  frame(instrument: Instrument, query: FrameQuery, sources: SourceStatus[]): Promise<HeatmapFrame | null>;
  usage(): Promise<EngineUsage>;
  exportAll(): Promise<string>;
  importAll(text: string): Promise<void>;
  deleteEverything(): Promise<void>;
  /** Drops the in-memory state of instruments not asked for since `beforeMs`; the store keeps them. */
  release(beforeMs: number): Promise<void>;
}
