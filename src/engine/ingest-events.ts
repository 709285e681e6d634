import type { Instrument } from '../core/market/instrument';
import type { MarketEvent } from '../core/market/market-event';
import { type InputBatch, type WriteReceipt, writeInputs } from '../store/input-store';
import type { LiqlensDatabase } from '../store/open-database';
import { applyRetention, type RetentionReport } from '../store/retention';
import { toStoreFault } from '../store/store-fault';
import { checkEvents } from './check-events';
import type { IngestReceipt } from './engine-api';
import { type EngineContext, noteFault } from './engine-context';
import { mergePositions } from './exact-layers';
import { type InstrumentRuntime, newestBar } from './instrument-runtime';
import { keepSeeds } from './model-seeds';
import { settle } from './settle';
import { takeInputs } from './take-inputs';
import { takeTicks } from './take-ticks';

const RETENTION_EVERY_MS = 3_600_000;
/**
 * How far the store may stay behind on until when every input is told, ms: a price that moves leaves nothing else to store
 * most seconds, and a feed that comes back asks for so much more at most.
 */
const WHOLE_EVERY_MS = 10_000;
/** Instruments that neither a feed nor a frame has touched for this long leave the memory, ms. */
const IDLE_MS = 30 * 60_000;

/**
 * Checks, stores and takes in a batch; rejects with a StoreFault when it could not be stored. `exchangeNowMs` is the
 * exchange's clock, Unix ms: the machine's may be wrong, and data must be neither refused nor dropped for that.
 */
export async function ingestEvents(
  context: EngineContext,
  instrument: Instrument,
  events: MarketEvent[],
  exchangeNowMs = context.now(),
  wholeUntilMs?: number,
): Promise<IngestReceipt> {
  const clockOffsetMs = exchangeNowMs - context.now();
  try {
    const receipt = await context.desk.withRuntime(instrument, (runtime) => {
      runtime.clockOffsetMs = clockOffsetMs;
      return ingest(context, runtime, events, wholeUntilMs);
    });
    await retain(context, exchangeNowMs).catch((error) => noteFault(context, error));
    return receipt;
  } catch (error) {
    noteFault(context, error);
    throw error;
  }
}

async function ingest(
  context: EngineContext,
  runtime: InstrumentRuntime,
  events: MarketEvent[],
  wholeUntilMs?: number,
): Promise<IngestReceipt> {
  const nowMs = context.now() + runtime.clockOffsetMs;
  const checked = checkEvents(runtime.instrument, events, { nowMs, referencePrice: referencePrice(runtime) });
  const positions = mergePositions(runtime.positions, checked.positions, nowMs);
  if (positions) checked.batch.meta.push({ name: `positions:${runtime.key}`, value: { positions } });
  checked.batch.wholeUntilMs = wholeUntilMs;
  takeTicks(runtime, checked);
  const written = await storeNews(context, runtime, checked.batch, nowMs);
  if (written.stored > 0) context.fault = null;
  takeInputs(runtime, checked, written.freshLiquidations, nowMs);
  // While history comes in page by page, estimating is left to the next frame.
  if (runtime.isHistoryComplete) await settle(context, runtime);
  const { stored, duplicates } = written;
  return { stored, duplicates, closedBars: checked.closedBars, refused: checked.refused };
}

function referencePrice(runtime: InstrumentRuntime): number | null {
  return runtime.mark?.price ?? runtime.forming?.close ?? newestBar(runtime)?.close ?? null;
}

function isNews({ rows, liquidations, meta, wholeUntilMs = 0 }: InputBatch, wholeStoredMs: number): boolean {
  const sinceMs = wholeUntilMs - wholeStoredMs;
  const isWholeLate = !(wholeUntilMs === 0 || (sinceMs >= 0 && sinceMs < WHOLE_EVERY_MS));
  return isWholeLate || liquidations.length > 0 || meta.length > 0 || Object.keys(rows).length > 0;
}

/** A batch of which nothing is to be kept needs no transaction, unless trouble with the store is to be seen to end. */
async function storeNews(
  context: EngineContext,
  runtime: InstrumentRuntime,
  batch: InputBatch,
  nowMs: number,
): Promise<WriteReceipt> {
  const isKnown = !Number.isNaN(runtime.wholeStoredMs) && !context.fault;
  if (isKnown && !isNews(batch, runtime.wholeStoredMs))
    return { stored: 0, duplicates: 0, freshLiquidations: [] };
  const written = await store(context, runtime.instrument, batch, nowMs);
  runtime.wholeStoredMs = batch.wholeUntilMs ?? (runtime.wholeStoredMs || 0);
  return written;
}

/** On a full disk the older half of what is stored gives way once, then the caller has to wait. */
async function store(
  { database }: EngineContext,
  instrument: Instrument,
  batch: InputBatch,
  nowMs: number,
): Promise<WriteReceipt> {
  try {
    return await writeInputs(await database(), instrument, batch, nowMs);
  } catch (error) {
    if (toStoreFault(error).kind !== 'quota') throw error;
    const { storedBytes } = await dropOld(await database(), nowMs);
    await dropOld(await database(), nowMs, storedBytes / 2);
    return writeInputs(await database(), instrument, batch, nowMs);
  }
}

async function retain(context: EngineContext, exchangeNowMs: number): Promise<void> {
  const nowMs = context.now();
  if (nowMs < context.nextRetentionMs) return;
  context.nextRetentionMs = nowMs + RETENTION_EVERY_MS;
  context.desk.release(nowMs - IDLE_MS);
  await dropOld(await context.database(), exchangeNowMs);
}

/** Room comes first: a full disk may have none for what the dropped bars leave behind. */
async function dropOld(
  database: LiqlensDatabase,
  nowMs: number,
  capBytes?: number,
): Promise<RetentionReport> {
  const beforeDrop = (beforeMs: number): Promise<void> => keepSeeds(database, beforeMs).catch(() => {});
  return applyRetention(database, nowMs, { capBytes, beforeDrop });
}
