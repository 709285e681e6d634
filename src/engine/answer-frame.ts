import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { type Instrument, type InstrumentKey, instrumentKey } from '../core/market/instrument';
import type { SourceStatus } from '../core/market/source-status';
import { changeInstrument } from '../store/estimate-store';
import { readMeta } from '../store/input-reader';
import { writeMeta } from '../store/input-store';
import { readNewest } from './advance';
import { isDefaultView, restoreView, type TrackedView, viewName } from './cluster-tracker';
import { type EngineContext, noteFault } from './engine-context';
import { foreignModels } from './frame-view';
import type { InstrumentRuntime } from './instrument-runtime';
import { makeFrame } from './make-frame';
import { advanceTrack } from './model-track';
import { settle } from './settle';
import { startJudging } from './start-judging';

/** The frame of an instrument, every exchange of its base coin brought up to date first. */
export async function answerFrame(
  context: EngineContext,
  instrument: Instrument,
  query: FrameQuery,
  sources: SourceStatus[],
): Promise<HeatmapFrame | null> {
  const { desk } = context;
  await desk.openBase(instrument);
  const ownKey = instrumentKey(instrument);
  for (const { instrument: each } of desk.ofBase(instrument)) {
    await desk.withRuntime(each, async (runtime) => {
      await noteHistory(context, runtime, sources);
      await settle(context, runtime);
      readNewest(runtime);
      if (runtime.key === ownKey || isWanted(runtime, query)) await advanceForeign(context, runtime, query);
    });
  }
  if (isDefaultView(query)) await recallView(context, ownKey, query);
  // Asked again: everything may have been deleted or imported meanwhile.
  const runtimes = desk.ofBase(instrument);
  if (runtimes[0]?.key !== ownKey) return null;
  const participants = runtimes.map((runtime) => ({ runtime, isCounted: isWanted(runtime, query) }));
  const nowMs = context.now() + runtimes[0].clockOffsetMs;
  const made = makeFrame(participants, query, sources, context.memory, nowMs);
  for (const runtime of runtimes) await storePassed(context, runtime);
  if (made?.changedView && isDefaultView(query)) await storeView(context, ownKey, made.changedView);
  if (made && made.frame.badge !== 'replay') startJudging(context, participants, made.frame);
  return made?.frame ?? null;
}

function isWanted({ instrument }: InstrumentRuntime, query: FrameQuery): boolean {
  return query.exchanges === null || query.exchanges.includes(instrument.exchange);
}

/** The background knows when an exchange has no older history to give. */
async function noteHistory(
  context: EngineContext,
  runtime: InstrumentRuntime,
  sources: SourceStatus[],
): Promise<void> {
  const source = sources.find(({ instrument }) => instrument === runtime.key);
  if (!source || !(source.wantedHistoryMs > 0)) return;
  runtime.isFeedSettled = source.historyMs >= source.wantedHistoryMs;
  if (!runtime.isFeedSettled || runtime.isHistoryComplete) return;
  runtime.isHistoryComplete = true;
  const database = await context.database();
  await changeInstrument(database, runtime.key, { isHistoryComplete: true }).catch((error) =>
    noteFault(context, error),
  );
}

/** Before anybody sees the frame: after a start the same columns must stay out of the same sums. */
async function storePassed(context: EngineContext, { key, passed }: InstrumentRuntime): Promise<void> {
  if (!passed || passed.isStored) return;
  passed.isStored = true;
  const { untilMs, atMs } = passed;
  await changeInstrument(await context.database(), key, { passed: { untilMs, atMs } }).catch((error) => {
    passed.isStored = false;
    noteFault(context, error);
  });
}

async function advanceForeign(
  { database, now, slices }: EngineContext,
  runtime: InstrumentRuntime,
  query: FrameQuery,
): Promise<void> {
  for (const model of foreignModels(query.model))
    await advanceTrack(runtime, model, await database(), now(), slices);
}

async function recallView(
  { memory, database }: EngineContext,
  key: InstrumentKey,
  query: FrameQuery,
): Promise<void> {
  const name = viewName(key, query);
  if (memory.tracker.histories.has(name)) return;
  restoreView(memory.tracker, name, await readMeta(await database(), `clusters:${key}`));
}

/** Losing a history costs ids and ages, not data: a store in trouble must not hide the frame. */
async function storeView(context: EngineContext, key: InstrumentKey, view: TrackedView): Promise<void> {
  const database = await context.database();
  await writeMeta(database, `clusters:${key}`, view).catch((error) => noteFault(context, error));
}
