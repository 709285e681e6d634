import { deleteEverything, exportAll, importAll } from '../store/transfer';
import { answerFrame } from './answer-frame';
import type { EngineApi } from './engine-api';
import { createContext, type EngineOptions, forget } from './engine-context';
import { engineUsage } from './engine-usage';
import { ingestEvents } from './ingest-events';
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
    ingest: (instrument, events) => ingestEvents(context, instrument, events),
    frame: (instrument, query, sources) => answerFrame(context, instrument, query, sources),
    usage: async () => ({ ...(await engineUsage(await database())), fault: context.fault?.kind ?? null }),
    exportAll: async () => exportAll(await database()),
    async importAll(text) {
      await context.desk.idle();
      await importAll(await database(), text);
      forget(context);
    },
    async deleteEverything() {
      await context.desk.idle();
      await deleteEverything(await database());
      forget(context);
    },
    async release(beforeMs) {
      context.desk.release(beforeMs);
      context.memory.grids.clear();
    },
  };
}
