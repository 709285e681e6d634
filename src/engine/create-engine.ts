import { deleteEverything, exportAll, importAll } from '../store/transfer';
import { answerFrame } from './answer-frame';
import type { EngineApi } from './engine-api';
import { createContext, type EngineContext, type EngineOptions } from './engine-context';
import { engineUsage } from './engine-usage';
import { ingestEvents } from './ingest-events';
import { freshMemory } from './make-frame';
import { resumePointOf } from './resume-point';

/** The engine over one database; every call may be the first after a crash. */
export function createEngine(options: EngineOptions): EngineApi {
  const bootId = crypto.randomUUID();
  const context = createContext(options);
  const { database } = context;
  return {
    bootId: async () => bootId,
    resumePoint: (instrument) =>
      context.desk.withRuntime(instrument, async (runtime) => resumePointOf(runtime, await database())),
    ingest: (instrument, ...batch) => ingestEvents(context, instrument, ...batch),
    frame: (instrument, query, sources) => answerFrame(context, instrument, query, sources),
    usage: async () => ({ ...(await engineUsage(await database())), fault: context.fault?.kind ?? null }),
    exportAll: async () => exportAll(await database()),
    importAll: (text) => replaceAll(context, async () => importAll(await database(), text)),
    deleteEverything: () => replaceAll(context, async () => deleteEverything(await database())),
    async release(beforeMs) {
      context.desk.release(beforeMs);
      context.memory.grids.clear();
    },
  };
}

/** Changes everything stored while no other call runs; nothing in memory outlives it. */
function replaceAll(context: EngineContext, work: () => Promise<void>): Promise<void> {
  return context.desk.exclusive(async () => {
    await work();
    context.memory = freshMemory();
  });
}
