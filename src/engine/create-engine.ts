import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { Instrument } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import type { SourceStatus } from '../core/market/source-status';
import { changeInstrument } from '../store/estimate-store';
import { readMeta } from '../store/input-reader';
import { type InputBatch, type WriteReceipt, writeInputs, writeMeta } from '../store/input-store';
import { type LiqlensDatabase, openDatabase } from '../store/open-database';
import { applyRetention } from '../store/retention';
import { type StoreFault, toStoreFault } from '../store/store-fault';
import { deleteEverything, exportAll, importAll } from '../store/transfer';
import { advance, readNewest } from './advance';
import { checkEvents } from './check-events';
import { isDefaultView, restoreView, type TrackedView, viewName } from './cluster-tracker';
import type { EngineApi, IngestReceipt } from './engine-api';
import { engineUsage } from './engine-usage';
import { mergePositions } from './exact-layers';
import { foreignModels } from './frame-view';
import type { InstrumentRuntime } from './instrument-runtime';
import { freshMemory, makeFrame } from './make-frame';
import { advanceTrack } from './model-track';
import { resumePointOf } from './resume-point';
import { createDesk, type RuntimeDesk } from './runtime-desk';
import { sealReady } from './seal';
import { takeInputs } from './take-inputs';
import { createSlices } from './time-slices';

const RETENTION_EVERY_MS = 3_600_000;

export interface EngineOptions {
  databaseName: string;
  /** Unix ms. */
  now(): number;
  /** Monotonic ms, for slicing long work. */
  monotonicNow?(): number;
}

/** The engine over one database; every call may be the first after a crash. */
export function createEngine({ databaseName, now, monotonicNow }: EngineOptions): EngineApi {
  const bootId = crypto.randomUUID();
  const slices = createSlices(monotonicNow ?? (() => performance.now()));
  let memory = freshMemory();
  let opening: Promise<LiqlensDatabase> | null = null;
  let nextRetentionMs = 0;
  let fault: StoreFault | null = null;

  /** A connection that was lost is opened again by the next call, and what it held is read anew. */
  const database = (): Promise<LiqlensDatabase> => {
    opening ??= openDatabase(databaseName, () => {
      opening = null;
      forget();
    }).catch((error) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  let desk: RuntimeDesk = createDesk(database, now);

  const noteFault = (error: unknown): void => {
    fault = toStoreFault(error);
  };

  const retain = async (): Promise<void> => {
    if (now() < nextRetentionMs) return;
    nextRetentionMs = now() + RETENTION_EVERY_MS;
    await applyRetention(await database(), now());
  };

  /** Sealing may wait for a store in trouble: everything stays provisional and is tried again. */
  const settle = async (runtime: InstrumentRuntime): Promise<void> => {
    await advance(runtime, slices);
    try {
      await sealReady(runtime, await database(), now(), slices);
      fault = null;
    } catch (error) {
      noteFault(error);
    }
  };

  const settleForeign = async (runtime: InstrumentRuntime, query: FrameQuery): Promise<void> => {
    for (const model of foreignModels(query.model)) {
      await advanceTrack(runtime, model, await database(), slices);
    }
  };

  /** On a full disk the older half of what is stored gives way once, then the caller has to wait. */
  const store = async (instrument: Instrument, batch: InputBatch): Promise<WriteReceipt> => {
    try {
      return await writeInputs(await database(), instrument, batch, now());
    } catch (error) {
      if (toStoreFault(error).kind !== 'quota') throw error;
      const { storedBytes } = await applyRetention(await database(), now());
      await applyRetention(await database(), now(), { capBytes: storedBytes / 2 });
      return writeInputs(await database(), instrument, batch, now());
    }
  };

  const ingest = async (instrument: Instrument, events: MarketEvent[]): Promise<IngestReceipt> => {
    const receipt = await desk.withRuntime(instrument, async (runtime) => {
      const checked = checkEvents(instrument, events, {
        nowMs: now(),
        referencePrice: runtime.mark?.price ?? runtime.forming?.close ?? runtime.recent.at(-1)?.close ?? null,
      });
      const { refused, closedBars } = checked;
      const positions = mergePositions(runtime.positions, checked.positions, now());
      if (positions) checked.batch.meta.push({ name: `positions:${runtime.key}`, value: { positions } });
      const written = await store(instrument, checked.batch);
      takeInputs(runtime, checked, written.freshLiquidations, now());
      // While history comes in page by page, estimating is left to the next frame.
      if (runtime.isHistoryComplete) await settle(runtime);
      return { stored: written.stored, duplicates: written.duplicates, closedBars, refused };
    });
    await retain().catch(noteFault);
    return receipt;
  };

  const frame = async (
    instrument: Instrument,
    query: FrameQuery,
    sources: SourceStatus[],
  ): Promise<HeatmapFrame | null> => {
    const present = desk;
    await present.openBase(instrument);
    const runtimes = present.ofBase(instrument);
    const [own] = runtimes;
    for (const runtime of runtimes) {
      await present.withRuntime(runtime.instrument, async () => {
        await noteHistory(runtime, sources);
        await settle(runtime);
        readNewest(runtime);
        if (runtime === own || isWanted(runtime, query)) await settleForeign(runtime, query);
      });
    }
    own.lastAskedMs = now();
    await recallView(own, query);
    const participants = runtimes.map((runtime) => ({ runtime, isCounted: isWanted(runtime, query) }));
    const made = makeFrame(participants, query, sources, memory);
    if (made?.changedView && isDefaultView(query)) await storeView(own, made.changedView);
    return made?.frame ?? null;
  };

  const recallView = async (own: InstrumentRuntime, query: FrameQuery): Promise<void> => {
    const name = viewName(own.key, query);
    if (memory.tracker.histories.has(name) || !isDefaultView(query)) return;
    restoreView(memory.tracker, name, await readMeta(await database(), `clusters:${own.key}`));
  };

  /** Losing a history costs ids and ages, not data: a store in trouble must not hide the frame. */
  const storeView = async (own: InstrumentRuntime, view: TrackedView): Promise<void> => {
    await writeMeta(await database(), `clusters:${own.key}`, view).catch(noteFault);
  };

  /** The background knows when an exchange has no older history to give. */
  const noteHistory = async (runtime: InstrumentRuntime, sources: SourceStatus[]): Promise<void> => {
    const source = sources.find(({ instrument }) => instrument === runtime.key);
    if (!source || !(source.wantedHistoryMs > 0)) return;
    runtime.isFeedSettled = source.historyMs >= source.wantedHistoryMs;
    if (!runtime.isFeedSettled || runtime.isHistoryComplete) return;
    runtime.isHistoryComplete = true;
    await changeInstrument(await database(), runtime.key, { isHistoryComplete: true }).catch(noteFault);
  };

  const forget = (): void => {
    desk = createDesk(database, now);
    memory = freshMemory();
  };

  return {
    bootId: async () => bootId,
    resumePoint: (instrument) =>
      desk.withRuntime(instrument, async (runtime) => resumePointOf(runtime, await database())),
    async ingest(instrument, events) {
      try {
        return await ingest(instrument, events);
      } catch (error) {
        noteFault(error);
        throw error;
      }
    },
    frame,
    usage: async () => ({ ...(await engineUsage(await database())), fault: fault?.kind ?? null }),
    exportAll: async () => exportAll(await database()),
    async importAll(text) {
      await desk.idle();
      await importAll(await database(), text);
      forget();
    },
    async deleteEverything() {
      await desk.idle();
      await deleteEverything(await database());
      forget();
    },
    async release(beforeMs) {
      desk.release(beforeMs);
      memory.grids.clear();
    },
  };
}

function isWanted({ instrument }: InstrumentRuntime, query: FrameQuery): boolean {
  return query.exchanges === null || query.exchanges.includes(instrument.exchange);
}
